package io.commonwatt.contracts.community;

/** Where weather is measured and forecast. Degrees, north and east positive. */
public record Place(String id, double latitude, double longitude) {}
