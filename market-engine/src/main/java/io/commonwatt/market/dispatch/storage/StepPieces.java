package io.commonwatt.market.dispatch.storage;

/**
 * The cost of each step as a function of the change of the stored energy: pieces in rising order of
 * that change, each with the marginal cost of a stored kWh where it begins and ends and its length
 * in kWh. Reused between solves; not thread-safe.
 *
 * <p>Where taking energy pays at the meter, the marginal cost falls at standing still, so the cost
 * is not convex there: energy could be burnt by charging and discharging at once. Such a step gets
 * a convex cost below its own: the lower hull of its points when it is linear, else the cost with
 * free disposal of stored energy.
 */
final class StepPieces {

  private static final int MOST = 9;
  private static final int KINKS = 7;

  double[] from = new double[0];
  double[] to = new double[0];
  double[] kwh = new double[0];
  int[] count = new int[0];
  double[] leastKwh = new double[0];

  /**
   * Change of the stored energy below which power stays where it is and the rest is disposed of.
   */
  double[] keptKwh = new double[0];

  boolean[] relaxed = new boolean[0];

  private final double[] edges = new double[KINKS + 2];

  /** First piece of a step. */
  int first(int step) {
    return step * MOST;
  }

  void prepare(int steps) {
    if (count.length < steps) {
      from = new double[steps * MOST];
      to = new double[steps * MOST];
      kwh = new double[steps * MOST];
      count = new int[steps];
      leastKwh = new double[steps];
      keptKwh = new double[steps];
      relaxed = new boolean[steps];
    }
  }

  /**
   * Writes the pieces of a step.
   *
   * @param direction 1 may only charge, −1 only discharge, 0 either
   */
  void write(StorageProblem problem, int step, int direction) {
    double most = direction < 0 ? 0 : problem.chargeKw[step];
    double least = direction > 0 ? 0 : -problem.dischargeKw[step];
    int edgeCount = edges(problem, step, least, most);
    int begin = first(step);
    int piece = begin;
    double curvature = problem.proximalWeight[step] + problem.quadraticWearCent;
    double linear =
        problem.proximalWeight[step] * (problem.baseKw[step] - problem.proximalTargetKw[step]);
    for (int i = 1; i < edgeCount; i++) {
      double low = edges[i - 1];
      double high = edges[i];
      boolean charges = high > 0;
      double middle = problem.baseKw[step] + 0.5 * (low + high);
      double price = price(problem, step, middle) + linear;
      price += charges ? problem.wearCent[step] : -problem.wearCent[step];
      boolean above = 0.5 * (low + high) > problem.toldKw[step];
      price += above ? problem.leaveCent[step] : -problem.leaveCent[step];
      double perKwh = charges ? 1 / problem.chargeEfficiency : problem.dischargeEfficiency;
      from[piece] = (price + curvature * low) * perKwh;
      to[piece] = (price + curvature * high) * perKwh;
      kwh[piece] = (high - low) * problem.stepHours / perKwh;
      piece++;
    }
    count[step] = piece - begin;
    leastKwh[step] = least * problem.stepHours / problem.dischargeEfficiency;
    keptKwh[step] = Double.NEGATIVE_INFINITY;
    relaxed[step] = false;
    if (problem.disposal) {
      dispose(step);
    } else if (falls(step)) {
      relaxed[step] = true;
      if (curvature == 0) {
        hull(step);
      } else {
        dispose(step);
      }
    }
  }

  /** Power levels at which the cost has a kink, in order, without repetition. */
  private int edges(StorageProblem problem, int step, double least, double most) {
    double base = problem.baseKw[step];
    int length = 0;
    edges[length++] = least;
    if (-problem.exportLimitKw[step] - base > least) {
      edges[length++] = -problem.exportLimitKw[step] - base;
    }
    edges[length++] = -base;
    if (problem.overPeakCent > 0) {
      edges[length++] = problem.peakKw - base;
    }
    if (problem.importLimitKw[step] - base < most) {
      edges[length++] = problem.importLimitKw[step] - base;
    }
    if (problem.leaveCent[step] > 0) {
      edges[length++] = problem.toldKw[step];
    }
    edges[length++] = 0;
    edges[length++] = most;
    int kept = 1;
    for (int i = 1; i < length; i++) {
      double edge = edges[i];
      if (edge > least && edge <= most) {
        kept = keep(edge, kept);
      }
    }
    return kept;
  }

  private int keep(double edge, int kept) {
    int place = kept;
    while (place > 0 && edges[place - 1] > edge) {
      place--;
    }
    if (place > 0 && edges[place - 1] == edge) {
      return kept;
    }
    for (int i = kept; i > place; i--) {
      edges[i] = edges[i - 1];
    }
    edges[place] = edge;
    return kept + 1;
  }

  /** Marginal price of net power at the connection, ct/kWh. */
  private static double price(StorageProblem problem, int step, double net) {
    double price = net > 0 ? problem.importCent[step] : problem.exportCent[step];
    if (net > problem.importLimitKw[step]) {
      price += problem.overLimitCent;
    }
    if (-net > problem.exportLimitKw[step]) {
      price -= problem.overLimitCent;
    }
    return net > problem.peakKw ? price + problem.overPeakCent : price;
  }

  private boolean falls(int step) {
    int begin = first(step);
    for (int piece = begin + 1; piece < begin + count[step]; piece++) {
      if (from[piece] < to[piece - 1] - 1e-12 * Math.abs(to[piece - 1])) {
        return true;
      }
    }
    return false;
  }

  /** Pools pieces until their marginal costs rise: the lower hull of a piecewise linear cost. */
  private void hull(int step) {
    int begin = first(step);
    int last = begin;
    for (int piece = begin + 1; piece < begin + count[step]; piece++) {
      last++;
      move(piece, last);
      while (last > begin && from[last] < from[last - 1]) {
        double length = kwh[last - 1] + kwh[last];
        double mean = (from[last - 1] * kwh[last - 1] + from[last] * kwh[last]) / length;
        last--;
        from[last] = mean;
        to[last] = mean;
        kwh[last] = length;
      }
    }
    count[step] = last + 1 - begin;
  }

  /** What has a negative marginal cost is taken in full and may be thrown away at no cost. */
  private void dispose(int step) {
    int begin = first(step);
    int place = begin + MOST;
    double disposable = 0;
    for (int piece = begin + count[step] - 1; piece >= begin; piece--) {
      double below = 0;
      if (to[piece] <= 0) {
        below = kwh[piece];
      } else if (from[piece] < 0) {
        below = kwh[piece] * (-from[piece] / (to[piece] - from[piece]));
        from[piece] = 0;
      }
      disposable += below;
      if (below < kwh[piece]) {
        place--;
        move(piece, place);
        kwh[place] -= below;
      }
    }
    keptKwh[step] = leastKwh[step] + disposable;
    if (disposable > 0) {
      place--;
      from[place] = 0;
      to[place] = 0;
      kwh[place] = disposable;
    }
    count[step] = begin + MOST - place;
    for (int piece = begin; piece < begin + count[step]; piece++) {
      move(place + piece - begin, piece);
    }
  }

  /** Cost of going from a change of the stored energy up to the greatest, ct. */
  double costAboveCent(int step, double changeKwh) {
    double cost = 0;
    double at = leastKwh[step];
    for (int piece = first(step); piece < first(step) + count[step]; piece++) {
      double skipped = Math.min(kwh[piece], Math.max(0, changeKwh - at));
      double left = kwh[piece] - skipped;
      if (left > 0) {
        double start = from[piece] + (to[piece] - from[piece]) * (skipped / kwh[piece]);
        cost += 0.5 * (start + to[piece]) * left;
      }
      at += kwh[piece];
    }
    return cost;
  }

  private void move(int piece, int place) {
    from[place] = from[piece];
    to[place] = to[piece];
    kwh[place] = kwh[piece];
  }
}
