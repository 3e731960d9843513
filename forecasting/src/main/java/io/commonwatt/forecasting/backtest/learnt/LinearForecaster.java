package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.Window;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.Bounds;
import io.commonwatt.forecasting.model.Hyperparameters;
import io.commonwatt.forecasting.model.LearningRows;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.LinearTrainer;
import io.commonwatt.forecasting.model.QuantileModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The platform's linear pinball model without weather: one model per segment (what a series follows
 * and its step), learnt once on the last year before the test, with the features, the trainer and
 * the bounds of the stream. Reaches 48 hours ahead. Not thread-safe.
 */
public final class LinearForecaster implements Forecaster {

  /** Indexes of the seven levels of a model among those of a backtest. */
  private static final int[] OF_MODEL = {0, 1, 3, 5, 7, 9, 10};

  private final Hyperparameters hyperparameters = Hyperparameters.DEFAULT;
  private final Map<String, QuantileModel> models = new TreeMap<>();

  @Override
  public String name() {
    return LinearPinball.NAME;
  }

  /** How it is configured; the same for every data set. */
  @Override
  public String toString() {
    return name() + ' ' + hyperparameters + ' ' + RowSample.CONFIGURATION;
  }

  @Override
  public void learn(List<Past> pasts, Window first) {
    Map<String, List<Past>> segments = new TreeMap<>();
    for (Past past : pasts) {
      segments.computeIfAbsent(segment(past), key -> new ArrayList<>()).add(past);
    }
    segments.forEach(
        (segment, own) -> models.computeIfAbsent(segment, key -> learnSegment(own, first)));
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    PastIssue opened = PastIssue.open(past);
    Issue issue = opened.issue();
    int lead = first - past.cutOff();
    if (lead + steps > issue.steps()) {
      throw new IllegalArgumentException(
          name()
              + " reaches "
              + Issue.HORIZON_HOURS
              + " h ahead; asked of series '"
              + past.name()
              + "' is more");
    }
    double[] quantilesWh = new double[issue.steps() * Rows.LEVELS.length];
    models.get(segment(past)).forecast(issue, quantilesWh);
    bound(past, issue, quantilesWh);
    double[] quantiles = new double[steps * Levels.COUNT];
    for (int step = 0; step < steps; step++) {
      int from = (lead + step) * Rows.LEVELS.length;
      spread(opened, quantilesWh, from, quantiles, step * Levels.COUNT);
    }
    return Forecast.ofQuantiles(quantiles);
  }

  /** The model of a segment; the climatology as it is where there is nothing to learn from. */
  private QuantileModel learnSegment(List<Past> pasts, Window first) {
    Past newest = pasts.get(0);
    for (Past past : pasts) {
      if (past.timeOf(past.cutOff()).isAfter(newest.timeOf(newest.cutOff()))) {
        newest = past;
      }
    }
    FeatureSpecification specification =
        FeatureSpecification.of(PastIssue.channel(newest), newest.isPriced());
    LearningRows rows =
        new RowSample(specification.size())
            .draw(pasts, first.first() - first.cutOff(), first.steps());
    if (rows.size() == 0) {
      return new LinearPinball(
          specification, new double[Rows.LEVELS.length][specification.size() + 1]);
    }
    Instant windowTo = newest.timeOf(newest.cutOff()).toInstant(ZoneOffset.UTC);
    LinearTrainer trainer = new LinearTrainer(hyperparameters);
    LinearTrainer.Columns columns =
        trainer.choose(
            FeatureSpecification.of(PastIssue.channel(newest)), specification, rows, windowTo);
    byte[] payload = trainer.train(columns.specification(), columns.rows(), "", windowTo).payload();
    return LinearTrainer.read(columns.specification(), payload);
  }

  /** A net load may be negative: its quantiles are sorted and nothing else. */
  private static void bound(Past past, Issue issue, double[] quantilesWh) {
    if (past.quantity().kind() != Kind.NET_LOAD) {
      Bounds.apply(issue, Double.NaN, quantilesWh);
      return;
    }
    int levels = Rows.LEVELS.length;
    for (int from = 0; from < quantilesWh.length; from += levels) {
      Arrays.sort(quantilesWh, from, from + levels);
    }
  }

  /** Seven quantiles as eleven: those between are halfway. */
  private static void spread(
      PastIssue opened, double[] quantilesWh, int from, double[] into, int at) {
    for (int level = 0; level < OF_MODEL.length; level++) {
      into[at + OF_MODEL[level]] = opened.toValue(quantilesWh[from + level]);
    }
    for (int level = 1; level < OF_MODEL.length; level++) {
      int low = OF_MODEL[level - 1];
      int high = OF_MODEL[level];
      if (high - low == 2) {
        into[at + low + 1] = (into[at + low] + into[at + high]) / 2;
      }
    }
  }

  private static String segment(Past past) {
    return past.quantity().kind() + "." + past.stepSeconds() + "." + past.isPriced();
  }
}
