package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.Arrays;

/**
 * A symmetric positive definite matrix of small bandwidth, filled by its lower half and solved by
 * Cholesky's factorisation. Not thread-safe.
 */
final class BandedCholesky {

  private static final double SMALLEST_PIVOT = 1e-12;

  private final int size;
  private final int band;
  private final int width;
  private final double[] cells;

  /**
   * @param band entries (i, j) with |i − j| above it are zero
   */
  BandedCholesky(int size, int band) {
    this.size = size;
    this.band = band;
    width = band + 1;
    cells = new double[size * width];
  }

  void clear() {
    Arrays.fill(cells, 0);
  }

  /** Adds to an entry and its mirror; call once for a pair. */
  void add(int i, int j, double value) {
    int row = Math.max(i, j);
    cells[row * width + band - row + Math.min(i, j)] += value;
  }

  /** Adds weight · v vᵀ for a sparse v. */
  void addOuter(double weight, int[] indexes, double[] values, int count) {
    for (int i = 0; i < count; i++) {
      int row = indexes[i];
      double scaled = weight * values[i];
      int offset = row * width + band - row;
      for (int j = 0; j < count; j++) {
        if (indexes[j] <= row) {
          cells[offset + indexes[j]] += scaled * values[j];
        }
      }
    }
  }

  /** Replaces the right-hand side by the solution; the matrix is used up. */
  void solve(double[] x) {
    for (int i = 0; i < size; i++) {
      int low = Math.max(0, i - band);
      int row = i * width + band - i;
      for (int j = low; j < i; j++) {
        cells[row + j] = reduced(row, j, low, j) / cells[j * width + band];
      }
      double pivot = Math.sqrt(Math.max(SMALLEST_PIVOT, reduced(row, i, low, i)));
      cells[row + i] = pivot;
      double sum = x[i];
      for (int m = low; m < i; m++) {
        sum -= cells[row + m] * x[m];
      }
      x[i] = sum / pivot;
    }
    for (int i = size - 1; i >= 0; i--) {
      int row = i * width + band - i;
      x[i] /= cells[row + i];
      for (int j = Math.max(0, i - band); j < i; j++) {
        x[j] -= cells[row + j] * x[i];
      }
    }
  }

  private double reduced(int row, int column, int low, int end) {
    int other = column * width + band - column;
    double sum = cells[row + column];
    for (int m = Math.max(low, column - band); m < end; m++) {
      sum -= cells[row + m] * cells[other + m];
    }
    return sum;
  }
}
