package io.commonwatt.forecasting.backtest.learnt;

import java.util.Arrays;

/**
 * Weighted least squares whose solution is drawn towards a prior one. Solved by Cholesky's
 * decomposition in one fixed order, so that every machine finds the same bits. Not thread-safe.
 */
final class Ridge {

  private final int size;
  private final double[] gram;
  private final double[] moment;
  private double weights;

  /**
   * @param size number of coefficients
   */
  Ridge(int size) {
    this.size = size;
    gram = new double[size * size];
    moment = new double[size];
  }

  void clear() {
    Arrays.fill(gram, 0);
    Arrays.fill(moment, 0);
    weights = 0;
  }

  /** Adds an observation; {@code x} from an offset. */
  void add(float[] x, int offset, double y, double weight) {
    weights += weight;
    for (int row = 0; row < size; row++) {
      double weighted = weight * x[offset + row];
      if (weighted != 0) {
        moment[row] += weighted * y;
        int at = row * size;
        for (int column = 0; column <= row; column++) {
          gram[at + column] += weighted * x[offset + column];
        }
      }
    }
  }

  /** Sum of the weights of what was added. */
  double weights() {
    return weights;
  }

  /**
   * Coefficients that minimise the weighted squares plus {@code pull} times the squared distance
   * from the prior ones.
   */
  double[] solve(double[] prior, double pull) {
    double[] lower = gram.clone();
    double[] solution = moment.clone();
    for (int i = 0; i < size; i++) {
      lower[i * size + i] += pull;
      solution[i] += pull * prior[i];
    }
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = lower[row * size + column];
        for (int k = 0; k < column; k++) {
          sum -= lower[row * size + k] * lower[column * size + k];
        }
        lower[row * size + column] =
            row == column
                ? StrictMath.sqrt(Math.max(sum, 1e-12))
                : sum / lower[column * size + column];
      }
    }
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < row; k++) {
        solution[row] -= lower[row * size + k] * solution[k];
      }
      solution[row] /= lower[row * size + row];
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int k = row + 1; k < size; k++) {
        solution[row] -= lower[k * size + row] * solution[k];
      }
      solution[row] /= lower[row * size + row];
    }
    return solution;
  }
}
