package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.Bounds;
import io.commonwatt.forecasting.model.QuantileModel;
import io.commonwatt.forecasting.model.SeasonalNaive;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forecasts the series of a placement at 00, 06, 12 and 18 UTC over 48 h: the seasonal-naive
 * reference from the first day of history on, the linear model beside it as soon as one is
 * effective; and scores what was forecast once it is known.
 */
public final class ForecastStep implements Step<ForecastState> {

  private static final long serialVersionUID = 1L;

  /** A series silent for longer is not forecast, days. */
  private static final int SILENT_DAYS = 7;

  /** Unpacked models remembered; they are the same whenever they are unpacked. */
  private static final int MOST_UNPACKED = 64;

  private static final Logger LOG = LoggerFactory.getLogger(ForecastStep.class);

  private static final List<Double> LEVELS = Arrays.stream(Rows.LEVELS).boxed().toList();

  private final Registry registry;
  private transient Placements placements;
  private transient Map<String, ServingModel> unpacked;

  public ForecastStep(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "forecast";
  }

  @Override
  public ForecastState initialState(String placement) {
    return new ForecastState(placement, new PlacementHistory(placements().placeOf(placement)));
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return HourGrid.atOrAfter(time);
  }

  @Override
  public void step(
      ForecastState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    for (Travelling input : inputs) {
      if (input instanceof ForecastModel model) {
        unpack(model).ifPresent(state::add);
      } else {
        state.history.absorb(input, at);
      }
    }
    Scoring.score(state, at, outputs);
    if (ForecastSettings.isIssue(at)) {
      for (var entry : state.history.listSeries().entrySet()) {
        if (isForecast(entry.getKey(), entry.getValue(), at)) {
          forecast(state, entry.getKey(), at, outputs);
        }
      }
    }
  }

  @Override
  public StateCodec<ForecastState> stateCodec() {
    return new ForecastState.Codec();
  }

  /** Unpacks a model once for all placements; empty when it is of no use to this release. */
  private Optional<ServingModel> unpack(ForecastModel model) {
    String schema = TrainerStep.specification(model.segment()).schemaHash();
    if (!schema.equals(model.featureSchema())) {
      LOG.warn(
          "Model '{}' was trained on features {}, this release has {}: not used; the next training"
              + " replaces it",
          model.id(),
          model.featureSchema(),
          schema);
      return Optional.empty();
    }
    if (unpacked == null) {
      unpacked = new HashMap<>();
    }
    if (unpacked.size() >= MOST_UNPACKED) {
      unpacked.clear();
    }
    return Optional.of(
        unpacked.computeIfAbsent(
            model.id() + '|' + model.dataHash(), key -> ServingModel.of(model)));
  }

  private void forecast(
      ForecastState state, Series series, Instant at, Consumer<Travelling> outputs) {
    Issue issue = placements().issues(state.placement).open(series, state.history, at);
    double peakWh = issue.solar() ? placements().peakWh(state.placement, series, at) : Double.NaN;
    double[] reference = quantiles(new SeasonalNaive(), issue, peakWh);
    outputs.accept(
        new Forecast(
            series.kind(),
            series.owner(),
            series.channel(),
            SeasonalNaive.NAME,
            SeasonalNaive.NAME,
            "",
            at,
            at,
            at,
            series.stepSeconds(),
            LEVELS,
            reference,
            at,
            state.placement));
    ServingModel serving = state.effectiveModel(series.segment(), at);
    double[] modelled = {};
    if (serving != null) {
      modelled = quantiles(serving.model(), issue, peakWh);
      outputs.accept(
          new Forecast(
              series.kind(),
              series.owner(),
              series.channel(),
              serving.model().name(),
              serving.id(),
              serving.featureSchema(),
              serving.windowTo(),
              at,
              at,
              series.stepSeconds(),
              LEVELS,
              modelled,
              at,
              state.placement));
    }
    SeriesHistory history = state.history.listSeries().get(series);
    state.issued.add(
        new IssuedForecast(
            series,
            at.getEpochSecond(),
            Scoring.scaleWh(history, issue.origin(), serving),
            floats(reference),
            floats(modelled)));
  }

  private static double[] quantiles(QuantileModel model, Issue issue, double peakWh) {
    double[] quantilesWh = new double[issue.steps() * Rows.LEVELS.length];
    model.forecast(issue, quantilesWh);
    Bounds.apply(issue, peakWh, quantilesWh);
    return quantilesWh;
  }

  /** Whether there is a day of history and the series is still heard of. */
  private static boolean isForecast(Series series, SeriesHistory history, Instant at) {
    long origin = at.getEpochSecond() / series.stepSeconds();
    if (history.isEmpty() || history.first() > origin - series.stepsPerDay()) {
      return false;
    }
    for (long i = origin - 1; i >= origin - (long) SILENT_DAYS * series.stepsPerDay(); i--) {
      if (!Double.isNaN(history.energyWh(i))) {
        return true;
      }
    }
    return false;
  }

  private static float[] floats(double[] values) {
    float[] copy = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      copy[i] = (float) values[i];
    }
    return copy;
  }

  private Placements placements() {
    if (placements == null) {
      placements = new Placements(registry);
    }
    return placements;
  }
}
