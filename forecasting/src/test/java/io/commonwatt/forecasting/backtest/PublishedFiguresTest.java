package io.commonwatt.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.forecasting.data.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that were published, or printed by the reference program, to the digit printed. */
class PublishedFiguresTest {

  private static final double FOUR_DIGITS = 0.5e-4;
  private static final double THREE_DIGITS = 0.5e-3;

  @Test
  void shouldPrintTheSeasonalNaiveOfFevBench() {
    BacktestResult result = run("ett", "", ExpandingWindows.ofStep(3600));
    Scores seasonal = result.means().get("seasonal-naive");
    assertThat(result.series()).hasSize(14);
    assertThat(seasonal.mase()).isCloseTo(1.3227, within(FOUR_DIGITS));
    assertThat(seasonal.sql()).isCloseTo(1.207, within(THREE_DIGITS));
  }

  @ParameterizedTest
  @CsvSource({
    "wpd-pod-stentaway, demand, 1, .0592, .73",
    "wpd-pod-stentaway, pv, 1, .0576, .88",
    "ideal-homes, '', 78, .0794, .81",
    "openstef-alliander, ref-307, 1, .1337, .67"
  })
  void shouldPrintTheClimatologyOfTheReference(
      String folder, String series, int count, double rcrps, double coverage) {
    BacktestResult result = run(folder, series, DayAhead.OPENSTEF_D1);
    Scores climatology = result.means().get("climatology");
    assertThat(result.series()).hasSize(count);
    assertThat(climatology.rcrps()).isCloseTo(rcrps, within(FOUR_DIGITS));
    assertThat(climatology.coverage90()).isCloseTo(coverage, within(.5e-2));
  }

  @Test
  void shouldPrintTheMediansOfTheChallenge() {
    BacktestResult result = run("ieee-cis-monash", "", new MonthAhead());
    assertThat(result.series()).hasSize(12);
    BacktestResult.SeriesScores building4 =
        result.series().stream()
            .filter(each -> each.of().series().name().equals("Building4"))
            .findFirst()
            .orElseThrow();
    assertThat(building4.scores().get("constant-median").mase())
        .isCloseTo(.564, within(THREE_DIGITS));
    assertThat(result.means().get("median-of-4-weeks").mase())
        .isCloseTo(.924, within(THREE_DIGITS));
  }

  private static BacktestResult run(String folder, String series, Protocol protocol) {
    Optional<Path> found = SharedData.find(folder);
    assumeTrue(
        found.isPresent(),
        "Data set '" + folder + "' is not here; set COMMONWATT_SHARED to the folder that has it");
    List<String> names = series.isEmpty() ? List.of() : List.of(series);
    DataSet set = DataSets.read(found.orElseThrow(), new Request(names, null, null));
    return new Backtest(protocol, List.of(), () -> 0).run(set.cases(), done -> {});
  }
}
