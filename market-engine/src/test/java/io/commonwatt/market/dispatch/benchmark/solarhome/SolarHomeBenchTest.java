package io.commonwatt.market.dispatch.benchmark.solarhome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.benchmark.SharedData;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The published thirty days of the solar-home control bench. */
class SolarHomeBenchTest {

  @Test
  void shouldReproduceThePublishedRuleBasedResult() throws IOException {
    SolarHomeData data = data();
    SolarHomeRun run = SolarHomeRun.play(data, SolarHomeControllers.ruleBased(data));

    assertThat(run.costPerDay()).isCloseTo(0.5633069230769231, within(1e-9));
    assertThat(run.gridKwhPerDay()).isCloseTo(3.378017948717949, within(1e-9));
    assertThat(run.curtailedKwhPerDay()).isCloseTo(1.939953846153846, within(1e-9));
  }

  @Test
  void shouldReproduceThePublishedAnticipativeOptimum() throws IOException {
    SolarHomeData data = data();
    SolarHomeRun run = SolarHomeRun.play(data, SolarHomeControllers.anticipative(data));

    assertThat(run.costPerDay()).isCloseTo(0.35373358974358976, within(1e-9));
    assertThat(run.greatestGridKw()).isLessThanOrEqualTo(3 + 1e-9);
    assertThat(run.endKwh()).isGreaterThanOrEqualTo(SolarHomeData.CAPACITY_KWH / 2 - 1e-9);
  }

  @Test
  void shouldCostNoMoreThanThePublishedPredictiveController() throws IOException {
    SolarHomeData data = data();
    SolarHomeRun run = SolarHomeRun.play(data, new HedgedSolarHome(data));

    System.out.printf("solar home, hedged: %.6f EUR/day%n", run.costPerDay());
    assertThat(run.costPerDay()).isLessThanOrEqualTo(0.5086006782464847);
  }

  private static SolarHomeData data() throws IOException {
    return SolarHomeData.read(SharedData.folder("ausgrid-customer12"));
  }
}
