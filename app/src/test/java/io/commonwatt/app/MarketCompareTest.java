package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All seven cells on five simulated days, by the command. */
class MarketCompareTest {

  /** A community in three parts, two of them with rules of their own. */
  private static final String MIXED = "mixed/tariff+contracts/federated+auction/nodal";

  @TempDir Path temp;

  @Test
  void shouldPrintEveryStrategyOfEveryCellAboveTheBound() throws Exception {
    Path data = temp.resolve("data");
    CommunitySimulator.write(
        new SimulationSettings(6, 5, 5, LocalDate.of(2025, 5, 1), 60, 6), data);
    Path page = temp.resolve("report.html");
    JsonNode document = compare("--data", data.toString(), "--report", page.toString());
    assertThat(document.get("violations")).isEmpty();
    assertThat(document.get("dataHash").asText()).hasSize(64);
    assertThat(document.get("network").asText()).isEqualTo("copper plate");
    assertThat(document.get("strategies").fieldNames())
        .toIterable()
        .containsExactly(
            "auction", "coalition", "contracts", "direct", "exchange", "local", "mesh", "tariff");
    long bound = document.get("boundMicroCent").asLong();
    for (JsonNode row : document.get("strategies")) {
      assertThat(row.get("auditedCell")).isEqualTo(row.get("cell"));
      assertThat(row.get("resourceCostMicroCent").asLong()).isGreaterThanOrEqualTo(bound);
      assertThat(row.get("budgetBalance").asLong()).isZero();
      assertThat(row.get("waterfall").get("sumMicroCent").asLong())
          .isEqualTo(row.get("resourceCostMicroCent").asLong() - bound);
      assertThat(row.get("waterfall").get("finiteHorizonMicroCent").asLong())
          .isGreaterThanOrEqualTo(0);
      assertThat(steps(row.get("waterfall")))
          .isEqualTo(row.get("waterfall").get("sumMicroCent").asLong());
      assertThat(row.get("personal").get("settlement").get("records").asLong()).isPositive();
    }
    assertThat(document.get("lateReadings").asInt()).isPositive();
    JsonNode bids = document.get("strategies").get("auction").get("waterfall");
    assertThat(bids.get("sumWithStrategicBidsMicroCent").asLong())
        .isEqualTo(bids.get("sumMicroCent").asLong() + bids.get("strategicBidsMicroCent").asLong());
    JsonNode tariff = document.get("strategies").get("tariff");
    assertThat(tariff.get("personal").get("operation").get("bytes").asLong()).isZero();
    assertThat(tariff.get("bitsPerHomeDay").asDouble()).isZero();
    assertThat(tariff.get("worseOffShare").asDouble()).isZero();
    JsonNode training = document.get("strategies").get("local").get("personal").get("training");
    assertThat(training.get("bytes").asLong()).isPositive();
    assertThat(Files.readString(page)).contains("<svg").contains("coalition").endsWith("</html>");
  }

  @Test
  void shouldSayWhatItCostsWhenSomethingGoesWrong() throws Exception {
    Path data = temp.resolve("data");
    CommunitySimulator.write(
        new SimulationSettings(6, 3, 5, LocalDate.of(2025, 5, 1), 60, 6), data);
    JsonNode document =
        compare(
            "--data", data.toString(), "--robustness", "--strategies", "direct,contracts," + MIXED);
    assertThat(document.get("violations")).isEmpty();
    assertThat(document.get("network").asText())
        .isEqualTo("limits in " + MIXED + ", else copper plate");
    assertThat(document.get("strategies").get(MIXED).get("auditedCell").asText())
        .isEqualTo("implicit-competition + bilateral-competition + mediated-competition");
    long bound = document.get("boundMicroCent").asLong();
    for (JsonNode row : document.get("strategies")) {
      for (String trial : List.of("hubDown", "lostMessages", "misreporting", "persistence")) {
        long more = row.get("robustness").get(trial + "MicroCent").asLong();
        assertThat(row.get("resourceCostMicroCent").asLong() + more)
            .as(trial)
            .isGreaterThanOrEqualTo(bound);
      }
    }
    // Who says nothing loses nothing when messages or the hub fail, or others lie.
    JsonNode alone = document.get("strategies").get("tariff").get("robustness");
    assertThat(alone.get("hubDownMicroCent").asLong()).isZero();
    assertThat(alone.get("lostMessagesMicroCent").asLong()).isZero();
    assertThat(alone.get("misreportingMicroCent").asLong()).isZero();
    JsonNode led = document.get("strategies").get("direct").get("robustness");
    assertThat(led.get("hubDownMicroCent").asLong()).isNotZero();
    assertThat(led.get("lostMessagesMicroCent").asLong()).isNotZero();
    assertThat(led.get("misreportingMicroCent").asLong()).isNotZero();
    JsonNode between = document.get("strategies").get("contracts").get("robustness");
    assertThat(between.get("hubDownMicroCent").asLong()).isZero();
    assertThat(document.get("violations")).isEmpty();
  }

  private static JsonNode compare(String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("market", "compare", "--json"));
    line.addAll(List.of(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int exit;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      exit = Commonwatt.commandLine().execute(line.toArray(new String[0]));
    } finally {
      System.setOut(before);
    }
    JsonNode document = new ObjectMapper().readTree(out.toByteArray());
    assertThat(exit).as(document.toPrettyString()).isZero();
    return document;
  }

  private static long steps(JsonNode waterfall) {
    long sum = 0;
    for (String step :
        List.of(
            "finiteHorizon",
            "forecastError",
            "lateData",
            "decentralisation",
            "billingBoundary",
            "trade")) {
      sum += waterfall.get(step + "MicroCent").asLong();
    }
    return sum;
  }

  @Test
  void shouldSayWhatAFolderIsNot() {
    StringWriter err = new StringWriter();
    CommandLine line = Commonwatt.commandLine();
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute("market", "compare", "--data", temp.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no known layout").doesNotContain("internal error");
  }

  @Test
  void shouldNameTheStrategiesThereAre() {
    StringWriter err = new StringWriter();
    CommandLine line = Commonwatt.commandLine();
    line.setErr(new PrintWriter(err, true));
    int exit =
        line.execute("market", "compare", "--data", temp.toString(), "--strategies", "auktion");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("auktion").contains("auction, coalition, contracts");
  }
}
