package io.commonwatt.contracts.reading;

/** Whether a raw reading stands behind a validated interval. */
public enum Origin {
  /**
   * A raw reading of this interval was accepted, as it is or, if implausible, with an estimate
   * beside it.
   */
  MEASURED,
  /** No raw reading is known (yet): the platform estimated the interval. */
  ESTIMATED
}
