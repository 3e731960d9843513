package io.commonwatt.forecasting.backtest.learnt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.forecasting.backtest.Backtest;
import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.DayAhead;
import io.commonwatt.forecasting.backtest.ExpandingWindows;
import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.MonthAhead;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.backtest.Protocol;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Scores;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.Window;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.data.SharedData;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The blend that backtests print as their model. */
class BlendForecasterTest {

  private static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00:00");

  /** Enough to see that they are there. */
  private static final BoostingParameters FEW_TREES =
      new BoostingParameters(12, .2, 3, .7, .5, 6, 1, 1);

  private static final int DAY = 24;
  private static final int TEST_FROM = 84 * DAY;
  private static final Place MILAN = new Place(45.5, 9.2);
  private static final boolean FULL = "full".equals(System.getProperty("commonwatt.size"));

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldForecastTheSameWhateverHappensLater(Kind kind) {
    RegularSeries series = make(kind, 1);
    Window window = new Window(TEST_FROM - 18, TEST_FROM, TEST_FROM + DAY);
    double[] otherwise = new double[series.length()];
    Arrays.fill(otherwise, 1e6);
    RegularSeries changed = series.withValuesFrom(window.cutOff(), otherwise);
    assertThat(quantiles(changed, window)).isEqualTo(quantiles(series, window));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldOrderQuantilesWithinWhatIsPossible(Kind kind) {
    RegularSeries series = make(kind, 2);
    Window window = new Window(TEST_FROM, TEST_FROM, TEST_FROM + DAY);
    double[] quantiles = quantiles(series, window);
    double capacity = 0;
    for (int index = 0; index < window.cutOff(); index++) {
      capacity = Math.max(capacity, series.at(index));
    }
    int dark = 0;
    SolarGeometry sun = new SolarGeometry(MILAN.latitude(), MILAN.longitude());
    for (int i = 0; i < quantiles.length; i++) {
      if (i % Levels.COUNT > 0) {
        assertThat(quantiles[i]).isGreaterThanOrEqualTo(quantiles[i - 1]);
      }
      if (kind != Kind.NET_LOAD) {
        assertThat(quantiles[i]).isNotNegative();
      }
      if (kind == Kind.GENERATION) {
        assertThat(quantiles[i]).isLessThanOrEqualTo(capacity);
        double noon = series.timeOf(TEST_FROM + i / Levels.COUNT).toEpochSecond(ZoneOffset.UTC);
        if (sun.sinElevation(noon) < -.3) {
          assertThat(quantiles[i]).isZero();
          dark++;
        }
      }
    }
    assertThat(dark).isEqualTo(kind == Kind.GENERATION ? dark(sun, series) : 0);
    if (kind == Kind.NET_LOAD) {
      assertThat(Arrays.stream(quantiles).min().orElseThrow()).isNegative();
    }
  }

  @Test
  void shouldUseTheWeatherWhereItTells() {
    RegularSeries series = make(Kind.LOAD, 4);
    Scores seeing = run(series).means().get(BlendForecaster.NAME);
    BacktestResult without = run(series.withWeather(Weather.NONE));
    Scores blind = without.means().get(BlendForecaster.NAME);
    assertThat(seeing.rcrps()).isLessThan(.8 * blind.rcrps());
    assertThat(blind.rcrps()).isLessThan(without.means().get("climatology").rcrps());
  }

  @Test
  void shouldSayTheSameTwice() {
    RegularSeries series = make(Kind.NET_LOAD, 5);
    assertThat(run(series).means()).isEqualTo(run(series).means());
  }

  @Test
  void shouldReachAWeekAndAMonth() {
    RegularSeries series = make(Kind.LOAD, 6).withWeather(Weather.NONE);
    for (Protocol protocol : List.of(new ExpandingWindows(168, 2), new MonthAhead())) {
      int from = protocol instanceof MonthAhead ? 70 * DAY : TEST_FROM;
      BacktestResult result =
          new Backtest(protocol, List.of(new BlendForecaster(FEW_TREES)), () -> 0)
              .run(List.of(new BacktestCase(series, from, series.length())), percent -> {});
      assertThat(result.means().get(BlendForecaster.NAME).mase())
          .as(protocol.code())
          .isLessThan(result.means().get(protocol.reference()).mase());
    }
  }

  @Test
  void shouldForecastFromTwoWeeksOfHistory() {
    RegularSeries series = make(Kind.LOAD, 7);
    double[] quantiles = quantiles(series, new Window(14 * DAY, 14 * DAY, 15 * DAY));
    assertThat(Arrays.stream(quantiles).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void shouldForecastASeriesItNeverLearntFrom() {
    List<RegularSeries> seen = List.of(make(Kind.LOAD, 11), make(Kind.LOAD, 12));
    RegularSeries fresh = make(Kind.LOAD, 13);
    BacktestResult result = runUnseen(seen, fresh);
    Scores model = scores(result, fresh.name()).get(BlendForecaster.NAME);
    assertThat(model.rcrps())
        .isLessThan(.8 * scores(result, fresh.name()).get("climatology").rcrps());
    assertThat(model.coverage90()).isBetween(.7, 1.0);
    double[] otherwise = new double[fresh.length()];
    Arrays.fill(otherwise, 1e3);
    RegularSeries strange = fresh.withValuesFrom(0, otherwise).withWeather(fresh.weather());
    BacktestResult beside = runUnseen(seen, strange);
    for (RegularSeries each : seen) {
      assertThat(scores(beside, each.name())).isEqualTo(scores(result, each.name()));
    }
  }

  private static BacktestResult runUnseen(List<RegularSeries> seen, RegularSeries fresh) {
    List<RegularSeries> all = new ArrayList<>(seen);
    all.add(fresh);
    return new Backtest(
            DayAhead.OPENSTEF_D1,
            List.of(new BlendForecaster(FEW_TREES)),
            Set.of(fresh.name()),
            () -> 0)
        .run(
            all.stream().map(each -> new BacktestCase(each, TEST_FROM, each.length())).toList(),
            percent -> {});
  }

  private static Map<String, Scores> scores(BacktestResult result, String series) {
    return result.series().stream()
        .filter(each -> each.of().series().name().equals(series))
        .findFirst()
        .orElseThrow()
        .scores();
  }

  /** The goals of the published sets, with weather where there is some. */
  @ParameterizedTest
  @CsvSource({
    "openstef-alliander, '', .0730, .9",
    "wpd-pod-stentaway, demand, .0265, .70",
  })
  void shouldReachTheGoalsOfThePublishedSets(
      String folder, String series, double rcrps, double mase) {
    assumeTrue(FULL, "The published sets with the model are for -Pacceptance");
    Optional<Path> found = SharedData.find(folder);
    assumeTrue(
        found.isPresent(),
        "Data set '" + folder + "' is not here; set COMMONWATT_SHARED to the folder that has it");
    List<String> names = series.isEmpty() ? List.of() : List.of(series);
    BacktestResult result =
        new Backtest(DayAhead.OPENSTEF_D1, List.of(new BlendForecaster()), () -> 0)
            .run(
                DataSets.read(found.orElseThrow(), new Request(names, null, null)).cases(),
                percent -> {});
    Scores scores = result.means().get(BlendForecaster.NAME);
    assertThat(scores.rcrps()).isLessThanOrEqualTo(rcrps);
    assertThat(scores.mase()).isLessThanOrEqualTo(mase);
  }

  private static BacktestResult run(RegularSeries series) {
    return new Backtest(DayAhead.OPENSTEF_D1, List.of(new BlendForecaster(FEW_TREES)), () -> 0)
        .run(List.of(new BacktestCase(series, TEST_FROM, series.length())), percent -> {});
  }

  private static double[] quantiles(RegularSeries series, Window window) {
    Past past = new Past(series, window.cutOff());
    BlendForecaster forecaster = new BlendForecaster(FEW_TREES);
    forecaster.learn(List.of(past), window);
    Forecast forecast = forecaster.forecast(past, window.first(), window.steps());
    double[] quantiles = new double[window.steps() * Levels.COUNT];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = forecast.quantile(i / Levels.COUNT, i % Levels.COUNT);
    }
    return quantiles;
  }

  private static int dark(SolarGeometry sun, RegularSeries series) {
    int dark = 0;
    for (int index = TEST_FROM; index < TEST_FROM + DAY; index++) {
      double second = series.timeOf(index).toEpochSecond(ZoneOffset.UTC);
      dark += sun.sinElevation(second) < -.3 ? Levels.COUNT : 0;
    }
    assertThat(dark).isPositive();
    return dark;
  }

  /** A daily shape, moved by a temperature that walks from day to day, or clouds before the sun. */
  private static RegularSeries make(Kind kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SolarGeometry sun = new SolarGeometry(MILAN.latitude(), MILAN.longitude());
    double[] values = new double[105 * DAY];
    double[] temperatures = new double[values.length];
    double[] irradiances = new double[values.length];
    double warm = 0;
    double clear = 1;
    for (int i = 0; i < values.length; i++) {
      if (i % DAY == 0) {
        warm = .7 * warm + 6 * (random.nextDouble() - .5);
        clear = .2 + .8 * random.nextDouble();
      }
      double second = START.plusHours(i).toEpochSecond(ZoneOffset.UTC) + 1800;
      temperatures[i] = 10 + warm;
      irradiances[i] = clear * SolarGeometry.clearSkyIrradiance(sun.sinElevation(second));
      double shape = 4 + Math.sin(2 * Math.PI * (i % DAY) / DAY);
      double load = shape - .3 * warm + .3 * random.nextDouble();
      values[i] =
          switch (kind) {
            case LOAD -> load;
            case GENERATION -> irradiances[i] / 200 * (.9 + .1 * random.nextDouble());
            case NET_LOAD -> load - 8 - irradiances[i] / 100;
          };
    }
    Weather weather =
        new Weather(
            Weather.Source.MEASURED,
            Map.of(
                Weather.Element.TEMPERATURE, temperatures,
                Weather.Element.IRRADIANCE, irradiances));
    Quantity quantity = new Quantity("kW", kind, ZoneOffset.UTC, "", MILAN);
    return new RegularSeries("made-" + seed, quantity, START, 3600, values).withWeather(weather);
  }
}
