package io.commonwatt.forecasting.drift;

import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import java.util.Arrays;

/**
 * What a day misses the median of the two weeks before it by, at each time of day, over what these
 * weeks miss it by themselves: about one while nothing changes, whatever the size of the series. A
 * changed series comes back to one after two weeks. Stateless.
 */
public final class DailyLoss {

  /** Losses are not counted beyond it: one wild day is no drift. */
  static final double MOST = 3;

  private static final int DAYS = 14;
  private static final int FEWEST_DAYS = 10;

  private DailyLoss() {}

  /** Loss of the day that ends before an interval; NaN where half of it or more is not measured. */
  public static double of(SeriesHistory history, long end) {
    int day = history.stepsPerDay();
    double missed = 0;
    double usual = 0;
    int known = 0;
    double[] before = new double[DAYS];
    for (long index = end - day; index < end; index++) {
      int count = 0;
      for (int back = 1; back <= DAYS; back++) {
        double value = history.energyWh(index - (long) back * day);
        if (!Double.isNaN(value)) {
          before[count++] = value;
        }
      }
      if (count >= FEWEST_DAYS && history.standing(index) == Standing.MEASURED) {
        Arrays.sort(before, 0, count);
        double median = (before[count / 2] + before[(count - 1) / 2]) / 2;
        missed += Math.abs(history.energyWh(index) - median);
        for (int i = 0; i < count; i++) {
          usual += Math.abs(before[i] - median) / count;
        }
        known++;
      }
    }
    return 2 * known <= day || usual == 0 ? Double.NaN : Math.min(MOST, missed / usual);
  }
}
