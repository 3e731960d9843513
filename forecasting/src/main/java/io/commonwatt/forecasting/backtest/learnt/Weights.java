package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Metrics;
import io.commonwatt.forecasting.feature.Rows;
import java.util.Arrays;
import java.util.List;

/**
 * How much each member of a blend counts, and how much wider or narrower the blended quantiles are
 * made. Immutable.
 *
 * @param shares one per member, together 1
 * @param spread factor of what a quantile differs from the median
 */
record Weights(double[] shares, double spread) {

  /** How fast shares fall with what a member loses more than the best, as a share of that. */
  static final double RATE = 80;

  private static final int PICKS = 20;
  private static final double[] SPREADS = {.7, .8, .9, 1, 1.1, 1.2, 1.35, 1.5};

  /** The recent climatology and all that learn alike, before anything is judged. */
  static Weights unjudged(List<Member> members) {
    double[] shares = new double[members.size()];
    double count = members.stream().filter(Weights::isTrusted).count();
    for (int member = 0; member < shares.length; member++) {
      shares[member] = isTrusted(members.get(member)) ? 1 / count : 0;
    }
    return new Weights(shares, 1);
  }

  private static boolean isTrusted(Member member) {
    return member == Naive.RECENT || !(member instanceof Naive);
  }

  /**
   * Picks members one by one, each time the one whose addition to the average loses least (Caruana
   * et al. 2004, with replacement), then the spread.
   *
   * @param quantiles by member, row-major: row × level
   * @param truths one per row
   * @param counts how much each row counts
   */
  static Weights of(float[][] quantiles, double[] truths, double[] counts) {
    int members = quantiles.length;
    float[] sum = new float[quantiles[0].length];
    int[] picked = new int[members];
    double bestEver = Double.POSITIVE_INFINITY;
    int[] best = picked.clone();
    int bestCount = 1;
    for (int pick = 1; pick <= PICKS; pick++) {
      int chosen = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int member = 0; member < members; member++) {
        double loss = loss(sum, quantiles[member], pick, truths, counts);
        if (loss < least) {
          least = loss;
          chosen = member;
        }
      }
      picked[chosen]++;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += quantiles[chosen][i];
      }
      if (least < bestEver) {
        bestEver = least;
        best = picked.clone();
        bestCount = pick;
      }
    }
    double[] shares = new double[members];
    for (int member = 0; member < members; member++) {
      shares[member] = (double) best[member] / bestCount;
    }
    return new Weights(shares, spread(quantiles, shares, truths, counts));
  }

  /**
   * Shares that fall exponentially with what a member loses more than the best, then the spread.
   *
   * @param quantiles by member, row-major: row × level
   * @param truths one per row
   * @param counts how much each row counts
   */
  static Weights exponential(float[][] quantiles, double[] truths, double[] counts) {
    double[] losses = new double[quantiles.length];
    float[] nothing = new float[quantiles[0].length];
    double least = Double.POSITIVE_INFINITY;
    for (int member = 0; member < losses.length; member++) {
      losses[member] = loss(nothing, quantiles[member], 1, truths, counts);
      least = Math.min(least, losses[member]);
    }
    double[] shares = new double[losses.length];
    double total = 0;
    for (int member = 0; member < shares.length; member++) {
      double more = losses[member] == least ? 0 : losses[member] / least - 1;
      shares[member] = StrictMath.exp(-RATE * more);
      total += shares[member];
    }
    for (int member = 0; member < shares.length; member++) {
      shares[member] /= total;
    }
    return new Weights(shares, spread(quantiles, shares, truths, counts));
  }

  /** Between these and others: the share of the others. */
  Weights towards(Weights others, double share) {
    double[] mixed = new double[shares.length];
    for (int member = 0; member < mixed.length; member++) {
      mixed[member] = (1 - share) * shares[member] + share * others.shares[member];
    }
    return new Weights(mixed, (1 - share) * spread + share * others.spread);
  }

  /** The same among more members, which get no share. */
  Weights among(int members) {
    return new Weights(Arrays.copyOf(shares, members), spread);
  }

  /**
   * Pinball loss, by how much each row counts, on what was said and true, counted as OpenSTEF
   * counts levels.
   */
  double loss(TrackRecord.Judged judged) {
    return loss(judged.quantiles(), judged.truths(), judged.weights());
  }

  /** Blends the quantiles of members. */
  void blend(double[][] quantiles, double[] into) {
    Arrays.fill(into, 0);
    for (int member = 0; member < shares.length; member++) {
      for (int level = 0; level < into.length; level++) {
        into[level] += shares[member] * quantiles[member][level];
      }
    }
    double median = into[Rows.MEDIAN];
    for (int level = 0; level < into.length; level++) {
      into[level] = median + spread * (into[level] - median);
    }
  }

  private static double loss(
      float[] sum, float[] added, int count, double[] truths, double[] counts) {
    int levels = Rows.LEVELS.length;
    double loss = 0;
    for (int row = 0; row < truths.length; row++) {
      double lost = 0;
      for (int level = 0; level < levels; level++) {
        int at = row * levels + level;
        double missed = truths[row] - (sum[at] + added[at]) / count;
        lost += loss(level, missed);
      }
      loss += counts[row] * lost;
    }
    return loss;
  }

  /** Pinball loss, counted as the CRPS of OpenSTEF counts the level. */
  private static double loss(int level, double missed) {
    double share = missed >= 0 ? Rows.LEVELS[level] : Rows.LEVELS[level] - 1;
    return Metrics.crpsWeight(level) * share * missed;
  }

  private double loss(float[][] quantiles, double[] truths, double[] counts) {
    int levels = Rows.LEVELS.length;
    double[][] members = new double[shares.length][levels];
    double[] blended = new double[levels];
    double loss = 0;
    for (int row = 0; row < truths.length; row++) {
      for (int member = 0; member < shares.length; member++) {
        for (int level = 0; level < levels; level++) {
          members[member][level] = quantiles[member][row * levels + level];
        }
      }
      blend(members, blended);
      double lost = 0;
      for (int level = 0; level < levels; level++) {
        lost += loss(level, truths[row] - blended[level]);
      }
      loss += counts[row] * lost;
    }
    return loss;
  }

  private static double spread(
      float[][] quantiles, double[] shares, double[] truths, double[] counts) {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double spread : SPREADS) {
      double loss = new Weights(shares, spread).loss(quantiles, truths, counts);
      if (loss < least) {
        least = loss;
        best = spread;
      }
    }
    return best;
  }
}
