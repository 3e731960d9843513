package io.commonwatt.forecasting.backtest.learnt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.forecasting.backtest.Backtest;
import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.DayAhead;
import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Window;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.forecasting.data.SharedData;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The platform's linear model in a backtest. */
class LinearForecasterTest {

  private static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00:00");
  private static final int DAY = 24;
  private static final int TEST_FROM = 70 * DAY;
  private static final boolean FULL = "full".equals(System.getProperty("commonwatt.size"));

  @Test
  void shouldForecastTheSameWhateverHappensLater() {
    RegularSeries series = make(Kind.LOAD, 1, 0);
    Window window = new Window(TEST_FROM - 18, TEST_FROM, TEST_FROM + DAY);
    double[] otherwise = new double[series.length()];
    Arrays.fill(otherwise, 1e6);
    RegularSeries changed = series.withValuesFrom(window.cutOff(), otherwise);
    assertThat(quantiles(changed, window)).isEqualTo(quantiles(series, window));
  }

  @Test
  void shouldOrderQuantilesAndKeepALoadFromBecomingNegative() {
    double[] quantiles =
        quantiles(make(Kind.LOAD, 2, 0), new Window(TEST_FROM, TEST_FROM, TEST_FROM + DAY));
    for (int i = 0; i < quantiles.length; i++) {
      assertThat(quantiles[i]).isNotNegative();
      if (i % Levels.COUNT > 0) {
        assertThat(quantiles[i]).isGreaterThanOrEqualTo(quantiles[i - 1]);
      }
    }
  }

  @Test
  void shouldLetANetLoadFeedIn() {
    double[] quantiles =
        quantiles(make(Kind.NET_LOAD, 3, -3), new Window(TEST_FROM, TEST_FROM, TEST_FROM + DAY));
    assertThat(Arrays.stream(quantiles).min().orElseThrow()).isNegative();
  }

  @Test
  void shouldDoBetterThanTheClimatologyWhereYesterdayTellsAboutTomorrow() {
    RegularSeries series = make(Kind.LOAD, 4, 0);
    BacktestResult result =
        new Backtest(DayAhead.MIDNIGHT, List.of(new LinearForecaster()), () -> 0)
            .run(List.of(new BacktestCase(series, TEST_FROM, series.length())), done -> {});
    assertThat(result.means().get("linear-pinball").rcrps())
        .isLessThan(result.means().get("climatology").rcrps());
  }

  @Test
  void shouldNotRunAwayWhereTheMeanOfANetLoadVanishes() {
    RegularSeries series = make(Kind.NET_LOAD, 6, -4.15);
    BacktestResult result =
        new Backtest(DayAhead.OPENSTEF_D1, List.of(new LinearForecaster()), () -> 0)
            .run(List.of(new BacktestCase(series, TEST_FROM, series.length())), done -> {});
    assertThat(result.means().get("linear-pinball").rcrps())
        .isLessThan(1.1 * result.means().get("climatology").rcrps());
  }

  @Test
  void shouldSayHowFarItReaches() {
    RegularSeries series = make(Kind.LOAD, 5, 0);
    Past past = new Past(series, TEST_FROM);
    assertThatThrownBy(() -> new LinearForecaster().forecast(past, TEST_FROM, 49))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("48 h ahead")
        .hasMessageContaining("made-5");
  }

  @Test
  void shouldBeatTheClimatologyOfThePublishedSets() {
    assumeTrue(FULL, "The published sets with the model are for -Pacceptance");
    for (String folder : List.of("ideal-homes", "wpd-pod-stentaway", "openstef-alliander")) {
      Optional<Path> found = SharedData.find(folder);
      assumeTrue(
          found.isPresent(),
          "Data set '" + folder + "' is not here; set COMMONWATT_SHARED to the folder that has it");
      BacktestResult result =
          new Backtest(DayAhead.OPENSTEF_D1, List.of(new LinearForecaster()), () -> 0)
              .run(DataSets.read(found.orElseThrow(), Request.published()).cases(), done -> {});
      assertThat(result.means().get("linear-pinball").rcrps())
          .as(folder)
          .isLessThan(.95 * result.means().get("climatology").rcrps());
    }
  }

  private static double[] quantiles(RegularSeries series, Window window) {
    Past past = new Past(series, window.cutOff());
    LinearForecaster forecaster = new LinearForecaster();
    forecaster.learn(List.of(past), window);
    Forecast forecast = forecaster.forecast(past, window.first(), window.steps());
    double[] quantiles = new double[window.steps() * Levels.COUNT];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = forecast.quantile(i / Levels.COUNT, i % Levels.COUNT);
    }
    return quantiles;
  }

  /** A daily shape whose level walks from day to day, by less than it is noisy. */
  private static RegularSeries make(Kind kind, long seed, double base) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[100 * DAY];
    double level = 0;
    for (int i = 0; i < values.length; i++) {
      level = i % DAY == 0 ? .9 * level + random.nextDouble() - .5 : level;
      double shape = 4 + Math.sin(2 * Math.PI * (i % DAY) / DAY);
      values[i] = base + shape + level + .3 * random.nextDouble();
    }
    return new RegularSeries(
        "made-" + seed, new Quantity("kW", kind, ZoneOffset.UTC), START, 3600, values);
  }
}
