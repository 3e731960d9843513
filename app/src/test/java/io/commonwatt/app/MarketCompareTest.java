package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All seven cells on five simulated days, by the command. */
class MarketCompareTest {

  @TempDir Path temp;

  @Test
  void shouldPrintEveryStrategyOfEveryCellAboveTheBound() throws Exception {
    Path data = temp.resolve("data");
    CommunitySimulator.write(
        new SimulationSettings(6, 5, 5, LocalDate.of(2025, 5, 1), 60, 6), data);
    Path page = temp.resolve("report.html");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int exit;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      exit =
          Commonwatt.commandLine()
              .execute(
                  "market",
                  "compare",
                  "--data",
                  data.toString(),
                  "--json",
                  "--report",
                  page.toString());
    } finally {
      System.setOut(before);
    }
    JsonNode document = new ObjectMapper().readTree(out.toByteArray());
    assertThat(exit).as(document.toPrettyString()).isZero();
    assertThat(document.get("violations")).isEmpty();
    assertThat(document.get("dataHash").asText()).hasSize(64);
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
      assertThat(row.get("personal").get("settlement").get("records").asLong()).isPositive();
    }
    JsonNode tariff = document.get("strategies").get("tariff");
    assertThat(tariff.get("personal").get("operation").get("bytes").asLong()).isZero();
    assertThat(tariff.get("bitsPerHomeDay").asDouble()).isZero();
    assertThat(tariff.get("worseOffShare").asDouble()).isZero();
    JsonNode training = document.get("strategies").get("local").get("personal").get("training");
    assertThat(training.get("bytes").asLong()).isPositive();
    assertThat(Files.readString(page)).contains("<svg").contains("coalition").endsWith("</html>");
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
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("auktion").contains("auction, coalition, contracts");
  }
}
