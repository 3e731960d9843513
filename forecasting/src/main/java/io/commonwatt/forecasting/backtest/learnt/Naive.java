package io.commonwatt.forecasting.backtest.learnt;

/** Empirical quantiles of what was, with nothing to learn. */
enum Naive implements Member {
  /** The weighted climatology that rows begin with. */
  RECENT("climatology-recent") {
    @Override
    public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
      base(rows, into);
    }
  },
  /** The last eight weeks. */
  WEEKS("climatology") {
    @Override
    public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
      if (!rows.weekQuantiles(target, into)) {
        base(rows, into);
      }
    }
  },
  /** The last eight weeks' days of the same type at that time alone. */
  DAY_TYPE("climatology-day-type") {
    @Override
    public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
      if (!rows.dayTypeQuantiles(into)) {
        base(rows, into);
      }
    }
  },
  /** The last two weeks, whatever the day. */
  FORTNIGHT("climatology-fortnight") {
    @Override
    public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
      if (!rows.dayQuantiles(target, 14, into)) {
        base(rows, into);
      }
    }
  },
  /** The last four weeks, whatever the day. */
  DAYS("climatology-daily") {
    @Override
    public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
      if (!rows.dayQuantiles(target, 28, into)) {
        base(rows, into);
      }
    }
  },
  /** The last year, whatever the time. */
  ALL("constant") {
    @Override
    public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
      if (!rows.allQuantiles(into)) {
        base(rows, into);
      }
    }
  };

  private final String title;

  Naive(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void learn(AheadLearning learning) {
    // There is nothing to learn.
  }

  private static void base(AheadRows rows, double[] into) {
    System.arraycopy(rows.base(), 0, into, 0, into.length);
  }
}
