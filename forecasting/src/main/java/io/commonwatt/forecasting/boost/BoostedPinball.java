package io.commonwatt.forecasting.boost;

import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.QuantileModel;
import java.util.Arrays;

/**
 * Boosted quantiles of an issue: those of the trees, added to the median of the climatology, in
 * multiples of the series' level. Thread-safe: trees are shared and a forecast has its own rows.
 */
public final class BoostedPinball implements QuantileModel {

  /** Name of the method. */
  public static final String NAME = "boosted-pinball";

  private final BoostedTrees trees;

  /**
   * A model for rows of a specification.
   *
   * @throws IllegalArgumentException when the trees do not fit it
   */
  public BoostedPinball(FeatureSpecification specification, BoostedTrees trees) {
    if (trees.columns() != specification.size() || trees.outputs() != Rows.LEVELS.length) {
      throw new IllegalArgumentException(
          "Trees with "
              + trees.columns()
              + " features and "
              + trees.outputs()
              + " outputs do not fit specification '"
              + specification.name()
              + "' with "
              + specification.size()
              + "; train them again");
    }
    this.trees = trees;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void forecast(Issue issue, double[] quantilesWh) {
    Rows rows = issue.rows();
    double[] row = new double[trees.columns()];
    float[] features = new float[row.length];
    float[] scores = new float[trees.outputs()];
    int levels = Rows.LEVELS.length;
    for (int step = 0; step < issue.steps(); step++) {
      long target = issue.origin() + step;
      int offset = step * levels;
      if (issue.night(target)) {
        Arrays.fill(quantilesWh, offset, offset + levels, 0);
      } else if (rows.fill(target, row)) {
        for (int column = 0; column < row.length; column++) {
          features[column] = (float) row[column];
        }
        trees.score(features, 0, scores);
        for (int level = 0; level < levels; level++) {
          quantilesWh[offset + level] = rows.levelWh() * (row[0] + scores[level]);
        }
      } else {
        Arrays.fill(quantilesWh, offset, offset + levels, rows.levelWh());
      }
    }
  }
}
