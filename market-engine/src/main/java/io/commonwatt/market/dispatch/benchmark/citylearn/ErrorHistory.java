package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.Arrays;

/**
 * What one-hour-ahead forecasts have missed, and from it the distributions of what the next ones
 * will miss: by like cases for the next hour, by hour of day for later hours. Not thread-safe.
 */
final class ErrorHistory {

  private static final int DAY = 24;
  private static final int FEWEST = 9;
  private static final int NEIGHBOUR_HOURS = 1;

  private final CityLearnView view;
  private final int homes;
  private final int nodes;
  private final int days;
  private final double[][] loadKwh;
  private final double[][] solarKwh;
  private final double[][][] byHour;

  /**
   * @param nodes equally likely values a distribution is given by
   * @param days how far back errors of an hour of day are taken from
   */
  ErrorHistory(CityLearnView view, int nodes, int days) {
    this.view = view;
    this.nodes = nodes;
    this.days = days;
    homes = view.homes();
    loadKwh = new double[view.hours()][];
    solarKwh = new double[view.hours()][];
    byHour = new double[DAY][homes + 1][];
  }

  /** Files what is expected of the hour after {@code view.now()}. */
  void expect(double[] load, double[] solar) {
    loadKwh[view.now()] = load;
    solarKwh[view.now()] = solar;
  }

  boolean has(int issue) {
    return issue >= 0 && issue < loadKwh.length && loadKwh[issue] != null;
  }

  /** What the forecast issued at an hour expected of a home's load in the next hour. */
  double expectedLoadKwh(int home, int issue) {
    return loadKwh[issue][home];
  }

  double expectedSolarKwh(int home, int issue) {
    return solarKwh[issue][home];
  }

  /** What it missed of the load. */
  double loadErrorKwh(int home, int issue) {
    return view.loadKwh(home, issue + 1) - loadKwh[issue][home];
  }

  double solarErrorKwh(int home, int issue) {
    return view.solarKwh(home, issue + 1) - solarKwh[issue][home];
  }

  /**
   * Errors of net energy in the hours of day around the coming hour {@code ahead}, by home; the
   * last row is the district. The distribution of an hour of day is renewed when that hour comes
   * next.
   */
  double[][] byHour(int ahead) {
    int hourOfDay = (view.now() + ahead) % DAY;
    for (int home = 0; home <= homes; home++) {
      if (ahead == 1 || byHour[hourOfDay][home] == null) {
        byHour[hourOfDay][home] = hourNodes(home, ahead);
      }
    }
    double[][] found = new double[homes + 1][];
    for (int home = 0; home <= homes; home++) {
      double[] known = byHour[hourOfDay][home];
      found[home] = known == null ? guess(home < homes ? 1 : 2) : known;
    }
    return found;
  }

  private double[] hourNodes(int home, int ahead) {
    double[] errors = new double[days * (2 * NEIGHBOUR_HOURS + 1)];
    int count = 0;
    for (int day = 1; day <= days; day++) {
      for (int shift = -NEIGHBOUR_HOURS; shift <= NEIGHBOUR_HOURS; shift++) {
        int issue = view.now() + ahead - DAY * day + shift - 1;
        if (issue + 1 <= view.now() && has(issue)) {
          errors[count++] = home < homes ? netError(home, issue) : districtError(issue);
        }
      }
    }
    return count < FEWEST ? null : Slices.means(errors, count, nodes);
  }

  private double netError(int home, int issue) {
    return loadErrorKwh(home, issue) - solarErrorKwh(home, issue);
  }

  private double districtError(int issue) {
    double sum = 0;
    for (int home = 0; home < homes; home++) {
      sum += netError(home, issue);
    }
    return sum;
  }

  /** Before errors are known: evenly spread. */
  private double[] guess(double scale) {
    double[] spread = new double[nodes];
    Arrays.setAll(spread, node -> scale * 0.85 * ((node + 0.5) / nodes * 2 - 1));
    return spread;
  }
}
