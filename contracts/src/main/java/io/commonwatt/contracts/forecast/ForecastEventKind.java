package io.commonwatt.contracts.forecast;

/** What happened to forecasting. */
public enum ForecastEventKind {
  /** The errors of a series or of a segment have become greater than they were. */
  DRIFT,
  /** A segment hands in its rows before their time, because of drift. */
  RETRAINING,
  /** The newest model of a segment is too old; the climatology forecasts instead. */
  STALE_MODEL,
  /** A model could not be read; the one before it, else the climatology, forecasts instead. */
  DAMAGED_MODEL,
  /** A model was trained on other features than this release has; as for a damaged one. */
  FOREIGN_FEATURES,
  /** A series has not been heard of for long; the climatology forecasts instead. */
  STALE_INPUT,
  /** The newest weather forecast is old or has ended; an older one, else none, is used. */
  LATE_WEATHER,
  /** A series suddenly is many times what it was; the seasonal naive forecasts instead. */
  JUMP,
  /** Trees cannot be grown on this machine; the other models of the segment go on without them. */
  NO_BOOSTERS,
  /** Prices of fewer hours ahead are published than usual; those that are not count as usual. */
  LATE_PRICES
}
