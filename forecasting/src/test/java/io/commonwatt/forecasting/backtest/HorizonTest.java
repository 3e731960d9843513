package io.commonwatt.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Figures by hours ahead and by segment add up to those of all. */
class HorizonTest {

  private static final int STEPS_PER_DAY = 24;
  private static final int TEST_FROM = 90 * STEPS_PER_DAY;

  @Test
  void shouldAddUpToTheWholeDay() {
    RegularSeries series = MadeSeries.make(7, 120, STEPS_PER_DAY, 0);
    BacktestResult result = run(List.of(new BacktestCase(series, TEST_FROM, series.length())));
    Map<Horizon, Map<String, Scores>> horizons = result.horizons();
    assertThat(horizons.keySet()).containsExactly(new Horizon(0, 6), new Horizon(6, 24));
    Scores near = horizons.get(new Horizon(0, 6)).get("climatology");
    Scores far = horizons.get(new Horizon(6, 24)).get("climatology");
    Scores all = result.means().get("climatology");
    assertThat(.25 * near.mae() + .75 * far.mae()).isCloseTo(all.mae(), within(1e-12));
    assertThat(.25 * near.rcrps() + .75 * far.rcrps()).isCloseTo(all.rcrps(), within(1e-12));
    assertThat(.25 * near.coverage90() + .75 * far.coverage90())
        .isCloseTo(all.coverage90(), within(1e-12));
    assertThat(near.mae()).isNotEqualTo(far.mae());
  }

  @Test
  void shouldPartManySeriesBySize() {
    List<BacktestCase> cases =
        LongStream.range(0, 12)
            .mapToObj(seed -> MadeSeries.make(seed, 120, STEPS_PER_DAY, 0))
            .map(series -> new BacktestCase(series, TEST_FROM, series.length()))
            .toList();
    BacktestResult result = run(cases);
    assertThat(result.segments()).hasSize(3);
    double sum = 0;
    for (Map<String, Scores> scores : result.segments().values()) {
      sum += scores.get("last-day").mae();
    }
    // Four series in each third.
    assertThat(sum / 3).isCloseTo(result.means().get("last-day").mae(), within(1e-12));
    assertThat(run(cases.subList(0, 11)).segments()).hasSize(1);
  }

  private static BacktestResult run(List<BacktestCase> cases) {
    return new Backtest(DayAhead.MIDNIGHT, List.of(), () -> 0).run(cases, percent -> {});
  }
}
