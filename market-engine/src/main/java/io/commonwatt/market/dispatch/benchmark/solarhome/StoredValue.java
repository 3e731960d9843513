package io.commonwatt.market.dispatch.benchmark.solarhome;

import java.util.Arrays;

/**
 * Cost of the future as a function of stored energy, convex and piecewise linear over [0,
 * capacity], for a battery without losses and power limit. {@link #before} steps it back by one
 * interval exactly: the infimal convolution with the interval's cost merges sorted slopes.
 * Immutable.
 */
final class StoredValue {

  /** What a kWh beyond the grid connection costs: above every price, so it is a last resort, €. */
  private static final double BEYOND_GRID = 100;

  private static final double SAME = 1e-12;

  /** Nearer stored energies are one, so that each slope shows above rounding. */
  private static final double APART_KWH = 1e-6;

  private final double atEmpty;
  private final double[] widths;
  private final double[] slopes;

  private StoredValue(double atEmpty, double[] widths, double[] slopes) {
    this.atEmpty = atEmpty;
    this.widths = widths;
    this.slopes = slopes;
  }

  /** Worth nothing, whatever is stored. */
  static StoredValue none(double capacityKwh) {
    return new StoredValue(0, new double[] {capacityKwh}, new double[] {0});
  }

  /** Nothing, but at least {@code storedKwh} must be left. */
  static StoredValue atLeast(double storedKwh, double capacityKwh) {
    return new StoredValue(
        storedKwh * BEYOND_GRID,
        new double[] {storedKwh, capacityKwh - storedKwh},
        new double[] {-BEYOND_GRID, 0});
  }

  /**
   * The value an interval earlier.
   *
   * @param loadKwh load of the interval
   * @param sunKwh PV of the interval, any part of which may be curtailed
   * @param gridKwh most energy from the grid
   * @param price of grid energy, per kWh
   */
  StoredValue before(double loadKwh, double sunKwh, double gridKwh, double price) {
    // Discharging u costs price·max(0, load − sun − u): slopes −beyond, −price, 0 up to u = load.
    double capacity = Arrays.stream(widths).sum();
    double[] gWidths = {capacity + loadKwh, gridKwh, sunKwh};
    double[] gSlopes = {-BEYOND_GRID, -price, 0};
    double start = loadKwh - sunKwh - gridKwh - gWidths[0];
    double value = atEmpty + price * gridKwh + BEYOND_GRID * gWidths[0];
    return merge(gWidths, gSlopes).cut(start, value, capacity);
  }

  /** Cheapest stored energy after an interval whose load and PV are known, kWh. */
  double bestAfter(double storedKwh, double loadKwh, double sunKwh, double gridKwh, double price) {
    return bestAfter(new StoredValue[] {this}, storedKwh, loadKwh, sunKwh, gridKwh, price);
  }

  /** The same for the mean of several futures. */
  static double bestAfter(
      StoredValue[] futures,
      double storedKwh,
      double loadKwh,
      double sunKwh,
      double gridKwh,
      double price) {
    double netKwh = loadKwh - sunKwh;
    double capacity = Arrays.stream(futures[0].widths).sum();
    double[] candidates = candidates(futures, storedKwh, netKwh, gridKwh, loadKwh, capacity);
    // Convex in the stored energy, so the first candidate that the next does not improve is best:
    // the emptiest of equally cheap ones, because what is bought later is known better.
    int low = 0;
    int high = candidates.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      double here = cost(futures, candidates[middle], storedKwh, netKwh, gridKwh, price);
      double next = cost(futures, candidates[middle + 1], storedKwh, netKwh, gridKwh, price);
      if (next < here - SAME) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return candidates[low];
  }

  private static double cost(
      StoredValue[] futures,
      double candidate,
      double storedKwh,
      double netKwh,
      double gridKwh,
      double price) {
    double flow = netKwh + candidate - storedKwh;
    double cost = price * Math.max(0, flow) + (BEYOND_GRID - price) * Math.max(0, flow - gridKwh);
    for (StoredValue future : futures) {
      cost += future.at(candidate) / futures.length;
    }
    return cost;
  }

  /** Value at a stored energy. */
  double at(double storedKwh) {
    double value = atEmpty;
    double left = storedKwh;
    for (int index = 0; index < widths.length && left > 0; index++) {
      double part = Math.min(left, widths[index]);
      value += part * slopes[index];
      left -= part;
    }
    return value;
  }

  private static double[] candidates(
      StoredValue[] futures, double stored, double net, double grid, double load, double capacity) {
    double low = Math.max(0, stored - load);
    double high = capacity;
    double[] found = new double[4 + Arrays.stream(futures).mapToInt(f -> f.widths.length).sum()];
    int count = 0;
    found[count++] = low;
    found[count++] = high;
    found[count++] = Math.min(high, Math.max(low, stored - net));
    found[count++] = Math.min(high, Math.max(low, stored - net + grid));
    for (StoredValue future : futures) {
      double at = 0;
      for (double width : future.widths) {
        at += width;
        found[count++] = Math.min(high, Math.max(low, at));
      }
    }
    Arrays.sort(found, 0, count);
    int kept = 1;
    for (int index = 1; index < count; index++) {
      if (found[index] > found[kept - 1] + APART_KWH) {
        found[kept++] = found[index];
      }
    }
    return Arrays.copyOf(found, kept);
  }

  private StoredValue merge(double[] gWidths, double[] gSlopes) {
    int size = widths.length + gWidths.length;
    double[] mergedWidths = new double[size];
    double[] mergedSlopes = new double[size];
    int count = 0;
    int mine = 0;
    int other = 0;
    while (mine < widths.length || other < gWidths.length) {
      boolean takeMine =
          other == gWidths.length || mine < widths.length && slopes[mine] <= gSlopes[other];
      double width = takeMine ? widths[mine] : gWidths[other];
      double slope = takeMine ? slopes[mine++] : gSlopes[other++];
      if (count > 0 && mergedSlopes[count - 1] == slope) {
        mergedWidths[count - 1] += width;
      } else if (width > 0) {
        mergedWidths[count] = width;
        mergedSlopes[count++] = slope;
      }
    }
    return new StoredValue(
        0, Arrays.copyOf(mergedWidths, count), Arrays.copyOf(mergedSlopes, count));
  }

  /** Keeps [0, capacity] of segments that begin at {@code start} with {@code value}. */
  private StoredValue cut(double start, double value, double capacity) {
    double[] keptWidths = new double[widths.length];
    double[] keptSlopes = new double[widths.length];
    int count = 0;
    double at = start;
    double empty = value;
    for (int index = 0; index < widths.length; index++) {
      double end = at + widths[index];
      empty += slopes[index] * Math.max(0, Math.min(end, 0) - at);
      double width = Math.min(end, capacity) - Math.max(at, 0);
      if (width > 0) {
        keptWidths[count] = width;
        keptSlopes[count++] = slopes[index];
      }
      at = end;
    }
    return new StoredValue(
        empty, Arrays.copyOf(keptWidths, count), Arrays.copyOf(keptSlopes, count));
  }
}
