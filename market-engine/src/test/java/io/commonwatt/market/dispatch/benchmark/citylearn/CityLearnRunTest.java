package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityLearnRunTest {

  private static final Percentage MILLIONTH = Percentage.withPercentage(1e-4);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 8277.733103759627, 4627.487394040684, 14807.707598916535, 0.8697590478231857, 0.88132032",
    "2, 9007.700411055097, 5080.3501454865345, 17496.552580414507, 0.9080690013003995, 0.87602467"
  })
  void shouldReproduceTheReferenceWithoutStorageAndGreedy(
      int phase, double cost, double emission, double ramp, double loadFactor, double greedy)
      throws IOException {
    CityLearnData data = phase(phase);
    CityLearnRun run = CityLearnRun.play(data, new GreedyController(), hour -> {});

    assertThat(run.withoutStorage().cost()).isCloseTo(cost, MILLIONTH);
    assertThat(run.withoutStorage().emission()).isCloseTo(emission, MILLIONTH);
    assertThat(run.withoutStorage().ramp()).isCloseTo(ramp, MILLIONTH);
    assertThat(run.withoutStorage().loadFactor()).isCloseTo(loadFactor, MILLIONTH);
    assertThat(run.relative().score()).isCloseTo(greedy, within(1e-6));
  }

  @Test
  void shouldDelayActionsByAnHourAndLeaveHourZeroAlone() throws IOException {
    CityLearnData data = CityLearnData.read(CityLearnFolder.random(folder, 2, 740, 1, 740));
    List<Integer> asked = new ArrayList<>();
    List<Double> stored = new ArrayList<>();
    CityLearnRun.play(
        data,
        view -> {
          asked.add(view.now());
          stored.add(view.storedKwh(0));
          return new double[] {view.now() == 0 ? 1 : 0, 0};
        },
        hour -> {});

    assertThat(asked).hasSize(739).startsWith(0, 1, 2).endsWith(738);
    assertThat(stored.get(0)).isZero();
    assertThat(stored.get(1)).isCloseTo(Math.sqrt(0.83), within(1e-12));
  }

  @Test
  void shouldRefuseToShowTheFuture() throws IOException {
    CityLearnData data = CityLearnData.read(CityLearnFolder.random(folder, 1, 740, 1, 740));

    assertThatThrownBy(
            () ->
                CityLearnRun.play(
                    data, view -> new double[] {-view.netKwh(0, view.now() + 1)}, hour -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Hour 1 lies ahead of hour 0: it is not known yet");
  }

  /** No decision changes when only later measurements do, and the configuration is one. */
  @Test
  void pitfall23ShouldDecideFromThePastAlone() throws IOException {
    int changedFrom = 500;
    List<double[]> decisions =
        decisions(CityLearnFolder.random(folder.resolve("a"), 3, 740, 5, 740));
    List<double[]> others =
        decisions(CityLearnFolder.random(folder.resolve("b"), 3, 740, 5, changedFrom));

    for (int hour = 0; hour < changedFrom; hour++) {
      assertThat(others.get(hour)).as("hour %d", hour).containsExactly(decisions.get(hour));
    }
    assertThat(others.get(changedFrom)).isNotEqualTo(decisions.get(changedFrom));
  }

  @Test
  void shouldDecideTheSameAgain() throws IOException {
    Path phase = CityLearnFolder.random(folder, 2, 740, 9, 740);
    List<double[]> first = decisions(phase);
    List<double[]> second = decisions(phase);

    assertThat(second).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void shouldBeatGreedyOnTheFirstMonthOfRealHomes() throws IOException {
    Path month = CityLearnFolder.first(SharedData.folder("citylearn2022/phase_1"), folder, 744);
    CityLearnData data = CityLearnData.read(month);
    CityLearnScore greedy = CityLearnRun.play(data, new GreedyController(), hour -> {}).relative();
    CityLearnScore hedged = hedged(data);

    CityLearnController known = new ForesightController(data, HedgedSettings.published());
    double foresight = CityLearnRun.play(data, known, hour -> {}).relative().score();

    assertThat(foresight).isLessThan(hedged.score() - 0.1);
    System.out.printf(
        "citylearn, first month: greedy %.4f, hedged %.4f%n", greedy.score(), hedged.score());
    assertThat(hedged.score()).isLessThan(greedy.score() - 0.03);
  }

  /** The published figures, a whole year each; with {@code -Pacceptance}. */
  @ParameterizedTest
  @CsvSource({"1, 0.784223309698934", "2, 0.7858167661230925"})
  void shouldReachThePublishedScores(int phase, double published) throws IOException {
    assumeTrue(SharedData.full(), "skipped: two minutes; runs with -Pacceptance");
    CityLearnScore score = hedged(phase(phase));

    System.out.printf("citylearn phase %d: %.6f %s%n", phase, score.score(), score);
    assertThat(score.score()).isCloseTo(published, within(1e-6));
  }

  @Test
  void shouldReadTheChallengesFilesOnly() throws IOException {
    assertThatThrownBy(() -> CityLearnData.read(folder))
        .isInstanceOf(BenchmarkDataException.class)
        .hasMessage("Folder " + folder + " has no schema.json");

    CityLearnFolder.random(folder, 1, 740, 1, 740);
    Files.writeString(folder.resolve("pricing.csv"), "electricity_pricing\n0.2\nfree\n");
    assertThatThrownBy(() -> CityLearnData.read(folder))
        .hasMessageContaining("pricing.csv, line 3, column 'electricity_pricing': 'free'");

    Files.writeString(folder.resolve("pricing.csv"), "electricity_pricing\n0.2\n");
    assertThatThrownBy(() -> CityLearnData.read(folder))
        .hasMessageContaining("different numbers of hours");
  }

  private static List<double[]> decisions(Path phase) throws IOException {
    List<double[]> decisions = new ArrayList<>();
    CityLearnController controller = new HedgedController(HedgedSettings.published());
    CityLearnRun.play(
        CityLearnData.read(phase),
        view -> {
          double[] decided = controller.decide(view);
          decisions.add(decided.clone());
          return decided;
        },
        hour -> {});
    return decisions;
  }

  private static CityLearnScore hedged(CityLearnData data) {
    CityLearnController controller = new HedgedController(HedgedSettings.published());
    return CityLearnRun.play(data, controller, hour -> {}).relative();
  }

  private static CityLearnData phase(int number) throws IOException {
    return CityLearnData.read(SharedData.folder("citylearn2022/phase_" + number));
  }
}
