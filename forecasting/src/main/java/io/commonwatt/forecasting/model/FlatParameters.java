package io.commonwatt.forecasting.model;

import com.oracle.labs.mlrg.olcut.util.Pair;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.Tensor;

/**
 * Linear parameters in one array while they are learnt. Tribuo's own go through a matrix several
 * times for each example, with a call for each element; these are predicted from and moved by
 * {@link AveragedAdaGrad} in one pass each, with the same arithmetic in the same order. They move
 * in the optimiser's step, so what {@link #update} is given is empty. Not thread-safe.
 */
final class FlatParameters extends LinearParameters {

  private static final Tensor[] NOTHING = {};

  /** A millisecond's work, or less. */
  private static final int EXAMPLES_PER_BREATH = 64;

  private final int outputs;
  private final int columns;
  private final Runnable breath;

  /** Row by row, one row for each output. */
  private final double[] weights;

  private double[] features;
  private double[] direction;
  private int examples;

  /**
   * All zero.
   *
   * @param columns features and the bias
   * @param breath run every now and then while examples are learnt from
   */
  FlatParameters(int columns, int outputs, Runnable breath) {
    super(columns, outputs);
    this.breath = breath;
    this.columns = columns;
    this.outputs = outputs;
    this.weights = new double[columns * outputs];
  }

  int size() {
    return weights.length;
  }

  @Override
  public DenseVector predict(SGDVector example) {
    features = dense(example);
    if (features.length != columns) {
      throw new IllegalArgumentException(
          "An example of " + features.length + " values for " + columns + " columns");
    }
    double[] predicted = new double[outputs];
    for (int output = 0; output < outputs; output++) {
      predicted[output] = product(weights, output * columns, features);
    }
    return DenseVector.createDenseVector(predicted);
  }

  private static double product(double[] weights, int from, double[] features) {
    double sum = 0;
    for (int column = 0; column < features.length; column++) {
      sum += weights[from + column] * features[column];
    }
    return sum;
  }

  private static double[] dense(SGDVector vector) {
    if (vector instanceof DenseVector values) {
      return values.toArray();
    }
    throw new IllegalArgumentException("Every example must have a value for every feature");
  }

  /** Notes the direction of descent for the example predicted last. */
  @Override
  public Tensor[] gradients(Pair<Double, SGDVector> score, SGDVector example) {
    direction = dense(score.getB());
    return NOTHING;
  }

  @Override
  public void update(Tensor[] nothing) {
    examples++;
    if (examples % EXAMPLES_PER_BREATH == 0) {
      breath.run();
    }
  }

  /** Moves the weights along the direction noted; AdaGrad, and sums for the average. */
  void descend(
      double[] squared,
      double[] moments,
      int iteration,
      double weight,
      double rate,
      double epsilon) {
    // Fields are read once: what compiles lightly would read them for each element.
    double[] moved = weights;
    double[] values = features;
    double scaled = weight * rate;
    int at = 0;
    for (double along : direction) {
      for (double value : values) {
        double slope = along * value;
        double sum = squared[at] + weight * weight * slope * slope;
        double step = slope * (scaled / (epsilon + Math.sqrt(sum)));
        squared[at] = sum;
        moments[at] += step * iteration;
        moved[at] += step;
        at++;
      }
    }
  }

  /**
   * Writes the mean of the weights over the steps into the matrix: the last less what came late.
   */
  void average(double[] moments, int iterations) {
    DenseMatrix matrix = getWeightMatrix();
    int at = 0;
    for (int output = 0; output < outputs; output++) {
      for (int column = 0; column < columns; column++) {
        matrix.set(output, column, weights[at] + -moments[at] / iterations);
        at++;
      }
    }
  }
}
