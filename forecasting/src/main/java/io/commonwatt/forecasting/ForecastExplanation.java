package io.commonwatt.forecasting;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Why a linear model forecast what it did for an interval: the climatology, what each feature and
 * the bias added to its median and its band, and what calibration and bounds changed. The parts add
 * up to what was issued. Immutable.
 *
 * @param levelWh what energies were divided by, Wh
 * @param climatologyWh quantiles of the climatology, Wh
 * @param modelledWh quantiles the model made of it, Wh
 * @param issuedWh quantiles as they were issued, Wh
 * @param biasWh what the model's bias added to the median, Wh
 * @param influences by how much they moved the median, the greatest first
 */
public record ForecastExplanation(
    double levelWh,
    double[] climatologyWh,
    double[] modelledWh,
    double[] issuedWh,
    double biasWh,
    List<Influence> influences) {

  /**
   * What a feature did.
   *
   * @param value of the feature, in {@code unit}
   * @param lowWh what it added to the lowest quantile, Wh
   * @param medianWh to the median
   * @param highWh to the highest
   */
  public record Influence(
      String feature, String unit, double value, double lowWh, double medianWh, double highWh) {}

  public ForecastExplanation {
    influences = List.copyOf(influences);
  }

  /** A history to be filled with what was known at the issue. */
  public static PlacementHistory emptyHistory(Registry registry, String placement) {
    return new PlacementHistory(new Placements(registry).placeOf(placement));
  }

  /**
   * Explains an interval of a forecast.
   *
   * @param history what was known at the issue
   * @param start of the interval
   * @throws IllegalArgumentException when the forecast does not speak of the interval, or the model
   *     or the history does not fit it
   */
  public static ForecastExplanation of(
      Registry registry,
      ForecastModel model,
      PlacementHistory history,
      Forecast forecast,
      Instant start) {
    Series series =
        new Series(forecast.kind(), forecast.owner(), forecast.channel(), forecast.stepSeconds());
    long ahead = start.getEpochSecond() - forecast.start().getEpochSecond();
    int step = (int) Math.floorDiv(ahead, (long) forecast.stepSeconds());
    if (step < 0 || step >= forecast.steps()) {
      throw new IllegalArgumentException(
          "Forecast '" + forecast.id() + "' does not speak of " + start);
    }
    if (!history.listSeries().containsKey(series)) {
      throw new IllegalArgumentException(
          "Nothing is stored of '" + series.id() + "' before " + forecast.issued());
    }
    LinearPinball linear = ServingModel.of(model).model();
    Issue issue =
        new Placements(registry)
            .issues(forecast.placement())
            .open(series, history, forecast.issued());
    Rows rows = issue.rows();
    double[] row = new double[rows.specification().size()];
    if (!rows.fill(issue.origin() + step, row)) {
      throw new IllegalArgumentException(
          "Too little is stored of '" + series.id() + "' to make its features");
    }
    double[] base = new double[Rows.LEVELS.length];
    Rows.base(row, 0, base);
    double[] climatology = new double[base.length];
    double[] modelled = new double[base.length];
    double[] issued = new double[base.length];
    for (int level = 0; level < base.length; level++) {
      climatology[level] = rows.levelWh() * base[level];
      modelled[level] = rows.levelWh() * (base[level] + linear.correction(level, row));
      issued[level] = forecast.quantileWh(step, level);
    }
    double[][] weights = linear.weights();
    double bias = rows.levelWh() * weights[Rows.MEDIAN][row.length];
    return new ForecastExplanation(
        rows.levelWh(),
        climatology,
        modelled,
        issued,
        bias,
        influences(rows.specification(), row, weights, rows.levelWh()));
  }

  private static List<Influence> influences(
      FeatureSpecification specification, double[] row, double[][] weights, double levelWh) {
    List<Influence> influences = new ArrayList<>();
    int last = weights.length - 1;
    for (int i = 0; i < row.length; i++) {
      FeatureSpecification.Feature feature = specification.features().get(i);
      influences.add(
          new Influence(
              feature.name(),
              feature.unit(),
              row[i],
              levelWh * weights[0][i] * row[i],
              levelWh * weights[Rows.MEDIAN][i] * row[i],
              levelWh * weights[last][i] * row[i]));
    }
    influences.sort(
        Comparator.comparingDouble((Influence each) -> -Math.abs(each.medianWh()))
            .thenComparing(Influence::feature));
    return influences;
  }
}
