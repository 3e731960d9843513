package io.commonwatt.forecasting;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.forecasting.blend.Blend;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.RowModel;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a model or a blend forecast what it did for an interval: the climatology, what each feature
 * added to its median and its band, what is left, and what calibration and bounds changed. The
 * parts add up to what was issued. What a feature adds is what goes missing when it is zero: in a
 * linear model its weight times its value; what is left is then the bias, in trees also what
 * features do only together. Immutable.
 *
 * @param levelWh what energies were divided by, Wh
 * @param climatologyWh quantiles of the climatology, Wh
 * @param modelledWh quantiles the model made of it, Wh
 * @param issuedWh quantiles as they were issued, Wh
 * @param biasWh what is left of what was added to the median, Wh
 * @param weights of the models, by id
 * @param influences by how much they moved the median, the greatest first
 */
public record ForecastExplanation(
    double levelWh,
    double[] climatologyWh,
    double[] modelledWh,
    double[] issuedWh,
    double biasWh,
    Map<String, Double> weights,
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
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    influences = List.copyOf(influences);
  }

  /** A history to be filled with what was known at the issue. */
  public static PlacementHistory emptyHistory(Registry registry, String placement) {
    return new Placements(registry).emptyHistory(placement, SeriesHistory.RETAINED_DAYS);
  }

  /**
   * Explains an interval of a forecast.
   *
   * @param models those the forecast names
   * @param history what was known at the issue
   * @param start of the interval
   * @throws IllegalArgumentException when the forecast does not speak of the interval, or the model
   *     or the history does not fit it
   */
  public static ForecastExplanation of(
      Registry registry,
      List<ForecastModel> models,
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
    Map<String, Double> weights = BlendId.parse(forecast.modelId());
    double[][] added = added(together(weights, models), row);
    double[] base = new double[Rows.LEVELS.length];
    Rows.base(row, 0, base);
    double[] climatology = new double[base.length];
    double[] modelled = new double[base.length];
    double[] issued = new double[base.length];
    for (int level = 0; level < base.length; level++) {
      climatology[level] = rows.levelWh() * base[level];
      modelled[level] = rows.levelWh() * (base[level] + added[0][level]);
      issued[level] = forecast.quantileWh(step, level);
    }
    List<Influence> influences = influences(rows.specification(), row, added, rows.levelWh());
    double left = rows.levelWh() * added[0][Rows.MEDIAN];
    for (Influence influence : influences) {
      left -= influence.medianWh();
    }
    return new ForecastExplanation(
        rows.levelWh(), climatology, modelled, issued, left, weights, influences);
  }

  private static RowModel together(Map<String, Double> weights, List<ForecastModel> models) {
    List<RowModel> members = new ArrayList<>();
    int[] permille = new int[weights.size()];
    for (var entry : weights.entrySet()) {
      permille[members.size()] = (int) Math.round(1000 * entry.getValue());
      members.add(member(entry.getKey(), models));
    }
    if (members.size() == 1) {
      return members.get(0);
    }
    Blend blend = new Blend(members);
    blend.weigh(permille);
    return blend;
  }

  private static RowModel member(String id, List<ForecastModel> models) {
    if (id.equals(FeatureClimatology.NAME)) {
      return new FeatureClimatology();
    }
    for (ForecastModel model : models) {
      if (model.id().equals(id)) {
        return ServingModel.of(model).model();
      }
    }
    throw new IllegalArgumentException("Model '" + id + "' of the forecast is not stored");
  }

  /** What is added to the climatology of a row, and of the row without each feature; in levels. */
  private static double[][] added(RowModel model, double[] row) {
    int levels = Rows.LEVELS.length;
    double[] rows = new double[(row.length + 1) * row.length];
    for (int without = 0; without <= row.length; without++) {
      System.arraycopy(row, 0, rows, without * row.length, row.length);
      if (without > 0) {
        rows[without * row.length + without - 1] = 0;
      }
    }
    double[] scores = new double[(row.length + 1) * levels];
    model.score(IssueMatrix.of(rows, row.length), scores);
    double[][] added = new double[row.length + 1][levels];
    for (int of = 0; of < added.length; of++) {
      Rows.base(rows, of * row.length, added[of]);
      for (int level = 0; level < levels; level++) {
        added[of][level] = scores[of * levels + level] - added[of][level];
      }
    }
    return added;
  }

  private static List<Influence> influences(
      FeatureSpecification specification, double[] row, double[][] added, double levelWh) {
    List<Influence> influences = new ArrayList<>();
    int last = Rows.LEVELS.length - 1;
    for (int i = 0; i < row.length; i++) {
      FeatureSpecification.Feature feature = specification.features().get(i);
      double[] without = added[i + 1];
      influences.add(
          new Influence(
              feature.name(),
              feature.unit(),
              row[i],
              levelWh * (added[0][0] - without[0]),
              levelWh * (added[0][Rows.MEDIAN] - without[Rows.MEDIAN]),
              levelWh * (added[0][last] - without[last])));
    }
    influences.sort(
        Comparator.comparingDouble((Influence each) -> -Math.abs(each.medianWh()))
            .thenComparing(Influence::feature));
    return influences;
  }
}
