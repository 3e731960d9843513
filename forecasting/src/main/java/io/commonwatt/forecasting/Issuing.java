package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.forecasting.blend.BlendWeights;
import io.commonwatt.forecasting.calibration.BandCalibration;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.Bounds;
import io.commonwatt.forecasting.model.QuantileModel;
import io.commonwatt.forecasting.model.SeasonalNaive;
import io.commonwatt.forecasting.series.PriceHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.WeatherHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One issue of a placement. Every series with a day of history gets the seasonal-naive reference;
 * beside it the models of its segment, blended where there are several, bands calibrated, or, where
 * there is none to be trusted, the climatology, which is said by an event; then the scenarios of
 * all together. Used once.
 */
final class Issuing {

  /** Name of the forecasts of the next hour; who made them is in their model id. */
  static final String NEXT_HOUR = "next-hour";

  private static final int NEXT_HOURS = 1;

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
  private final Map<String, Trusted.Members> blends = new HashMap<>();

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
    state.history.prices().ifPresent(this::checkPrices);
    TreeMap<Series, Best> made = new TreeMap<>();
    for (var entry : state.history.listSeries().entrySet()) {
      if (isForecast(entry.getKey(), entry.getValue())) {
        made.put(entry.getKey(), forecast(entry.getKey(), entry.getValue()));
      }
    }
    new ScenarioIssue(placements, state, at, outputs).run(made);
  }

  /** Forecasts the next hour of every series whose hour before is known, by what is trusted. */
  void runNextHour() {
    for (var entry : state.history.listSeries().entrySet()) {
      Series series = entry.getKey();
      SeriesHistory history = entry.getValue();
      boolean heard = history.end() == at.getEpochSecond() / series.stepSeconds();
      if (heard && isForecast(series, history)) {
        Trusted trusted = trusted(series, history, state.effectiveModels(series.segment(), at));
        if (trusted.learnt()) {
          Issue issue =
              placements.issues(state.placement).open(series, state.history, at, NEXT_HOURS);
          double peakWh =
              issue.solar() ? placements.peakWh(state.placement, series, at) : Double.NaN;
          double[] quantilesWh =
              calibrated(trusted.model(), issue, peakWh, state.calibration(series));
          String schema = issue.rows().specification().schemaHash();
          Instant through = trusted.trainedThrough(at);
          emit(series, NEXT_HOUR, trusted.modelId(), schema, through, quantilesWh);
        }
      }
    }
  }

  private Best forecast(Series series, SeriesHistory history) {
    Issue issue = placements.issues(state.placement).open(series, state.history, at);
    double peakWh = issue.solar() ? placements.peakWh(state.placement, series, at) : Double.NaN;
    double[] reference = quantiles(new SeasonalNaive(), issue, peakWh);
    emit(series, SeasonalNaive.NAME, SeasonalNaive.NAME, "", at, reference);
    List<ServingModel> serving = state.effectiveModels(series.segment(), at);
    Trusted trusted = trusted(series, history, serving);
    double[] modelled = {};
    JudgedMembers judged = null;
    if (trusted.learnt()) {
      modelled = calibrated(trusted.model(), issue, peakWh, state.calibration(series));
      judged = trusted.judged(issue);
    } else if (trusted.model() != null) {
      modelled = quantiles(trusted.model(), issue, peakWh);
    }
    String name = trusted.model() == null ? "" : trusted.model().name();
    if (trusted.model() != null) {
      String schema = issue.rows().specification().schemaHash();
      emit(series, name, trusted.modelId(), schema, trusted.trainedThrough(at), modelled);
    }
    state.issued.add(
        new IssuedForecast(
            series,
            at.getEpochSecond(),
            Scoring.scaleWh(history, issue.origin(), serving),
            floats(reference),
            name,
            floats(modelled),
            trusted.learnt(),
            judged));
    double greatestWh = Bounds.greatestWh(issue, peakWh);
    return trusted.model() == null
        ? new Best(SeasonalNaive.NAME, reference, greatestWh)
        : new Best(name, modelled, greatestWh);
  }

  /** What may forecast beside the reference. Says what it found wrong. */
  private Trusted trusted(Series series, SeriesHistory history, List<ServingModel> serving) {
    double jump = Jump.ratio(history, at);
    boolean jumps = jump >= Jump.LIMIT;
    say(
        ForecastEventKind.JUMP,
        jumps,
        series,
        jump,
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
    List<ServingModel> fresh = fresh(serving);
    if (jumps) {
      return Trusted.NOTHING;
    }
    boolean refused = serving.isEmpty() && state.isRefused(series.segment());
    boolean stale = fresh.isEmpty() && !serving.isEmpty();
    if (refused || stale || silent && !serving.isEmpty()) {
      return Trusted.CLIMATOLOGY;
    }
    return fresh.isEmpty() ? Trusted.NOTHING : together(series, fresh);
  }

  /** The models whose data window has not ended too long ago; says which has. */
  private List<ServingModel> fresh(List<ServingModel> serving) {
    List<ServingModel> fresh = new ArrayList<>();
    for (ServingModel model : serving) {
      double days = Duration.between(model.windowTo(), at).toHours() / 24.0;
      boolean stale = !model.isMadeElsewhere() && days > MODEL_STALE_AFTER.toDays();
      String what = ForecastEventKind.STALE_MODEL + "|" + model.segment() + '|' + model.algorithm();
      if (state.begins(what, stale)) {
        event(
            ForecastEventKind.STALE_MODEL,
            model.id(),
            model.segment(),
            days,
            MODEL_STALE_AFTER.toDays(),
            "its data window ended so many days ago; the climatology forecasts instead");
      }
      if (!stale) {
        fresh.add(model);
      }
    }
    return fresh;
  }

  /** The one model there is, or the blend of several and the climatology. */
  private Trusted together(Series series, List<ServingModel> models) {
    if (models.size() == 1) {
      return Trusted.alone(models.get(0));
    }
    Trusted.Members members =
        blends.computeIfAbsent(series.segment(), key -> Trusted.Members.of(models));
    int[] permille =
        BlendWeights.of(
            state.weights(series), state.segmentWeights(series.segment()), members.indices());
    return members.weighed(permille);
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

  private void checkPrices(PriceHistory prices) {
    double aheadHours = prices.aheadHours(at);
    double usualHours = prices.usualHours(at);
    if (state.begins(ForecastEventKind.LATE_PRICES.name(), aheadHours < usualHours)) {
      event(
          ForecastEventKind.LATE_PRICES,
          placements.marketOf(state.placement),
          "",
          aheadHours,
          usualHours,
          "prices are known so many hours ahead, less than usual; hours without one count as usual");
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
