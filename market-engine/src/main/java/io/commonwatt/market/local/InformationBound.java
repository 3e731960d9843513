package io.commonwatt.market.local;

import java.util.Arrays;

/**
 * What no policy of given measurements can do better: an action of which the measurements tell I
 * bits is missed by at least the distortion D(I) of its distribution. For Gaussian actions that is
 * σ² · 2^(−2I); for any other, such as one that is often full power or nothing, it is not, and the
 * rate-distortion function is computed on a grid (Blahut 1972, Arimoto 1972). Dobbe,
 * Fridovich-Keil, Tomlin 2017. Stateless and thread-safe.
 */
public final class InformationBound {

  private static final int REPRODUCTIONS = 129;
  private static final int ITERATIONS = 300;
  private static final int BISECTIONS = 50;
  private static final double LOG_2 = StrictMath.log(2);

  private InformationBound() {}

  /** Information between two Gaussians of a correlation, bits. */
  public static double gaussianBits(double correlation) {
    return -0.5 * StrictMath.log(1 - correlation * correlation) / LOG_2;
  }

  /** Least mean squared error of a Gaussian action: a reference, no bound for other actions. */
  public static double gaussianDistortion(double variance, double bits) {
    return variance * StrictMath.pow(2, -2 * bits);
  }

  /**
   * Information between two sequences of classes as they are counted, bits: too high by about
   * (classes − 1) · (classes − 1) / (2 n ln 2) where they have nothing in common.
   */
  public static double bits(int[] one, int[] other) {
    int rows = Arrays.stream(one).max().orElse(0) + 1;
    int columns = Arrays.stream(other).max().orElse(0) + 1;
    double[][] joint = new double[rows][columns];
    double[] ofOne = new double[rows];
    double[] ofOther = new double[columns];
    for (int i = 0; i < one.length; i++) {
      joint[one[i]][other[i]]++;
      ofOne[one[i]]++;
      ofOther[other[i]]++;
    }
    double bits = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (joint[i][j] > 0) {
          double ratio = joint[i][j] * one.length / (ofOne[i] * ofOther[j]);
          bits += joint[i][j] / one.length * StrictMath.log(ratio) / LOG_2;
        }
      }
    }
    return bits;
  }

  /** Classes of equal counts; equal values are in one class. */
  public static int[] classes(double[] values, int count) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] edges = new double[count - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = sorted[Math.min(sorted.length - 1, (i + 1) * sorted.length / count)];
    }
    int[] classes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      while (classes[i] < edges.length && values[i] >= edges[classes[i]]) {
        classes[i]++;
      }
    }
    return classes;
  }

  /**
   * Least mean squared error with which a source can be told in some bits a value. Reproductions
   * are the values and a grid between the least and the greatest, which gives a distortion at most
   * the square of half a grid step too high.
   *
   * @param values of the source, distinct
   * @param probabilities of each, adding up to 1
   */
  public static double distortion(double[] values, double[] probabilities, double bits) {
    double[] reproductions = reproductions(values);
    double[][] squares = new double[values.length][reproductions.length];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < reproductions.length; j++) {
        squares[i][j] = (values[i] - reproductions[j]) * (values[i] - reproductions[j]);
      }
    }
    double entropy = 0;
    double mean = 0;
    double second = 0;
    for (int i = 0; i < values.length; i++) {
      double p = probabilities[i];
      entropy -= p > 0 ? p * StrictMath.log(p) / LOG_2 : 0;
      mean += p * values[i];
      second += p * values[i] * values[i];
    }
    if (bits >= entropy - 1e-12) {
      return 0;
    }
    double variance = second - mean * mean;
    if (bits <= 0 || variance <= 0) {
      return Math.max(0, variance);
    }
    double low = 0;
    double high = 1e4 / variance;
    double distortion = variance;
    for (int i = 0; i < BISECTIONS; i++) {
      double slope = (low + high) / 2;
      double[] point = point(squares, probabilities, slope);
      if (point[0] > bits) {
        high = slope;
      } else {
        low = slope;
        distortion = point[1];
      }
    }
    return distortion;
  }

  private static double[] reproductions(double[] values) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    double[] reproductions = Arrays.copyOf(values, values.length + REPRODUCTIONS);
    for (int i = 0; i < REPRODUCTIONS; i++) {
      reproductions[values.length + i] = least + (most - least) * i / (REPRODUCTIONS - 1);
    }
    return Arrays.stream(reproductions).distinct().sorted().toArray();
  }

  /** Rate, bits, and distortion where the rate-distortion function has a slope. */
  private static double[] point(double[][] squares, double[] probabilities, double slope) {
    int size = squares[0].length;
    double[] output = new double[size];
    Arrays.fill(output, 1.0 / size);
    double[][] weights = new double[squares.length][size];
    for (int i = 0; i < squares.length; i++) {
      double least = Arrays.stream(squares[i]).min().orElse(0);
      for (int j = 0; j < size; j++) {
        weights[i][j] = StrictMath.exp(-slope * (squares[i][j] - least));
      }
    }
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] next = new double[size];
      for (int i = 0; i < squares.length; i++) {
        double sum = 0;
        for (int j = 0; j < size; j++) {
          sum += output[j] * weights[i][j];
        }
        for (int j = 0; j < size; j++) {
          next[j] += probabilities[i] * output[j] * weights[i][j] / sum;
        }
      }
      output = next;
    }
    double rate = 0;
    double distortion = 0;
    for (int i = 0; i < squares.length; i++) {
      double sum = 0;
      for (int j = 0; j < size; j++) {
        sum += output[j] * weights[i][j];
      }
      for (int j = 0; j < size; j++) {
        double chosen = output[j] * weights[i][j] / sum;
        if (chosen > 0 && probabilities[i] > 0) {
          rate += probabilities[i] * chosen * StrictMath.log(weights[i][j] / sum) / LOG_2;
          distortion += probabilities[i] * chosen * squares[i][j];
        }
      }
    }
    return new double[] {rate, distortion};
  }
}
