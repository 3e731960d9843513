package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * Which intervals of a period are to blame for a failed sum check, and what they should have said.
 * The error lies in one interval, or in a run of them that is off by one factor, or that repeats a
 * value (zeros included), or that was cut to whole kWh: each such explanation says what the
 * intervals' true energy is, since the register is exact, and is as probable as that energy suits
 * the history ({@link Profile}). A factor that is known from practice gains as the excess it leads
 * to hits the one found more closely than chance would; a whole period may be off by it, when a
 * multiplier is forgotten. A zero is not off by a factor, but for one that rounding hides, so no
 * such run begins or ends with one. An interval's probability is the sum over the explanations it
 * is part of; it is questioned from {@link MeterClass#suspicion} on, and always when it is part of
 * the most probable one. Its energy is the mean over the explanations, so that the period adds up
 * to the register. Made for one period; not thread-safe.
 */
final class Suspects {
  /** Longest period that is searched, slots: two days of quarter hours. */
  static final int LONGEST = 200;

  private static final double[] FACTORS = {
    1000, 100, 10, 5, 4, 3, 2, 1.5, 1.0 / 1.5, 0.5, 1.0 / 3, 0.25, 0.2, 0.1, 0.01, 0.001
  };
  private static final double SHARE_OF_SINGLES = 0.45;
  private static final double SHARE_OF_RUNS = 0.25;
  private static final double SHARE_OF_FACTORS = 0.3;
  private static final double SHARE_OF_WHOLE_PERIODS = 0.05;

  /** The excess of other explanations is as likely in any of so many powers of e. */
  private static final double RANGE_OF_EXCESS = 7;

  /** From this factor up a zero may stand for a watt hour that was rounded away. */
  private static final int LEAST_HIDING_FACTOR = 2;

  /** From this factor down what is sent may have been cut rather than rounded. */
  private static final double CUT_FACTOR = 0.1;

  private static final int CUT_WH = 1000;

  /** Sent energy in the mean, Wh, up to which a run may be one of kWh that were cut. */
  private static final int MOST_CUT_WH = 3;

  private static final int MOST_REPEATED = 24;

  /** An error of less than this factor is no fault of a kind that is known, but for its chance. */
  private static final double LEAST_FACTOR = StrictMath.log(1.2);

  private static final double CHANCE_OF_LESS = StrictMath.log(0.02);

  private final Profile profile;
  private final double limitWh;
  private final boolean[] known;
  private final double[] sent;
  private final double[] residual;
  private final double[] fit;
  private final double[] weight;
  private final double[] truth;
  private final double excessWh;

  /** How much a value that repeats the one before speaks for an error. */
  private final double repetition;

  private double best = Double.NEGATIVE_INFINITY;
  private double total;
  private int bestFrom;
  private int bestTo;

  /**
   * Searches.
   *
   * @param knownWh what the known intervals say, Wh
   * @param unknownWh estimate of those that are not known, Wh
   */
  Suspects(Examination examination, Balance balance, long knownWh, long unknownWh) {
    int slots = balance.slots();
    this.profile = new Profile(examination, balance);
    this.limitWh = examination.limitWh;
    this.repetition = -StrictMath.log(Math.max(0.05, profile.shareRepeated()));
    this.known = new boolean[slots];
    this.sent = new double[slots];
    this.residual = new double[slots];
    this.fit = new double[slots];
    this.weight = new double[slots];
    this.truth = new double[slots];
    this.excessWh = knownWh - shareOfKnown(examination, balance, unknownWh);
    Series series = examination.series;
    for (int index = 0; index < slots; index++) {
      long slot = balance.from() + index;
      known[index] =
          Status.kind(series.status(slot)) == Status.MEASURED && Balance.isKnown(examination, slot);
      sent[index] = known[index] ? series.rawWh(slot) : 0;
      double before = index == 0 ? 0 : residual[index - 1];
      residual[index] =
          known[index] ? profile.residual(index, sent[index]) : Profile.expected(before);
      fit[index] = profile.fit(index, before, residual[index]);
    }
    // Two passes: the best score first, so that probabilities neither overflow nor vanish.
    explain(true);
    explain(false);
    spread(examination);
  }

  /**
   * What the register leaves for the known intervals, Wh: the rest after the others' estimate; by
   * what is usual where the estimate would leave little.
   */
  private double shareOfKnown(Examination examination, Balance balance, long unknownWh) {
    if (2 * unknownWh <= balance.advanceWh()) {
      return balance.advanceWh() - unknownWh;
    }
    double usual = 0;
    for (int index = 0; index < sent.length; index++) {
      boolean counts = Balance.isKnown(examination, balance.from() + index);
      usual += counts ? profile.usualWh(index) + 1 : 0;
    }
    return balance.advanceWh() * usual / (usual + unknownWh);
  }

  private void explain(boolean scoring) {
    int slots = sent.length;
    double runs = slots * (slots + 1) / 2.0;
    for (int from = 0; from < slots; from++) {
      double sum = 0;
      double repeated = 0;
      int pairs = 0;
      if (!known[from]) {
        continue;
      }
      for (int to = from + 1; to <= slots; to++) {
        if (!known[to - 1]) {
          continue;
        }
        sum += sent[to - 1];
        boolean same = sent[to - 1] == sent[from];
        repeated = same ? repeated + 1 : Double.NEGATIVE_INFINITY;
        pairs += to > from + 1 && sent[to - 1] == sent[to - 2] ? 1 : 0;
        double left = sum - excessWh;
        if (left < 0 || left > limitWh * (to - from)) {
          continue;
        }
        if ((repeated > 2 || repeated > 1 && sum == 0) && isWhole(from, to)) {
          double evidence = repetition * Math.min(MOST_REPEATED, repeated - 1);
          usual(from, to, left, StrictMath.log(0.5 / runs) + evidence, scoring);
        }
        if (to > from + 1) {
          double evidence = repetition * Math.min(MOST_REPEATED, pairs);
          cut(from, to, left - CUT_WH * sum, sum, runs, evidence, scoring);
        }
        if (to == from + 1) {
          single(from, left, scoring);
        } else if (mayBeOff(from, sum, left) && mayBeOff(to - 1, sum, left)) {
          scaled(from, to, sum, left, StrictMath.log(prior(from, to, sum, left, runs)), scoring);
        }
      }
    }
  }

  /** Whether a run of equal values ends on both sides. */
  private boolean isWhole(int from, int to) {
    boolean before = from == 0 || !known[from - 1] || sent[from - 1] != sent[from];
    return before && (to == sent.length || !known[to] || sent[to] != sent[from]);
  }

  /** How probable a run off by a factor is, before what the history says of it. */
  private double prior(int from, int to, double sum, double left, double runs) {
    int length = to - from;
    double ofOne = shareOfOneFactor(from, to, runs);
    double prior = SHARE_OF_RUNS / runs;
    for (double factor : FACTORS) {
      double rounding = 2 + length * Math.max(1, 1 / factor) / 2;
      double most = factor <= CUT_FACTOR ? 2 * rounding : rounding;
      double off = left - sum / factor;
      if (off >= -rounding && off <= most) {
        prior = Math.max(prior, ofOne * accuracy(rounding + most));
      }
    }
    return prior;
  }

  private double shareOfOneFactor(int from, int to, double runs) {
    boolean whole = from == 0 && to == sent.length;
    double ofWhole = whole ? SHARE_OF_WHOLE_PERIODS : 0;
    return (SHARE_OF_FACTORS / runs + ofWhole) / FACTORS.length;
  }

  /** How much likelier the excess is where it is known to within {@code widthWh}. */
  private double accuracy(double widthWh) {
    return Math.max(1, RANGE_OF_EXCESS * Math.abs(excessWh) / widthWh);
  }

  private void single(int index, double left, boolean scoring) {
    double score =
        StrictMath.log(SHARE_OF_SINGLES / sent.length)
            + chance(left, sent[index])
            + gain(index, index + 1, 0, left);
    take(index, index + 1, score, scoring);
    if (!scoring) {
      double probability = StrictMath.exp(score - best);
      weight[index] += probability;
      truth[index] += probability * left;
    }
  }

  /**
   * How much better the period fits when the intervals of a run said {@code ratio} times what they
   * sent; or, when it is zero, what is given; or, when it is negative, so many times the usual.
   */
  private double gain(int from, int to, double ratio, double given) {
    double before = from == 0 ? 0 : residual[from - 1];
    double gain = 0;
    for (int index = from; index < to; index++) {
      double wh =
          ratio > 0
              ? sent[index] * ratio
              : ratio == 0 ? given : (profile.usualWh(index) + 1) * given;
      double now = known[index] ? profile.residual(index, wh) : Profile.expected(before);
      gain += profile.fit(index, before, now) - fit[index];
      before = now;
    }
    if (to < sent.length) {
      gain += profile.fit(to, before, residual[to]) - fit[to];
    }
    return gain;
  }

  private static double chance(double left, double sum) {
    boolean small = left > 0 && sum > 0 && Math.abs(StrictMath.log(left / sum)) < LEAST_FACTOR;
    return small ? CHANCE_OF_LESS : 0;
  }

  private void scaled(int from, int to, double sum, double left, double prior, boolean scoring) {
    double ratio = left / sum;
    double score = prior + chance(left, sum) + gain(from, to, ratio, 0);
    take(from, to, score, scoring);
    if (!scoring) {
      double probability = StrictMath.exp(score - best);
      for (int index = from; index < to; index++) {
        boolean off = known[index] && mayBeOff(index, sum, left);
        weight[index] += off ? probability : 0;
        truth[index] += off ? probability * sent[index] * ratio : 0;
      }
    }
  }

  /** A run of whole kWh, taken for Wh: what was cut off is spread as usual. */
  private void cut(
      int from, int to, double cutWh, double sum, double runs, double evidence, boolean scoring) {
    int length = to - from;
    if (sum > MOST_CUT_WH * length || cutWh < 0 || cutWh > CUT_WH * length) {
      return;
    }
    double usual = 0;
    for (int index = from; index < to; index++) {
      usual += cutOff(index);
    }
    double share = cutWh / usual;
    double before = from == 0 ? 0 : residual[from - 1];
    double prior = shareOfOneFactor(from, to, runs) * accuracy((double) CUT_WH * length);
    double score = StrictMath.log(prior) + evidence;
    for (int index = from; index < to; index++) {
      double wh = CUT_WH * sent[index] + cutOff(index) * share;
      double now = known[index] ? profile.residual(index, wh) : Profile.expected(before);
      score += profile.fit(index, before, now) - fit[index];
      before = now;
    }
    if (to < sent.length) {
      score += profile.fit(to, before, residual[to]) - fit[to];
    }
    take(from, to, score, scoring);
    if (!scoring) {
      double probability = StrictMath.exp(score - best);
      for (int index = from; index < to; index++) {
        weight[index] += known[index] ? probability : 0;
        double wh = CUT_WH * sent[index] + cutOff(index) * share;
        truth[index] += known[index] ? probability * wh : 0;
      }
    }
  }

  private double cutOff(int index) {
    return Math.min(CUT_WH - 1, profile.usualWh(index) + 1);
  }

  /** Whether the factor that makes {@code left} of {@code sum} changes a value: it keeps a zero. */
  private boolean mayBeOff(int index, double sum, double left) {
    return sum > 0 && (sent[index] != 0 || left >= LEAST_HIDING_FACTOR * sum);
  }

  /** What a run that says nothing held is spread as usual. */
  private void usual(int from, int to, double left, double prior, boolean scoring) {
    double usual = 0;
    for (int index = from; index < to; index++) {
      usual += profile.usualWh(index) + 1;
    }
    double score = prior + gain(from, to, -1, left / usual);
    take(from, to, score, scoring);
    if (!scoring) {
      double probability = StrictMath.exp(score - best);
      for (int index = from; index < to; index++) {
        weight[index] += probability;
        truth[index] += probability * (profile.usualWh(index) + 1) * left / usual;
      }
    }
  }

  private void take(int from, int to, double score, boolean scoring) {
    if (scoring && score > best) {
      best = score;
      bestFrom = from;
      bestTo = to;
    } else if (!scoring) {
      total += StrictMath.exp(score - best);
    }
  }

  /** Keeps the suspects, and hands what the others would have borne to them. */
  private void spread(Examination examination) {
    if (total == 0) {
      java.util.Arrays.fill(weight, 0);
      return;
    }
    double left = -excessWh;
    double borne = 0;
    for (int index = 0; index < sent.length; index++) {
      double probability = weight[index] / total;
      boolean suspect =
          probability >= examination.thresholds.suspicion() || index >= bestFrom && index < bestTo;
      double mean = sent[index] * (1 - probability) + truth[index] / total;
      weight[index] = suspect ? probability : 0;
      truth[index] = mean;
      if (suspect) {
        left += sent[index];
        borne += mean;
      }
    }
    for (int index = 0; index < sent.length; index++) {
      if (weight[index] > 0) {
        truth[index] = borne > 0 ? truth[index] * Math.max(0, left) / borne : 0;
      }
    }
  }

  /** How probable it is that the slot of the period is to blame; 0 when it is not questioned. */
  double probability(int index) {
    return weight[index];
  }

  /** What a questioned slot should have said, Wh, before rounding. */
  double energyWh(int index) {
    return truth[index];
  }

  /** Whether any is questioned. */
  boolean isEmpty() {
    return total == 0;
  }
}
