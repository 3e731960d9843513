package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonwatt.app.CommonwattProcess.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo at full size on simulated and on real input, with what must hold of it. Runs with {@code
 * mvn verify -Pacceptance}; the summary goes to {@code app/target/acceptance/summary.md}.
 */
class AcceptanceTest {

  @TempDir Path temp;

  @BeforeAll
  static void onlyAtFullSize() {
    assumeTrue(Sizes.full(), "Full-size runs are skipped; they run with mvn verify -Pacceptance");
  }

  @Test
  void shouldRunTheSimulatedCommunity() throws Exception {
    JsonNode report =
        demo("simulated", Duration.ofMinutes(15), "--homes", "40", "--days", "35", "--seed", "7");
    holds(report, 600);
    assertThat(report.get("peakMemoryMb").asLong()).isLessThanOrEqualTo(4096);
  }

  @Test
  void shouldRunIdealHomes() throws Exception {
    Path data = Sizes.sharedData();
    assumeTrue(data != null, "The shared data sets are not there: ideal-homes is skipped");
    JsonNode report =
        demo(
            "ideal-homes",
            Duration.ofMinutes(25),
            "--data",
            data.resolve("ideal-homes").toString(),
            "--from",
            "2018-03-01",
            "--days",
            "60");
    holds(report, 1200);
    assertThat(report.get("simulatedResources").asBoolean()).isTrue();
  }

  @Test
  void shouldRunCityLearn() throws Exception {
    Path data = Sizes.sharedData();
    assumeTrue(data != null, "The shared data sets are not there: citylearn2022 is skipped");
    JsonNode report =
        demo(
            "citylearn2022",
            Duration.ofMinutes(25),
            "--data",
            data.resolve("citylearn2022/phase_1").toString());
    holds(report, 1200);
    assertThat(report.get("simulatedResources").asBoolean()).isFalse();
  }

  private void holds(JsonNode report, double withinSeconds) {
    assertThat(report.get("violations")).isNull();
    assertThat(report.get("wallSeconds").asDouble()).isLessThanOrEqualTo(withinSeconds);
    assertThat(report.get("forecast").get("byHorizon")).hasSize(3);
    for (JsonNode horizon : report.get("forecast").get("byHorizon")) {
      assertThat(horizon.get("pinball").asDouble())
          .as("pinball from %s h", horizon.get("fromHours"))
          .isLessThan(horizon.get("pinballReference").asDouble());
    }
    JsonNode strategies = report.get("strategies");
    double tariff = strategies.get("tariff").get("resourceCostMicroCent").asDouble();
    double direct = strategies.get("direct").get("resourceCostMicroCent").asDouble();
    assertThat(direct).isLessThanOrEqualTo(tariff - 0.01 * Math.abs(tariff));
    JsonNode ledger = report.get("ledger");
    assertThat(ledger.get("sumMicroCent").asLong()).isZero();
    assertThat(ledger.get("verified").asBoolean()).isTrue();
    assertThat(ledger.get("matchesSettlement").asBoolean()).isTrue();
  }

  private JsonNode demo(String name, Duration within, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("demo", "--exit", "--json", "--data-dir", temp.resolve(name).toString()));
    arguments.addAll(List.of(more));
    Result result =
        CommonwattProcess.run(temp.resolve("logs"), within, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as("stderr:%n%s", result.err()).isZero();
    JsonNode report = result.json();
    summarise(name, arguments, report);
    return report;
  }

  private void summarise(String name, List<String> arguments, JsonNode report) throws Exception {
    Path folder =
        Files.createDirectories(
            Path.of(System.getProperty("commonwatt.root", ".")).resolve("app/target/acceptance"));
    StringBuilder text = new StringBuilder();
    text.append("## ").append(name).append("\n\n");
    List<String> shown =
        arguments.stream()
            .map(one -> one.startsWith("/") ? "…/" + Path.of(one).getFileName() : one)
            .toList();
    text.append("`./commonwatt ").append(String.join(" ", shown)).append("`\n\n```json\n");
    text.append(report.toPrettyString().replaceAll("(\"data\" : )\"/[^\"]*/", "$1\"…/"))
        .append("\n```\n\n");
    Files.writeString(
        folder.resolve("summary.md"),
        text.toString(),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    System.out.printf(
        Locale.ROOT,
        "%s: %s s, %s MB%n",
        name,
        report.get("wallSeconds"),
        report.get("peakMemoryMb"));
  }
}
