package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Quantity.Kind;

/** How a blend learns from a record what its members are worth. */
enum Judging {
  /** Members are picked one by one, by the last eight weeks at least. */
  PICKED(56, 60) {
    @Override
    Weights weigh(float[][] quantiles, double[] truths, double[] counts) {
      return Weights.of(quantiles, truths, counts);
    }
  },

  /**
   * Shares fall exponentially with the loss, by the last sixteen weeks: where half of all intervals
   * is night and clouds come in spells, what was picked in eight weeks is chance.
   */
  EXPONENTIAL(112, 120) {
    @Override
    Weights weigh(float[][] quantiles, double[] truths, double[] counts) {
      return Weights.exponential(quantiles, truths, counts);
    }
  };

  private final int days;
  private final double halfLifeDays;

  Judging(int days, double halfLifeDays) {
    this.days = days;
    this.halfLifeDays = halfLifeDays;
  }

  /**
   * How a record is judged. Where issues reach so far that the weeks hold few of them, members are
   * picked.
   *
   * @param reachDays days from the first interval of an issue to its last
   */
  static Judging of(Kind kind, double reachDays) {
    boolean many = TrackRecord.REACHES * reachDays <= EXPONENTIAL.days;
    return kind == Kind.GENERATION && many ? EXPONENTIAL : PICKED;
  }

  /** How long what was said counts, at least. */
  int days() {
    return days;
  }

  /** After how long a miss counts half. */
  double halfLifeDays() {
    return halfLifeDays;
  }

  /**
   * Weights by what members said.
   *
   * @param quantiles by member, row-major: row × level
   * @param truths one per row
   * @param counts how much each row counts
   */
  abstract Weights weigh(float[][] quantiles, double[] truths, double[] counts);

  /** How it is configured. */
  static String configuration() {
    StringBuilder text = new StringBuilder("judged");
    for (Judging each : values()) {
      text.append(' ').append(each).append(" days ").append(each.days);
      text.append(" half-life ").append(each.halfLifeDays);
    }
    return text.append(" rate ").append(Weights.RATE).toString();
  }
}
