package io.commonwatt.forecasting.boost;

import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.RowModel;

/**
 * Boosted quantiles of an issue: those of the trees, added to the median of the climatology, in
 * multiples of the series' level. Immutable, thread-safe: every slot walks the same trees.
 */
public final class BoostedPinball implements RowModel {

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

  /** What it scores by. */
  public BoostedTrees trees() {
    return trees;
  }

  @Override
  public void score(IssueMatrix rows, double[] into) {
    float[] scores = new float[trees.outputs()];
    for (int row = 0; row < rows.size(); row++) {
      int from = row * rows.columns();
      trees.score(rows.singles(), from, scores);
      for (int level = 0; level < scores.length; level++) {
        into[row * scores.length + level] = rows.rows()[from] + scores[level];
      }
    }
  }
}
