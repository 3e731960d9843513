package io.commonwatt.forecasting;

import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Instant;

/**
 * A series that suddenly is many times what it was: another multiplier, another unit, another
 * meter. What passed validation is a fact, but no model knows it.
 */
final class Jump {

  /** Mean of the last day over that of the weeks before it from which on it is a jump. */
  static final double LIMIT = 20;

  private static final int DAYS_BEFORE = 14;
  private static final int FEWEST_DAYS = 4;

  private Jump() {}

  /** Mean of the last day over that of the two weeks before; 0 where too little is known. */
  static double ratio(SeriesHistory history, Instant at) {
    long origin = at.getEpochSecond() / history.stepSeconds();
    int day = history.stepsPerDay();
    double before = mean(history, origin - (long) (DAYS_BEFORE + 1) * day, origin - day);
    double now = mean(history, origin - day, origin);
    boolean known =
        !history.isEmpty() && history.first() <= origin - (long) (FEWEST_DAYS + 1) * day;
    return known && before > 0 && now > 0 ? now / before : 0;
  }

  /** Mean of what is known, of at least half a day, Wh; NaN else. */
  private static double mean(SeriesHistory history, long from, long to) {
    double sum = 0;
    int count = 0;
    for (long index = from; index < to; index++) {
      double energy = history.energyWh(index);
      if (!Double.isNaN(energy)) {
        sum += energy;
        count++;
      }
    }
    return 2 * count < Series.DAY_SECONDS / history.stepSeconds() ? Double.NaN : sum / count;
  }
}
