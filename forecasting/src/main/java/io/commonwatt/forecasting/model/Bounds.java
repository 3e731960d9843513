package io.commonwatt.forecasting.model;

import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import java.util.Arrays;

/** Makes raw quantiles a forecast: ordered, possible, and dark at night. Stateless. */
public final class Bounds {

  private static final int MAX_DAYS = 35;

  private Bounds() {}

  /**
   * Most a series can give in an interval, Wh; infinite where it follows people.
   *
   * @param peakWh most a generating series can give in an interval, Wh; NaN when not known: the
   *     most it has given then
   */
  public static double greatestWh(Issue issue, double peakWh) {
    if (!issue.solar()) {
      return Double.POSITIVE_INFINITY;
    }
    return Double.isNaN(peakWh) ? issue.maxWh(MAX_DAYS) : peakWh;
  }

  /**
   * Sorts the quantiles of each interval and clips them: nothing below zero, generation not above
   * its peak and exactly zero at night. Values are rounded to single precision, as they are kept
   * until they are scored.
   *
   * @param peakWh most a generating series can give in an interval, Wh; NaN when not known: the
   *     most it has given then
   * @param quantilesWh row-major: interval × level, Wh; changed in place
   */
  public static void apply(Issue issue, double peakWh, double[] quantilesWh) {
    double limit = Math.min(Float.MAX_VALUE, greatestWh(issue, peakWh));
    int levels = Rows.LEVELS.length;
    for (int step = 0; step < issue.steps(); step++) {
      int from = step * levels;
      if (issue.night(issue.origin() + step)) {
        Arrays.fill(quantilesWh, from, from + levels, 0);
        continue;
      }
      Arrays.sort(quantilesWh, from, from + levels);
      for (int i = from; i < from + levels; i++) {
        double bounded = Math.max(0.0, Math.min(limit, quantilesWh[i]));
        float rounded = (float) bounded;
        quantilesWh[i] = rounded > limit ? Math.nextDown(rounded) : rounded;
      }
    }
  }
}
