package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.feature.Rows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What the members of a blend said of one series, until the truth is known. Not thread-safe. */
final class TrackRecord {

  /** How long what was said counts. */
  private static final int DAYS = 56;

  /**
   * One issue.
   *
   * @param targets intervals
   * @param quantiles by member, row-major: target × level, scaled
   */
  private record Said(int[] targets, float[][] quantiles, double centre, double scale) {}

  /** Said and true. */
  record Judged(float[][] quantiles, double[] truths) {}

  private final ArrayDeque<Said> said = new ArrayDeque<>();

  void add(int[] targets, float[][] quantiles, AheadRows rows) {
    said.add(new Said(targets, quantiles, rows.centre(), rows.scale()));
  }

  /** What has turned out by now; forgets what is old. */
  Judged judge(Past now, int members, int mostRows) {
    int oldest = now.cutOff() - DAYS * now.stepsPerDay();
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
    int seen = 0;
    for (int which = 0; which < list.size(); which++) {
      Said one = list.get(which);
      for (int i = 0; i < one.targets.length; i++) {
        double truth = one.targets[i] < now.cutOff() ? now.at(one.targets[i]) : Double.NaN;
        if (!Double.isNaN(truth) && seen++ % stride == 0) {
          truths.add(new double[] {(truth - one.centre) / one.scale});
          places.add(new int[] {which, i});
        }
      }
    }
    int levels = Rows.LEVELS.length;
    float[][] quantiles = new float[members][places.size() * levels];
    double[] outcomes = new double[places.size()];
    for (int row = 0; row < outcomes.length; row++) {
      outcomes[row] = truths.get(row)[0];
      int[] place = places.get(row);
      for (int member = 0; member < members; member++) {
        System.arraycopy(
            list.get(place[0]).quantiles[member],
            place[1] * levels,
            quantiles[member],
            row * levels,
            levels);
      }
    }
    return new Judged(quantiles, outcomes);
  }
}
