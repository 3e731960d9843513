package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.SeasonalNaive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gathers scores; compares the model and the reference where both were issued. */
final class ScoreBoard implements Consumer<Travelling> {

  private final List<ForecastScore> scores = new ArrayList<>();

  /** Sums over one group of scores. */
  static final class Line {
    double modelWh;
    double referenceWh;
    double modelScaled;
    double referenceScaled;
    long steps;
    long modelCovered;
    long referenceCovered;
    int seriesBetter;
    int series;
    private final Map<String, double[]> bySeries = new TreeMap<>();

    /** Σ pinball of the model over that of the reference. */
    double ratio() {
      return modelWh / referenceWh;
    }

    /** The same with every series divided by its MASE scale. */
    double scaledRatio() {
      return modelScaled / referenceScaled;
    }

    /** Share of truths between the model's outermost quantiles. */
    double coverage() {
      return modelCovered / (double) steps;
    }

    @Override
    public String toString() {
      return String.format(
          "ratio %.3f scaled %.3f coverage %.3f/%.3f series better %d/%d (%d steps)",
          ratio(),
          scaledRatio(),
          modelCovered / (double) steps,
          referenceCovered / (double) steps,
          seriesBetter,
          series,
          steps);
    }
  }

  @Override
  public void accept(Travelling record) {
    if (record instanceof ForecastScore score) {
      scores.add(score);
    }
  }

  /** Lines by kind, channel and horizon, and over all kinds by horizon. */
  TreeMap<String, Line> lines() {
    return lines(LinearPinball.NAME);
  }

  /** The same of another model. */
  TreeMap<String, Line> lines(String name) {
    Map<String, ForecastScore> models = new HashMap<>();
    for (ForecastScore score : scores) {
      if (score.model().equals(name)) {
        models.put(pair(score), score);
      }
    }
    TreeMap<String, Line> lines = new TreeMap<>();
    for (ForecastScore reference : scores) {
      ForecastScore model = models.get(pair(reference));
      if (model == null || !reference.model().equals(SeasonalNaive.NAME)) {
        continue;
      }
      String horizon = String.format("%02d-%02d", reference.fromHours(), reference.toHours());
      for (String group :
          List.of(
              "all " + horizon,
              reference.kind() + " " + reference.channel().code() + " " + horizon)) {
        Line line = lines.computeIfAbsent(group, key -> new Line());
        line.modelWh += model.pinballWh();
        line.referenceWh += reference.pinballWh();
        if (reference.scaleWh() > 0) {
          line.modelScaled += model.pinballWh() / reference.scaleWh();
          line.referenceScaled += reference.pinballWh() / reference.scaleWh();
        }
        line.steps += model.steps();
        line.modelCovered += model.coveredSteps();
        line.referenceCovered += reference.coveredSteps();
        double[] own =
            line.bySeries.computeIfAbsent(reference.kind() + reference.key(), key -> new double[2]);
        own[0] += model.pinballWh();
        own[1] += reference.pinballWh();
      }
    }
    for (Line line : lines.values()) {
      line.series = line.bySeries.size();
      line.seriesBetter =
          (int) line.bySeries.values().stream().filter(own -> own[0] < own[1]).count();
    }
    return lines;
  }

  private static String pair(ForecastScore score) {
    return score.kind() + score.key() + score.issued() + score.fromHours();
  }
}
