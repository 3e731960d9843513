package io.commonwatt.forecasting;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The grid of every stage: full UTC hours. */
final class HourGrid {

  private HourGrid() {}

  static Instant atOrAfter(Instant time) {
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(time) ? hour : hour.plus(1, ChronoUnit.HOURS);
  }
}
