package io.commonwatt.contracts.community;

/** Who pays. */
public record Member(String id, String name) {}
