package io.commonwatt.contracts.forecast;

/** What a forecast series belongs to. */
public enum SeriesKind {
  USAGE_POINT,
  FEEDER,
  COMMUNITY
}
