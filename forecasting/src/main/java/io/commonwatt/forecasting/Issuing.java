package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.forecasting.calibration.BandCalibration;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.Bounds;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.QuantileModel;
import io.commonwatt.forecasting.model.SeasonalNaive;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.WeatherHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One issue of a placement. Every series with a day of history gets the seasonal-naive reference;
 * beside it the model of its segment, its bands calibrated, or, where there is none to be trusted,
 * the climatology, which is said by an event; then the scenarios of all together. Used once.
 */
final class Issuing {

  static final List<Double> LEVELS = Arrays.stream(Rows.LEVELS).boxed().toList();

  /** A model is not used for longer after the end of its data window. */
  static final Duration MODEL_STALE_AFTER = Duration.ofDays(28);

  /** A series silent for longer is forecast by its climatology, h. */
  private static final int STALE_HOURS = 48;

  /** A series silent for longer is not forecast, days. */
  private static final int SILENT_DAYS = 7;

  private final Placements placements;
  private final ForecastState state;
  private final Instant at;
  private final Consumer<Travelling> outputs;

  /**
   * What a series is forecast by.
   *
   * @param greatestWh most it can give in an interval, Wh; infinite where there is no limit
   */
  record Best(String model, double[] quantilesWh, double greatestWh) {}

  Issuing(Placements placements, ForecastState state, Instant at, Consumer<Travelling> outputs) {
    this.placements = placements;
    this.state = state;
    this.at = at;
    this.outputs = outputs;
  }

  void run() {
    checkWeather();
    TreeMap<Series, Best> made = new TreeMap<>();
    for (var entry : state.history.listSeries().entrySet()) {
      if (isForecast(entry.getKey(), entry.getValue())) {
        made.put(entry.getKey(), forecast(entry.getKey(), entry.getValue()));
      }
    }
    new ScenarioIssue(placements, state, at, outputs).run(made);
  }

  private Best forecast(Series series, SeriesHistory history) {
    Issue issue = placements.issues(state.placement).open(series, state.history, at);
    double peakWh = issue.solar() ? placements.peakWh(state.placement, series, at) : Double.NaN;
    double[] reference = quantiles(new SeasonalNaive(), issue, peakWh);
    emit(series, SeasonalNaive.NAME, SeasonalNaive.NAME, "", at, reference);
    ServingModel serving = state.effectiveModel(series.segment(), at);
    QuantileModel trusted = trusted(series, history, serving);
    double[] modelled = {};
    boolean calibrated = false;
    if (trusted instanceof FeatureClimatology) {
      modelled = quantiles(trusted, issue, peakWh);
      String schema = issue.rows().specification().schemaHash();
      emit(series, trusted.name(), trusted.name(), schema, at, modelled);
    } else if (trusted != null) {
      modelled = calibrated(trusted, issue, peakWh, state.calibration(series));
      calibrated = true;
      String schema = serving.featureSchema();
      emit(series, trusted.name(), serving.id(), schema, serving.windowTo(), modelled);
    }
    String name = trusted == null ? "" : trusted.name();
    double scaleWh = Scoring.scaleWh(history, issue.origin(), serving);
    state.issued.add(
        new IssuedForecast(
            series,
            at.getEpochSecond(),
            scaleWh,
            floats(reference),
            name,
            floats(modelled),
            calibrated));
    double greatestWh = Bounds.greatestWh(issue, peakWh);
    return trusted == null
        ? new Best(SeasonalNaive.NAME, reference, greatestWh)
        : new Best(name, modelled, greatestWh);
  }

  /** What may forecast beside the reference; null when nothing may. Says what it found wrong. */
  private QuantileModel trusted(Series series, SeriesHistory history, ServingModel serving) {
    boolean jumps = Jump.isIn(history, at);
    say(
        ForecastEventKind.JUMP,
        jumps,
        series,
        Jump.ratio(history, at),
        Jump.LIMIT,
        "the last day is so many times the weeks before; the seasonal naive forecasts instead");
    double silentHours = silentHours(series, history);
    boolean silent = silentHours > STALE_HOURS;
    say(
        ForecastEventKind.STALE_INPUT,
        silent && !jumps,
        series,
        silentHours,
        STALE_HOURS,
        "nothing was heard for so many hours; the climatology forecasts instead");
    double days = serving == null ? 0 : Duration.between(serving.windowTo(), at).toHours() / 24.0;
    boolean stale = days > MODEL_STALE_AFTER.toDays();
    String segment = series.segment();
    if (state.begins(ForecastEventKind.STALE_MODEL + "|" + segment, stale)) {
      event(
          ForecastEventKind.STALE_MODEL,
          serving.id(),
          segment,
          days,
          MODEL_STALE_AFTER.toDays(),
          "its data window ended so many days ago; the climatology forecasts instead");
    }
    if (jumps) {
      return null;
    }
    boolean refused = serving == null && state.isRefused(segment);
    if (refused || stale || silent && serving != null) {
      return new FeatureClimatology(series.channel());
    }
    return serving == null ? null : serving.model();
  }

  private void say(
      ForecastEventKind kind,
      boolean holds,
      Series series,
      double value,
      double limit,
      String remark) {
    if (state.begins(kind + "|" + series.id(), holds)) {
      String subject = series.owner() + '|' + series.channel().code();
      event(kind, subject, series.segment(), value, limit, remark);
    }
  }

  private void checkWeather() {
    WeatherHistory weather = state.history.weather();
    double ageHours = weather.forecastAgeHours(at);
    double usualHours = weather.forecastIntervalHours();
    boolean late = usualHours > 0 && ageHours >= usualHours;
    if (state.begins(ForecastEventKind.LATE_WEATHER.name(), late)) {
      event(
          ForecastEventKind.LATE_WEATHER,
          placements.placeOf(state.placement),
          "",
          ageHours,
          usualHours,
          "the newest weather forecast is so many hours old; what it says is used as far as it goes");
    }
  }

  private void event(
      ForecastEventKind kind,
      String subject,
      String segment,
      double value,
      double limit,
      String remark) {
    outputs.accept(
        new ForecastEvent(kind, subject, segment, value, limit, remark, at, state.placement));
  }

  private void emit(
      Series series,
      String model,
      String modelId,
      String schema,
      Instant trainedThrough,
      double[] quantilesWh) {
    outputs.accept(
        new Forecast(
            series.kind(),
            series.owner(),
            series.channel(),
            model,
            modelId,
            schema,
            trainedThrough,
            at,
            at,
            series.stepSeconds(),
            LEVELS,
            quantilesWh,
            at,
            state.placement));
  }

  private static double[] quantiles(QuantileModel model, Issue issue, double peakWh) {
    double[] quantilesWh = new double[issue.steps() * Rows.LEVELS.length];
    model.forecast(issue, quantilesWh);
    Bounds.apply(issue, peakWh, quantilesWh);
    return quantilesWh;
  }

  /** Quantiles of a model, moved by what the truths of the series said before. */
  private static double[] calibrated(
      QuantileModel model, Issue issue, double peakWh, BandCalibration calibration) {
    int levels = Rows.LEVELS.length;
    double[] quantilesWh = new double[issue.steps() * levels];
    model.forecast(issue, quantilesWh);
    double least = BandCalibration.leastHalfBand(quantilesWh, levels);
    for (int step = 0; step < issue.steps(); step++) {
      long leadSeconds = (long) step * issue.stepSeconds();
      int of = BandCalibration.classOf(leadSeconds, issue.startSecond(issue.origin() + step));
      calibration.correct(of, quantilesWh, step * levels, least);
    }
    Bounds.apply(issue, peakWh, quantilesWh);
    return quantilesWh;
  }

  /** Whether there is a day of history and the series is still heard of. */
  private boolean isForecast(Series series, SeriesHistory history) {
    long origin = at.getEpochSecond() / series.stepSeconds();
    return !history.isEmpty()
        && history.first() <= origin - series.stepsPerDay()
        && silentHours(series, history) < SILENT_DAYS * 24;
  }

  /**
   * Hours since the end of the newest interval with a value; beyond the limit as far as it goes.
   */
  private double silentHours(Series series, SeriesHistory history) {
    long origin = at.getEpochSecond() / series.stepSeconds();
    long silent = 0;
    long limit = (long) SILENT_DAYS * series.stepsPerDay();
    while (silent < limit && Double.isNaN(history.energyWh(origin - 1 - silent))) {
      silent++;
    }
    return silent * series.stepSeconds() / 3600.0;
  }

  static float[] floats(double[] values) {
    float[] copy = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      copy[i] = (float) values[i];
    }
    return copy;
  }
}
