package io.commonwatt.market.dispatch.storage;

/**
 * Stored energy as a function of its price: rising, with jumps (linear costs) and slopes (quadratic
 * ones), held as events in rising order of price. It is the inverse of the derivative of the convex
 * cost of reaching a stored energy. Adding a step inserts that step's events; a limit cuts an end
 * off. Reused between solves; not thread-safe.
 */
final class PriceCurve {

  private double[] price = new double[256];
  private double[] jump = new double[256];
  private double[] slopeChange = new double[256];
  private int head;
  private int tail;
  private double bottom;
  private double top;

  /** The curve of a known stored energy. */
  void reset(double storedKwh) {
    head = price.length / 2;
    tail = head;
    bottom = storedKwh;
    top = storedKwh;
  }

  /** Stored energy at the lowest price. */
  double bottom() {
    return bottom;
  }

  /** Stored energy at the highest price. */
  double top() {
    return top;
  }

  /** Moves the whole curve, kWh. */
  void shift(double kwh) {
    bottom += kwh;
    top += kwh;
  }

  /** Adds a piece over which the price rises from one to another, at most by rounding downwards. */
  void add(double from, double to, double kwh) {
    if (kwh <= 0) {
      return;
    }
    top += kwh;
    if (to > from) {
      double slope = kwh / (to - from);
      if (slope <= Double.MAX_VALUE) {
        insert(from, 0, slope);
        insert(to, 0, -slope);
        return;
      }
    }
    insert(from, kwh, 0);
  }

  /**
   * Cuts off what lies below a limit.
   *
   * @return the price at which the limit is left; negative infinity when nothing was cut
   */
  double cutBelow(double limit) {
    if (bottom >= limit) {
      return Double.NEGATIVE_INFINITY;
    }
    if (top <= limit) {
      return collapse(top, tail > head ? price[tail - 1] : 0);
    }
    double level = bottom;
    double slope = 0;
    bottom = limit;
    while (true) {
      double at = price[head];
      level += jump[head];
      slope += slopeChange[head];
      if (level > limit) {
        jump[head] = Math.min(jump[head], level - limit);
        slopeChange[head] = slope;
        return at;
      }
      if (head + 1 == tail) {
        return collapse(limit, at); // Rounding: the limit is the top.
      }
      double next = level + slope * (price[head + 1] - at);
      if (next > limit) {
        double crossed = Math.min(price[head + 1], at + (limit - level) / slope);
        price[head] = crossed;
        jump[head] = 0;
        slopeChange[head] = slope;
        return crossed;
      }
      level = next;
      head++;
    }
  }

  /**
   * Cuts off what lies above a limit.
   *
   * @return the price at which the limit is reached; infinity when nothing was cut
   */
  double cutAbove(double limit) {
    if (top <= limit) {
      return Double.POSITIVE_INFINITY;
    }
    if (bottom >= limit) {
      return collapse(bottom, tail > head ? price[head] : 0);
    }
    double level = top;
    double slope = 0;
    top = limit;
    while (true) {
      int last = tail - 1;
      double at = price[last];
      level -= jump[last];
      slope -= slopeChange[last];
      if (level < limit) {
        jump[last] = Math.min(jump[last], limit - level);
        slopeChange[last] = -slope;
        return at;
      }
      if (last == head) {
        return collapse(limit, at);
      }
      double next = level - slope * (at - price[last - 1]);
      if (next < limit) {
        double crossed = Math.max(price[last - 1], at - (level - limit) / slope);
        price[last] = crossed;
        jump[last] = 0;
        slopeChange[last] = -slope;
        return crossed;
      }
      level = next;
      tail--;
    }
  }

  /**
   * The curve as points, linear in between.
   *
   * @return stored energies, not falling, and the price at each; one point where the curve is one
   */
  double[][] points() {
    int count = Math.max(1, 2 * (tail - head));
    double[] kwh = new double[count];
    double[] at = new double[count];
    kwh[0] = bottom;
    double level = bottom;
    double slope = 0;
    for (int event = head; event < tail; event++) {
      int point = 2 * (event - head);
      if (event > head) {
        level += slope * (price[event] - price[event - 1]);
      }
      kwh[point] = level;
      level += jump[event];
      kwh[point + 1] = level;
      at[point] = price[event];
      at[point + 1] = price[event];
      slope += slopeChange[event];
    }
    return new double[][] {kwh, at};
  }

  private double collapse(double kwh, double at) {
    reset(kwh);
    return at;
  }

  private void insert(double at, double kwh, double slope) {
    int low = head;
    int high = tail;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (price[middle] < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low < tail && price[low] == at) {
      jump[low] += kwh;
      slopeChange[low] += slope;
      return;
    }
    if (head == 0 || tail == price.length) {
      low += grow();
    }
    int place = open(low);
    price[place] = at;
    jump[place] = kwh;
    slopeChange[place] = slope;
  }

  /** Makes room before an event by moving the shorter side. */
  private int open(int before) {
    if (before - head < tail - before) {
      for (int i = head; i < before; i++) {
        price[i - 1] = price[i];
        jump[i - 1] = jump[i];
        slopeChange[i - 1] = slopeChange[i];
      }
      head--;
      return before - 1;
    }
    for (int i = tail; i > before; i--) {
      price[i] = price[i - 1];
      jump[i] = jump[i - 1];
      slopeChange[i] = slopeChange[i - 1];
    }
    tail++;
    return before;
  }

  /** Moves the events to the middle of larger arrays; returns by how much. */
  private int grow() {
    int length = 2 * price.length;
    int newHead = (length - (tail - head)) / 2;
    price = moved(price, newHead, length);
    jump = moved(jump, newHead, length);
    slopeChange = moved(slopeChange, newHead, length);
    int by = newHead - head;
    tail += by;
    head = newHead;
    return by;
  }

  private double[] moved(double[] values, int newHead, int length) {
    double[] larger = new double[length];
    System.arraycopy(values, head, larger, newHead, tail - head);
    return larger;
  }
}
