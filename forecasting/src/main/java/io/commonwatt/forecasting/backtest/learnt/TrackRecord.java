package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.feature.Rows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What the members of a blend said of one series, until the truth is known. Not thread-safe. */
final class TrackRecord {

  /** How long what was said counts, at least. */
  private static final int DAYS = 56;

  /** The same in multiples of how far issues reach. */
  private static final int REACHES = 5;

  /**
   * One issue.
   *
   * @param targets intervals
   * @param quantiles by member, row-major: target × level, scaled
   */
  private record Said(int[] targets, float[][] quantiles, double centre, double scale) {

    /** Intervals from the first target to the last. */
    int span() {
      return targets[targets.length - 1] - targets[0] + 1;
    }
  }

  /** After how long a miss counts half. */
  static final double HALF_LIFE_DAYS = 60;

  /**
   * Said and true.
   *
   * @param weights how much a row counts, by its age
   * @param days from the first interval to the last
   */
  record Judged(float[][] quantiles, double[] truths, double[] weights, double days) {}

  private final ArrayDeque<Said> said = new ArrayDeque<>();

  void add(int[] targets, float[][] quantiles, AheadRows rows) {
    said.add(new Said(targets, quantiles, rows.centre(), rows.scale()));
  }

  /** What has turned out by now; forgets what is old. */
  Judged judge(Past now, int members, int mostRows) {
    int longest = said.stream().mapToInt(Said::span).max().orElse(0);
    int oldest = now.cutOff() - Math.max(DAYS * now.stepsPerDay(), REACHES * longest);
    Iterator<Said> each = said.iterator();
    long rows = 0;
    while (each.hasNext()) {
      Said one = each.next();
      if (one.targets[one.targets.length - 1] < oldest) {
        each.remove();
      } else {
        rows += one.targets.length;
      }
    }
    int stride = (int) Math.max(1, (rows + mostRows - 1) / mostRows);
    List<double[]> truths = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    List<Said> list = new ArrayList<>(said);
    int first = now.cutOff();
    int last = first - 1;
    int seen = 0;
    for (int which = 0; which < list.size(); which++) {
      Said one = list.get(which);
      for (int i = 0; i < one.targets.length; i++) {
        double truth = one.targets[i] < now.cutOff() ? now.at(one.targets[i]) : Double.NaN;
        if (!Double.isNaN(truth) && seen++ % stride == 0) {
          truths.add(new double[] {(truth - one.centre) / one.scale});
          places.add(new int[] {which, i});
          first = Math.min(first, one.targets[i]);
          last = Math.max(last, one.targets[i]);
        }
      }
    }
    int levels = Rows.LEVELS.length;
    float[][] quantiles = new float[members][places.size() * levels];
    double[] outcomes = new double[places.size()];
    double[] weights = new double[places.size()];
    double perStep = StrictMath.log(.5) / (HALF_LIFE_DAYS * now.stepsPerDay());
    for (int row = 0; row < outcomes.length; row++) {
      outcomes[row] = truths.get(row)[0];
      int[] place = places.get(row);
      int age = now.cutOff() - list.get(place[0]).targets[place[1]];
      weights[row] = StrictMath.exp(perStep * age);
      for (int member = 0; member < members; member++) {
        System.arraycopy(
            list.get(place[0]).quantiles[member],
            place[1] * levels,
            quantiles[member],
            row * levels,
            levels);
      }
    }
    return new Judged(quantiles, outcomes, weights, (last + 1.0 - first) / now.stepsPerDay());
  }
}
