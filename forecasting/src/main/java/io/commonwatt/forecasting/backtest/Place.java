package io.commonwatt.forecasting.backtest;

/**
 * Where a series is, for the path of the sun.
 *
 * @param latitude degrees, north positive
 * @param longitude degrees, east positive
 */
public record Place(double latitude, double longitude) {}
