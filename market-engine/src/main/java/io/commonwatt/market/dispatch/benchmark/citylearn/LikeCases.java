package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.Arrays;

/**
 * What the next hour's forecasts may miss, from the past hours most like this one: for load those
 * with like expectation, like last loads and a like hour of day; for PV those with like expectation
 * and clearness. The nearer a case, the more it counts. Loads of homes are added as independent; PV
 * is taken for the district as one, because one sky covers it. Not thread-safe.
 */
final class LikeCases {

  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final int FIRST_ISSUE = 14 * DAY;
  private static final int FEWEST_CASES = 160;
  private static final double SMALLEST_SCALE_KWH = 0.3;
  private static final double DARK_KWH = 0.02;
  private static final double BEFORE_WEIGHT = 0.5;
  private static final double YESTERDAY_WEIGHT = 0.3;
  private static final double HOUR_WEIGHT = 1;
  private static final double SUN_HOUR_WEIGHT = 4;
  private static final double SUN_WEIGHT = 4;
  private static final double CLEARNESS_WEIGHT = 2;

  private final CityLearnView view;
  private final ErrorHistory errors;
  private final HedgedSettings settings;
  private final int homes;
  private final double[][] clearness;
  private double[] distances;
  private double[] misses;
  private int cases;
  private int firstIssue;

  LikeCases(CityLearnView view, ErrorHistory errors, HedgedSettings settings) {
    this.view = view;
    this.errors = errors;
    this.settings = settings;
    homes = view.homes();
    clearness = new double[view.hours()][];
    distances = new double[settings.caseDays() * DAY];
    misses = new double[settings.caseDays() * DAY];
  }

  /** Files the clearness of the hour that has ended, one value by home and last their mean. */
  void observe(double[] clearnessOfHomes) {
    clearness[view.now()] = clearnessOfHomes;
  }

  /** Writes the first hour's distributions, once enough is known. */
  void hedgeNextHour(HedgedProblem problem) {
    firstIssue = Math.max(FIRST_ISSUE, view.now() - settings.caseDays() * DAY);
    cases = view.now() - firstIssue;
    if (cases < FEWEST_CASES) {
      return;
    }
    double[][] parts = new double[homes + 1][];
    boolean sun = isLight();
    for (int home = 0; home < homes; home++) {
      parts[home] = loadNodes(home);
      double[] own = sun ? sum(new double[][] {parts[home], sunNodes(home)}) : parts[home];
      System.arraycopy(own, 0, problem.homeNodesKwh[0][home], 0, own.length);
    }
    parts[homes] = sun ? sunNodes(homes) : null;
    double[] district = sum(sun ? parts : Arrays.copyOf(parts, homes));
    System.arraycopy(district, 0, problem.districtNodesKwh[0], 0, district.length);
    System.arraycopy(district, 0, problem.rampNodesKwh[0], 0, district.length);
  }

  private boolean isLight() {
    boolean light = false;
    for (int home = 0; home < homes; home++) {
      light |= errors.expectedSolarKwh(home, view.now()) > DARK_KWH;
    }
    return light;
  }

  private double[] loadNodes(int home) {
    int now = view.now();
    double scale = scaleKwh(home);
    for (int index = 0; index < cases; index++) {
      int issue = firstIssue + index;
      double expected = errors.expectedLoadKwh(home, issue) - errors.expectedLoadKwh(home, now);
      double last = view.loadKwh(home, issue) - view.loadKwh(home, now);
      double before = BEFORE_WEIGHT * (view.loadKwh(home, issue - 1) - view.loadKwh(home, now - 1));
      double yesterday =
          YESTERDAY_WEIGHT
              * (view.loadKwh(home, issue + 1 - DAY) - view.loadKwh(home, now + 1 - DAY));
      double hour = HOUR_WEIGHT * hourDistance(issue);
      distances[index] =
          (expected * expected + last * last + before * before + yesterday * yesterday)
                  / (scale * scale)
              + hour * hour;
      misses[index] = errors.loadErrorKwh(home, issue);
    }
    return nearest(settings.likeCases());
  }

  /**
   * Missed net energy, so PV above its expectation counts negative; {@code homes}: the district.
   */
  private double[] sunNodes(int home) {
    double expectedNow = expectedSun(home, view.now());
    for (int index = 0; index < cases; index++) {
      int issue = firstIssue + index;
      double expected = SUN_WEIGHT * (expectedSun(home, issue) - expectedNow);
      double clear = CLEARNESS_WEIGHT * (clearness[issue][home] - clearness[view.now()][home]);
      double hour = SUN_HOUR_WEIGHT * hourDistance(issue);
      distances[index] = expected * expected + clear * clear + hour * hour;
      misses[index] = -missedSun(home, issue);
    }
    return nearest(settings.likeSuns());
  }

  /** Expected PV by kW installed. */
  private double expectedSun(int home, int issue) {
    double energy = 0;
    double power = 0;
    for (int one = home < homes ? home : 0; one <= Math.min(home, homes - 1); one++) {
      energy += errors.expectedSolarKwh(one, issue);
      power += view.solarKw(one);
    }
    return energy / power;
  }

  private double missedSun(int home, int issue) {
    double energy = 0;
    for (int one = home < homes ? home : 0; one <= Math.min(home, homes - 1); one++) {
      energy += errors.solarErrorKwh(one, issue);
    }
    return energy;
  }

  private double scaleKwh(int home) {
    double sum = 0;
    for (int back = 0; back < WEEK; back++) {
      sum += view.loadKwh(home, Math.max(0, view.now() - back));
    }
    return Math.max(SMALLEST_SCALE_KWH, sum / WEEK);
  }

  private double hourDistance(int issue) {
    int gap = Math.abs(issue - view.now()) % DAY;
    return StrictMath.sin(Math.PI * Math.min(gap, DAY - gap) / DAY);
  }

  /** Slices of the nearest cases' misses; weights fall with the distance, to 0 at the last. */
  private double[] nearest(int count) {
    double[] order = Arrays.copyOf(distances, cases);
    Arrays.sort(order);
    double limit = order[Math.min(cases, count) - 1];
    boolean alike = order[0] == limit;
    double[] near = new double[cases];
    double[] weights = new double[cases];
    int found = 0;
    for (int index = 0; index < cases; index++) {
      double weight = alike ? 1 : 1 - distances[index] / limit;
      if (distances[index] <= limit && weight > 0) {
        near[found] = misses[index];
        weights[found++] = weight;
      }
    }
    double[] slices = Slices.means(near, weights, found, settings.nodes());
    double mean = Arrays.stream(slices).average().orElseThrow();
    for (int slice = 0; slice < slices.length; slice++) {
      slices[slice] -= (1 - settings.likeMean()) * mean;
    }
    return slices;
  }

  private double[] sum(double[][] parts) {
    return Slices.sum(parts, settings.nodes());
  }
}
