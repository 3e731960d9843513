package io.commonwatt.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No forecast of any protocol changes when what it may not see does. */
class NoLookAheadTest {

  private static final int STEPS_PER_DAY = 24;
  private static final int DAYS = 120;

  static List<Protocol> protocols() {
    return List.of(
        DayAhead.OPENSTEF_D1,
        DayAhead.MIDNIGHT,
        new ExpandingWindows(2 * STEPS_PER_DAY, 6),
        new MonthAhead());
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void shouldForecastTheSameWhateverHappensLater(Protocol protocol) {
    long seed = 3;
    RegularSeries series = MadeSeries.make(seed, DAYS, STEPS_PER_DAY, .05);
    double[] otherwise = MadeSeries.values(seed + 1, series.length(), STEPS_PER_DAY, .3);
    BacktestCase of = new BacktestCase(series, 90 * STEPS_PER_DAY, series.length());
    List<Block> blocks = protocol.blocks(of);
    assertThat(blocks).isNotEmpty();
    int compared = 0;
    for (Forecaster forecaster : protocol.baselines()) {
      for (Window window : windows(blocks)) {
        RegularSeries changed = series.withValuesFrom(window.cutOff(), otherwise);
        Forecast expected = forecast(forecaster, series, window);
        Forecast forecast = forecast(forecaster, changed, window);
        for (int step = 0; step < window.steps(); step++, compared++) {
          assertSame(forecast.point(step), expected.point(step));
          for (int level = 0; level < Levels.COUNT; level++) {
            assertSame(forecast.quantile(step, level), expected.quantile(step, level));
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  @Test
  void shouldSeeWhatTheRuleOfOpenStefAllowsAndNoMore() {
    RegularSeries series = MadeSeries.make(5, DAYS, STEPS_PER_DAY, 0);
    BacktestCase of = new BacktestCase(series, 90 * STEPS_PER_DAY, series.length());
    Window first = DayAhead.OPENSTEF_D1.blocks(of).get(0).windows().get(0);
    assertThat(first.cutOff()).isEqualTo(89 * STEPS_PER_DAY + 6);
    assertThat(first.first()).isEqualTo(90 * STEPS_PER_DAY);
    Past past = new Past(series, first.cutOff());
    assertThat(past.at(first.cutOff() - 1)).isEqualTo(series.at(first.cutOff() - 1));
    assertThatThrownBy(() -> past.at(first.cutOff()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("made-5")
        .hasMessageContaining("may not see");
  }

  @Test
  void shouldTakeTheNewestPeriodBeforeTheCutOff() {
    RegularSeries series = MadeSeries.make(5, DAYS, STEPS_PER_DAY, 0);
    for (int cutOff = 100; cutOff < 180; cutOff++) {
      for (int index = cutOff; index < cutOff + 100; index++) {
        int naive = index - STEPS_PER_DAY;
        while (naive >= cutOff) {
          naive -= STEPS_PER_DAY;
        }
        assertThat(new Past(series, cutOff).newestBefore(index, STEPS_PER_DAY)).isEqualTo(naive);
      }
    }
  }

  /** The same bits, so that a gap is a gap. */
  private static void assertSame(double actual, double expected) {
    assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
  }

  private static List<Window> windows(List<Block> blocks) {
    List<Window> windows = new ArrayList<>();
    blocks.forEach(block -> windows.addAll(block.windows()));
    return windows;
  }

  private static Forecast forecast(Forecaster forecaster, RegularSeries series, Window window) {
    return forecaster.forecast(new Past(series, window.cutOff()), window.first(), window.steps());
  }
}
