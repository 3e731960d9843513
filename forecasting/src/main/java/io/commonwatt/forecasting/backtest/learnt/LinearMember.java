package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.Hyperparameters;
import io.commonwatt.forecasting.model.LearningRows;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.LinearTrainer;
import java.util.Arrays;

/** Linear quantiles with pinball loss by Tribuo; what is not known counts as nothing. */
final class LinearMember implements Member {

  static final Hyperparameters HOW = new Hyperparameters(8, 0.05, 1.0, 20_261_129);

  private static final int MOST_ROWS = 60_000;

  private static final int DAYS = 28;
  private static final double MORE_ROWS = 1.2;

  private long learntAt;
  private int rowsThen;
  private LinearPinball model;
  private final double[] known = new double[AheadRows.SPECIFICATION.size()];

  @Override
  public String title() {
    return LinearPinball.NAME;
  }

  @Override
  public void learn(AheadLearning learning) {
    long now = learning.windowTo().getEpochSecond();
    boolean grown = learning.rows().size() > MORE_ROWS * rowsThen;
    if (model != null && !grown && now - learntAt < DAYS * 86_400L) {
      return;
    }
    learntAt = now;
    rowsThen = learning.rows().size();
    LearningRows rows = learning.atMost(MOST_ROWS, AheadRows.SPECIFICATION.size());
    double[] features = rows.features().clone();
    for (int i = 0; i < features.length; i++) {
      features[i] = Double.isNaN(features[i]) ? 0 : features[i];
    }
    LearningRows filled =
        new LearningRows(features, rows.targets(), rows.issueSeconds(), rows.startSeconds());
    byte[] payload =
        new LinearTrainer(HOW)
            .train(AheadRows.SPECIFICATION, filled, "", learning.windowTo())
            .payload();
    model = LinearTrainer.read(AheadRows.SPECIFICATION, payload);
  }

  @Override
  public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
    for (int i = 0; i < known.length; i++) {
      known[i] = Double.isNaN(row[i]) ? 0 : row[i];
    }
    Rows.base(known, 0, into);
    for (int level = 0; level < into.length; level++) {
      into[level] += model.correction(level, known);
    }
    Arrays.sort(into);
  }
}
