package io.commonwatt.contracts.community;

import java.io.Serializable;

/** A wholesale market. */
public record Market(String id, String currency) implements Serializable {}
