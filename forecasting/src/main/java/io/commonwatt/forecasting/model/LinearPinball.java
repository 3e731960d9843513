package io.commonwatt.forecasting.model;

import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;

/**
 * A linear quantile model: each quantile is that of the climatology plus a weighted sum of the
 * features, all in multiples of the series' level. Scores by its own dot product, also rows with
 * more columns behind its own. Immutable, thread-safe.
 */
public final class LinearPinball implements RowModel {

  public static final String NAME = "linear-pinball";

  private final double[][] weights;
  private final int columns;

  /**
   * @param weights per level the weights in the order of the specification, then the bias
   */
  public LinearPinball(FeatureSpecification specification, double[][] weights) {
    this.weights = new double[weights.length][];
    for (int level = 0; level < weights.length; level++) {
      if (weights[level].length != specification.size() + 1) {
        throw new IllegalArgumentException(
            "A model with "
                + (weights[level].length - 1)
                + " features does not fit specification '"
                + specification.name()
                + "' with "
                + specification.size()
                + "; train it again");
      }
      this.weights[level] = weights[level].clone();
    }
    columns = specification.size();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void score(IssueMatrix rows, double[] into) {
    double[] base = new double[weights.length];
    for (int row = 0; row < rows.size(); row++) {
      int from = row * rows.columns();
      Rows.base(rows.rows(), from, base);
      for (int level = 0; level < base.length; level++) {
        into[row * base.length + level] = base[level] + correction(level, rows.rows(), from);
      }
    }
  }

  /** Mean pinball loss on rows when its corrections are multiplied by a factor, in levels. */
  double pinball(LearningRows rows, double factor) {
    double[] row = new double[columns];
    double[] base = new double[Rows.LEVELS.length];
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.features(), i * row.length, row, 0, row.length);
      Rows.base(row, 0, base);
      for (int level = 0; level < base.length; level++) {
        double missed = rows.targets()[i] - base[level] - factor * correction(level, row);
        sum += missed >= 0 ? Rows.LEVELS[level] * missed : (Rows.LEVELS[level] - 1) * missed;
      }
    }
    return sum / rows.size();
  }

  /** What the model adds to the climatology's quantile of that level, in levels. */
  public double correction(int level, double[] features) {
    return correction(level, features, 0);
  }

  private double correction(int level, double[] features, int from) {
    double[] own = weights[level];
    double sum = own[columns];
    for (int i = 0; i < columns; i++) {
      sum += own[i] * features[from + i];
    }
    return sum;
  }

  /** Weights per level in the order of the specification, then the bias; a copy. */
  public double[][] weights() {
    double[][] copy = new double[weights.length][];
    for (int level = 0; level < weights.length; level++) {
      copy[level] = weights[level].clone();
    }
    return copy;
  }
}
