package io.commonwatt.contracts.reading;

/** Unit a reading was sent in. */
public enum Unit {
  /** Energy of the interval, watt hours. */
  WATT_HOUR,
  /** Mean power over the interval, watts. */
  WATT
}
