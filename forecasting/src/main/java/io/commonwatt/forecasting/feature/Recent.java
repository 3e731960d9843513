package io.commonwatt.forecasting.feature;

/**
 * What the last hours before the issue did against the week before them. Computed once per issue;
 * immutable.
 */
final class Recent {

  private static final int PROFILE_DAYS = 7;
  private static final double RATIO_LIMIT = 2;

  private final double mean28;
  private final double mean7;
  private final double floor24;
  private final int[] hours = {1, 3, 6, 24};
  private final double[] anomalies = new double[hours.length];
  private final double[] ratios = new double[hours.length];

  Recent(Issue issue) {
    long origin = issue.origin();
    int day = issue.stepsPerDay();
    double all = issue.meanWh(origin - 28L * day, origin);
    mean28 = Double.isNaN(all) ? 0 : all;
    double week = issue.meanWh(origin - 7L * day, origin);
    mean7 = Double.isNaN(week) ? mean28 : week;
    double floor = Double.POSITIVE_INFINITY;
    double sum = 0;
    double usualSum = 0;
    int count = 0;
    int next = 0;
    for (int back = 1; back <= day && next < hours.length; back++) {
      double energy = issue.energyWh(origin - back);
      double usual = profile(issue, origin - back);
      if (!Double.isNaN(energy)) {
        floor = Math.min(floor, energy);
        if (!Double.isNaN(usual)) {
          sum += energy;
          usualSum += usual;
          count++;
        }
      }
      while (next < hours.length && back * issue.stepSeconds() >= hours[next] * 3600) {
        anomalies[next] = count == 0 ? 0 : (sum - usualSum) / count;
        double base = Math.max(usualSum, 0.05 * mean28 * count);
        ratios[next] = base <= 0 ? 0 : Math.max(-1, Math.min(RATIO_LIMIT, (sum - usualSum) / base));
        next++;
      }
    }
    floor24 = floor == Double.POSITIVE_INFINITY ? mean7 : floor;
  }

  /** Mean of the last four weeks, Wh; 0 when nothing is known. */
  double mean28() {
    return mean28;
  }

  /** Mean of the last week, Wh. */
  double mean7() {
    return mean7;
  }

  /** Least energy of the last day, Wh. */
  double floor24() {
    return floor24;
  }

  /** Mean excess of the last hours over the week before, Wh. */
  double anomaly(int overHours) {
    return anomalies[slot(overHours)];
  }

  /** The same relative to the week before, −1…{@value #RATIO_LIMIT}. */
  double ratio(int overHours) {
    return ratios[slot(overHours)];
  }

  private int slot(int overHours) {
    for (int i = 0; i < hours.length; i++) {
      if (hours[i] == overHours) {
        return i;
      }
    }
    throw new IllegalArgumentException("No anomaly is kept over " + overHours + " h");
  }

  private static double profile(Issue issue, long index) {
    double sum = 0;
    int count = 0;
    for (int day = 1; day <= PROFILE_DAYS; day++) {
      double energy = issue.energyWh(index - (long) day * issue.stepsPerDay());
      if (!Double.isNaN(energy)) {
        sum += energy;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
