package io.commonwatt.contracts.community;

/** A wholesale market. */
public record Market(String id, String currency) {}
