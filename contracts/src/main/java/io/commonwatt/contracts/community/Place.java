package io.commonwatt.contracts.community;

import java.io.Serializable;

/** Where weather is measured and forecast. Degrees, north and east positive. */
public record Place(String id, double latitude, double longitude) implements Serializable {}
