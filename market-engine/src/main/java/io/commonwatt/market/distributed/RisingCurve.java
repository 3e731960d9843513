package io.commonwatt.market.distributed;

import java.util.Arrays;

/** A piecewise linear function that never falls and is constant outside its points. Immutable. */
final class RisingCurve {

  private final double[] xs;
  private final double[] ys;

  private RisingCurve(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
  }

  static RisingCurve constant(double y) {
    return new RisingCurve(new double[] {0}, new double[] {y});
  }

  /** offset + slope · x, held within bounds. */
  static RisingCurve line(double offset, double slope, double least, double most) {
    return new RisingCurve(
        new double[] {(least - offset) / slope, (most - offset) / slope},
        new double[] {least, most});
  }

  double at(double x) {
    int place = Arrays.binarySearch(xs, x);
    if (place >= 0) {
      return ys[place];
    }
    int after = -place - 1;
    if (after == 0) {
      return ys[0];
    }
    return after == xs.length ? ys[after - 1] : between(after, x);
  }

  RisingCurve plus(RisingCurve other) {
    double[] merged = new double[xs.length + other.xs.length];
    System.arraycopy(xs, 0, merged, 0, xs.length);
    System.arraycopy(other.xs, 0, merged, xs.length, other.xs.length);
    Arrays.sort(merged);
    int count = 0;
    for (double x : merged) {
      if (count == 0 || x > merged[count - 1]) {
        merged[count++] = x;
      }
    }
    double[] points = Arrays.copyOf(merged, count);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = at(points[i]) + other.at(points[i]);
    }
    return new RisingCurve(points, values);
  }

  /** The curve cut off below and above; its values must meet the range. */
  RisingCurve clamped(double least, double most) {
    double from = ys[0] < least ? reaching(least) : xs[0];
    double to = ys[ys.length - 1] > most ? reaching(most) : xs[xs.length - 1];
    double[] points = new double[xs.length + 2];
    double[] values = new double[xs.length + 2];
    int count = 0;
    points[count] = from;
    values[count++] = Math.max(least, Math.min(most, at(from)));
    for (int i = 0; i < xs.length; i++) {
      if (xs[i] > from && xs[i] < to) {
        points[count] = xs[i];
        values[count++] = Math.max(least, Math.min(most, ys[i]));
      }
    }
    if (to > from) {
      points[count] = to;
      values[count++] = Math.max(least, Math.min(most, at(to)));
    }
    return new RisingCurve(Arrays.copyOf(points, count), Arrays.copyOf(values, count));
  }

  /** The least x of a value within the curve's range. */
  double reaching(double y) {
    for (int i = 0; i < ys.length; i++) {
      if (ys[i] >= y) {
        return i == 0 || ys[i] == y
            ? xs[i]
            : xs[i - 1] + (xs[i] - xs[i - 1]) * (y - ys[i - 1]) / (ys[i] - ys[i - 1]);
      }
    }
    return xs[xs.length - 1];
  }

  private double between(int after, double x) {
    double part = (x - xs[after - 1]) / (xs[after] - xs[after - 1]);
    return ys[after - 1] + part * (ys[after] - ys[after - 1]);
  }
}
