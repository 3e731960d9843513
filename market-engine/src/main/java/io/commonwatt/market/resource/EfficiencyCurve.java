package io.commonwatt.market.resource;

import java.util.ArrayList;
import java.util.List;

/**
 * One-way efficiency over power, linear between points and constant beyond. Immutable.
 *
 * @param powerKw rising, from 0
 * @param efficiency 0 exclusive to 1
 */
public record EfficiencyCurve(double[] powerKw, double[] efficiency) {

  /** A stretch of power over which a kWh at the meter moves as much stored energy. */
  public record Part(double lengthKw, double storedPerKwh) {}

  private static final int SAMPLES = 64;

  public EfficiencyCurve {
    boolean holds = powerKw.length == efficiency.length && powerKw.length > 0;
    for (int i = 0; holds && i < powerKw.length; i++) {
      holds = efficiency[i] > 0 && efficiency[i] <= 1 && (i == 0 || powerKw[i] > powerKw[i - 1]);
    }
    if (!holds) {
      throw new IllegalArgumentException(
          "An efficiency curve needs rising powers and as many efficiencies in 0 to 1");
    }
  }

  /** The same at any power. */
  public static EfficiencyCurve constant(double efficiency) {
    return new EfficiencyCurve(new double[] {0}, new double[] {efficiency});
  }

  /** Efficiency at a power. */
  public double at(double kw) {
    int after = 0;
    while (after < powerKw.length && powerKw[after] < kw) {
      after++;
    }
    if (after == 0) {
      return efficiency[0];
    }
    if (after == powerKw.length) {
      return efficiency[after - 1];
    }
    double part = (kw - powerKw[after - 1]) / (powerKw[after] - powerKw[after - 1]);
    return efficiency[after - 1] + part * (efficiency[after] - efficiency[after - 1]);
  }

  /** Upper concave hull of what charging stores, in parts of falling efficiency. */
  List<Part> charging(double mostKw) {
    double[] stored = new double[SAMPLES + 1];
    for (int i = 0; i <= SAMPLES; i++) {
      double kw = mostKw * i / SAMPLES;
      stored[i] = kw * at(kw);
    }
    return hull(stored, mostKw, 1);
  }

  /** Lower convex hull of what discharging takes, in parts of rising loss. */
  List<Part> discharging(double mostKw) {
    double[] taken = new double[SAMPLES + 1];
    for (int i = 0; i <= SAMPLES; i++) {
      double kw = mostKw * i / SAMPLES;
      taken[i] = -kw / at(kw);
    }
    return hull(taken, mostKw, -1);
  }

  private static List<Part> hull(double[] values, double mostKw, int sign) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i <= SAMPLES; i++) {
      while (kept.size() > 1 && isBelow(values, kept.get(kept.size() - 2), last(kept), i)) {
        kept.remove(kept.size() - 1);
      }
      kept.add(i);
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 1; i < kept.size() && mostKw > 0; i++) {
      double length = mostKw * (kept.get(i) - kept.get(i - 1)) / SAMPLES;
      double slope = (values[kept.get(i)] - values[kept.get(i - 1)]) / length;
      parts.add(new Part(length, sign * slope));
    }
    return parts;
  }

  private static int last(List<Integer> kept) {
    return kept.get(kept.size() - 1);
  }

  /**
   * Whether a point lies on or below the line through its neighbours; straight parts are joined.
   */
  private static boolean isBelow(double[] values, int before, int middle, int after) {
    double slope = (values[after] - values[before]) / (after - before);
    return values[middle] <= values[before] + slope * (middle - before) + 1e-12;
  }
}
