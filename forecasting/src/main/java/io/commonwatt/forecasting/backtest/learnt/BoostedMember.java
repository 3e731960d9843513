package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.boost.BoostedTrainer;
import io.commonwatt.forecasting.boost.BoostedTrees;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LearningRows;

/** Boosted quantiles. */
final class BoostedMember implements Member {

  private static final int MOST_ROWS = 50_000;

  /** How long trees are kept unless there is much more to learn from. */
  private static final int DAYS = 84;

  private static final double MORE_ROWS = 1.2;

  private final BoostingParameters how;
  private long learntAt;
  private int rowsThen;
  private BoostedTrees trees;
  private final FeatureSpecification specification;
  private final float[] features;
  private final float[] scores = new float[Rows.LEVELS.length];

  /**
   * @param specification the first columns of the rows
   */
  BoostedMember(BoostingParameters how, FeatureSpecification specification) {
    this.how = how;
    this.specification = specification;
    features = new float[specification.size()];
  }

  @Override
  public String title() {
    return BoostedPinball.NAME + (specification.equals(AheadRows.PRICED) ? "-prices" : "");
  }

  @Override
  public void learn(AheadLearning learning) {
    long now = learning.windowTo().getEpochSecond();
    boolean grown = learning.rows().size() > MORE_ROWS * rowsThen;
    if (trees != null && !grown && now - learntAt < DAYS * 86_400L) {
      return;
    }
    LearningRows rows = learning.atMost(MOST_ROWS, specification.size());
    trees = new BoostedTrainer(how).train(specification, rows, "", learning.windowTo()).trees();
    learntAt = now;
    rowsThen = learning.rows().size();
  }

  @Override
  public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) row[i];
    }
    trees.score(features, 0, scores);
    for (int level = 0; level < into.length; level++) {
      into[level] = row[0] + scores[level];
    }
  }
}
