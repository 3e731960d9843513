package io.commonwatt.forecasting.series;

/** What stands behind an interval of a history. The order is part of the state format. */
public enum Standing {
  /** Nothing has been said about it. */
  UNKNOWN,
  /** Known to have no usable value: missing or inside an outage. */
  ABSENT,
  /** An estimate, or an incomplete sum scaled up: good for features, never a truth. */
  ESTIMATED,
  /** Measured, or a complete sum: a truth forecasts are scored against. */
  MEASURED
}
