package io.commonwatt.contracts.reading;

import java.util.Locale;

/** Quantity of a meter register. Every channel is a non-negative energy; only a net is signed. */
public enum Channel {
  /** Energy used behind the usage point, whoever supplied it. */
  CONSUMPTION,
  /** Energy generated behind the usage point. */
  GENERATION,
  /** Energy taken from the grid. */
  IMPORT,
  /** Energy fed into the grid. */
  EXPORT;

  /** Lower-case name used in files, ids and tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The channel of that code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Channel parse(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
