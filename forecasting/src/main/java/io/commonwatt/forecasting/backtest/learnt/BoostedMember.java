package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.boost.BoostedTrainer;
import io.commonwatt.forecasting.boost.BoostedTrees;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LearningRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Boosted quantiles. What is learnt from few rows depends much on the rows and columns drawn: there
 * several forests of different seeds are averaged, as long as together they learn from no more rows
 * than one may.
 */
final class BoostedMember implements Member {

  static final int MOST_ROWS = 50_000;

  /** How long trees are kept unless there is much more to learn from. */
  private static final int DAYS = 84;

  private static final double MORE_ROWS = 1.2;

  private final BoostingParameters how;
  private final int mostForests;
  private long learntAt;
  private int rowsThen;
  private List<BoostedTrees> forests = List.of();
  private final FeatureSpecification specification;
  private final float[] features;
  private final float[] scores = new float[Rows.LEVELS.length];

  /**
   * @param specification the first columns of the rows
   * @param mostForests how many are averaged at most, where there are few rows
   */
  BoostedMember(BoostingParameters how, FeatureSpecification specification, int mostForests) {
    this.how = how;
    this.mostForests = mostForests;
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
    if (!forests.isEmpty() && !grown && now - learntAt < DAYS * 86_400L) {
      return;
    }
    LearningRows rows = learning.atMost(MOST_ROWS, specification.size());
    List<BoostedTrees> grownNow = new ArrayList<>();
    for (int forest = 0; forest < forests(rows.size(), mostForests); forest++) {
      BoostedTrainer trainer = new BoostedTrainer(how.withSeed(how.seed() + forest));
      grownNow.add(trainer.train(specification, rows, "", learning.windowTo()).trees());
    }
    forests = grownNow;
    learntAt = now;
    rowsThen = learning.rows().size();
  }

  /** How many forests learn from so many rows. */
  static int forests(int rows, int most) {
    return Math.max(1, Math.min(most, MOST_ROWS / Math.max(1, rows)));
  }

  @Override
  public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) row[i];
    }
    Arrays.fill(into, 0);
    for (BoostedTrees trees : forests) {
      trees.score(features, 0, scores);
      for (int level = 0; level < into.length; level++) {
        into[level] += scores[level];
      }
    }
    for (int level = 0; level < into.length; level++) {
      into[level] = row[0] + into[level] / forests.size();
    }
  }
}
