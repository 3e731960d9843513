package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.feature.Rows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** What the members of a blend said of one series, until the truth is known. Not thread-safe. */
final class TrackRecord {

  /** How long what was said counts, at least, in multiples of how far issues reach. */
  static final int REACHES = 5;

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

  /**
   * Said and true.
   *
   * @param weights how much a row counts, by its age
   * @param days from the first interval to the last
   * @param judging how members are weighed by it
   */
  record Judged(
      float[][] quantiles, double[] truths, double[] weights, double days, Judging judging) {

    /** Share of the loss without more members; those that know nothing more come near 1. */
    private static final double MORE_MEMBERS_LOSE_AT_MOST = 0.995;

    /** Weights of its members; others of a blend get none. */
    Weights weigh(int of) {
      return judging.weigh(quantiles, truths, weights).among(of);
    }

    /** Without the members behind the first ones. */
    Judged firstMembers(int members) {
      return new Judged(Arrays.copyOf(quantiles, members), truths, weights, days, judging);
    }

    /**
     * How many members are weighed: the first ones, or all where weights from the older half
     * clearly lose less on the newer half with all of them.
     */
    int trusted(int first) {
      if (first == quantiles.length) {
        return first;
      }
      double[] sorted = weights.clone();
      Arrays.sort(sorted);
      double middle = sorted[sorted.length / 2];
      Judged older = part(middle, true);
      Judged newer = part(middle, false);
      if (older.truths.length == 0 || newer.truths.length == 0) {
        return first;
      }
      double without = older.firstMembers(first).weigh(first).loss(newer.firstMembers(first));
      double with = older.weigh(quantiles.length).loss(newer);
      return with < MORE_MEMBERS_LOSE_AT_MOST * without ? quantiles.length : first;
    }

    /** What is older or newer than a weight tells. */
    private Judged part(double middle, boolean older) {
      int[] rows =
          IntStream.range(0, weights.length).filter(i -> weights[i] < middle == older).toArray();
      int levels = Rows.LEVELS.length;
      float[][] some = new float[quantiles.length][rows.length * levels];
      double[] outcomes = new double[rows.length];
      double[] counts = new double[rows.length];
      for (int row = 0; row < rows.length; row++) {
        outcomes[row] = truths[rows[row]];
        counts[row] = weights[rows[row]];
        for (int member = 0; member < some.length; member++) {
          System.arraycopy(
              quantiles[member], rows[row] * levels, some[member], row * levels, levels);
        }
      }
      return new Judged(some, outcomes, counts, days, judging);
    }
  }

  private final ArrayDeque<Said> said = new ArrayDeque<>();

  void add(int[] targets, float[][] quantiles, AheadRows rows) {
    said.add(new Said(targets, quantiles, rows.centre(), rows.scale()));
  }

  /** What has turned out by now; forgets what is old. */
  Judged judge(Past now, int members, int mostRows) {
    int longest = said.stream().mapToInt(Said::span).max().orElse(0);
    Judging judging = Judging.of(now.quantity().kind(), (double) longest / now.stepsPerDay());
    int oldest = now.cutOff() - Math.max(judging.days() * now.stepsPerDay(), REACHES * longest);
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
    double perStep = StrictMath.log(.5) / (judging.halfLifeDays() * now.stepsPerDay());
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
    double days = (last + 1.0 - first) / now.stepsPerDay();
    return new Judged(quantiles, outcomes, weights, days, judging);
  }
}
