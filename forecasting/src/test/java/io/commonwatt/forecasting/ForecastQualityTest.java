package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.forecasting.data.CityLearn;
import io.commonwatt.forecasting.data.IdealHomes;
import io.commonwatt.forecasting.data.SharedData;
import io.commonwatt.forecasting.data.SyntheticCommunity;
import io.commonwatt.forecasting.data.TestCommunity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The model's pinball loss is below the reference's at each horizon, for each kind of series, over
 * all energy and with every series weighing the same.
 */
class ForecastQualityTest {

  private static final boolean FULL = "full".equals(System.getProperty("commonwatt.size"));

  @Test
  void shouldBeatTheReferenceInAMadeCommunity() {
    long seed = 7;
    int days = FULL ? 35 : 28;
    Instant from = Instant.parse("2025-05-01T00:00:00Z");
    TestCommunity community = SyntheticCommunity.make(FULL ? 40 : 16, from, days, seed);
    shouldBeat("made community, seed " + seed, community, from, days, 0.75);
  }

  @Test
  void shouldBeatTheReferenceInIdealHomes() throws IOException {
    Path folder = data("ideal-homes");
    int days = FULL ? 60 : 35;
    Instant from = Instant.parse("2018-03-01T00:00:00Z");
    TestCommunity community = IdealHomes.load(folder, from, days, FULL ? 40 : 20, 0);
    shouldBeat("ideal-homes", community, from, days, 0.9);
  }

  @Test
  void shouldBeatTheReferenceInCityLearn() throws IOException {
    Path folder = data("citylearn2022/phase_1");
    int days = FULL ? 364 : 60;
    Instant from = Instant.parse("2022-08-01T00:00:00Z");
    TestCommunity community = CityLearn.load(folder, days);
    shouldBeat("citylearn2022", community, from, days, 0.95);
  }

  private static void shouldBeat(
      String name, TestCommunity community, Instant from, int days, double most) {
    ForecastChain chain =
        new ForecastChain(community.registry(), ForecastSettings.startingAt(from));
    ScoreBoard board = new ScoreBoard();
    chain.run(community.records, from, from.plus(Duration.ofDays(days)), board);
    TreeMap<String, ScoreBoard.Line> lines = board.lines();
    System.out.println(name + ", " + chain.costs());
    lines.forEach((line, figures) -> System.out.println("  " + line + ": " + figures));
    board
        .lines(ScenarioIssue.SUM_NAME)
        .forEach(
            (line, figures) -> System.out.println("  summed scenarios " + line + ": " + figures));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(12);
    lines.forEach(
        (line, figures) -> {
          assertThat(figures.ratio())
              .as("pinball against the reference, %s", line)
              .isLessThan(most);
          assertThat(figures.scaledRatio()).as("scaled, %s", line).isLessThan(most);
          assertThat(figures.coverage()).as("coverage of 90 %%, %s", line).isBetween(0.75, 0.98);
        });
  }

  private static Path data(String folder) {
    Optional<Path> found = SharedData.find(folder);
    assumeTrue(
        found.isPresent(),
        "Data set '" + folder + "' is not here; set COMMONWATT_SHARED to the folder that has it");
    return found.orElseThrow();
  }
}
