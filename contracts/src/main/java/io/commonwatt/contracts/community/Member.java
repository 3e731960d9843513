package io.commonwatt.contracts.community;

import java.io.Serializable;

/** Who pays. */
public record Member(String id, String name) implements Serializable {}
