package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.Hedging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code run --config} that say how devices are controlled. */
class ControlConfigurationTest {

  @TempDir private Path folder;

  @Test
  void shouldControlAsAnOrdinaryRunWithoutKeys() throws IOException {
    RunConfiguration configuration = read("partitions: 4\n");
    assertThat(configuration.control())
        .usingRecursiveComparison()
        .isEqualTo(ControlSettings.defaults());
    assertThat(configuration.masked())
        .containsEntry("dispatchReplanMinutes", 60)
        .containsEntry("dispatchHorizonHours", 24)
        .containsEntry("dispatchScenarios", 5)
        .containsEntry("dispatchHedge", "two-stage")
        .containsEntry("dispatchLimitProbability", "off");
  }

  @Test
  void shouldTakeEachKeyFromTheFileAndTheEnvironment() throws IOException {
    RunConfiguration configuration =
        RunConfiguration.read(
            file(
                """
                dispatchReplanMinutes: 15
                dispatchHorizonHours: 36
                dispatchScenarios: 10
                dispatchHedge: certainty-equivalent
                dispatchLimitProbability: 0.9
                """),
            Map.of("COMMONWATT_DISPATCH_SCENARIOS", "20"));
    ControlSettings control = configuration.control();
    assertThat(control.replanSeconds()).isEqualTo(900);
    assertThat(control.steps()).isEqualTo(36);
    assertThat(control.stepSeconds()).isEqualTo(3600);
    assertThat(control.mostScenarios()).isEqualTo(20);
    assertThat(control.hedging()).isEqualTo(Hedging.CERTAINTY_EQUIVALENT);
    assertThat(control.limitProbability()).isEqualTo(0.9);
    assertThat(configuration.masked()).containsEntry("dispatchLimitProbability", 0.9);
    assertThat(read("dispatchLimitProbability: off\n").control().limitProbability()).isZero();
  }

  @Test
  void shouldRefuseWhatCannotBeAndSayWhatCan() throws IOException {
    refused("dispatchReplanMinutes: 7", "dispatchReplanMinutes is '7'", "divides a day");
    refused("dispatchReplanMinutes: 0", "dispatchReplanMinutes is '0'", "from 1 to 1440");
    refused("dispatchHorizonHours: 48", "dispatchHorizonHours is '48'", "from 1 to 36");
    refused("dispatchScenarios: 1", "dispatchScenarios is '1'", "from 2 to 50");
    refused("dispatchHedge: bold", "dispatchHedge is 'bold'", "two-stage or certainty-equivalent");
    refused("dispatchLimitProbability: 95", "dispatchLimitProbability is '95'", "from 0.5 to 1");
    refused("dispatchHedging: two-stage", "unknown keys [dispatchHedging]", "dispatchHedge");
  }

  private void refused(String line, String what, String remedy) throws IOException {
    Path file = file(line + "\n");
    assertThatThrownBy(() -> RunConfiguration.read(file, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(what)
        .hasMessageContaining(remedy);
  }

  private RunConfiguration read(String text) throws IOException {
    return RunConfiguration.read(file(text), Map.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), text);
  }
}
