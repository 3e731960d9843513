package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a folder of tables with a mapping. */
class TableFolderTest {

  private static final int DAYS = 24;

  @TempDir Path folder;

  @BeforeEach
  void writeTables() throws IOException {
    Files.writeString(
        folder.resolve("mapping.yaml"),
        """
        time: {column: at, length: PT30M}
        meter: {column: home}
        channel: {value: consumption}
        value: {column: kwh, unit: kWh}
        community: {name: street, latitude: 52, longitude: 0}
        """);
    StringBuilder table = new StringBuilder("home,at,kwh\n");
    for (int home = 0; home < 4; home++) {
      for (int slot = 0; slot < 48 * DAYS; slot++) {
        double daily = 0.3 + 0.2 * Math.sin(2 * Math.PI * (slot % 48 - 12 - home) / 48);
        double restless = ((slot + 1000L * home) * 7919 % 101) / 1000.0;
        Instant at = Instant.parse("2025-05-01T00:00:00Z").plusSeconds(1800L * slot);
        table.append(String.format(Locale.ROOT, "h%d,%s,%.3f%n", home, at, daily + restless));
      }
    }
    Files.writeString(folder.resolve("readings.csv"), table);
  }

  @Test
  void shouldCompareStrategies() throws IOException {
    JsonNode first = json("market", "compare", "--days", "3", "--strategies", "tariff,direct");
    assertThat(first.get("violations")).isEmpty();
    assertThat(first.get("notes").toString()).contains("simulated resources", "fixed wholesale");
    JsonNode strategies = first.get("strategies");
    assertThat(strategies.get("direct").get("resourceCostMicroCent").asLong())
        .isLessThan(strategies.get("tariff").get("resourceCostMicroCent").asLong());
    JsonNode again = json("market", "compare", "--days", "3", "--strategies", "tariff,direct");
    assertThat(again.get("dataHash")).isEqualTo(first.get("dataHash"));
    JsonNode other = json("market", "compare", "--days", "2", "--strategies", "tariff");
    assertThat(other.get("dataHash")).isNotEqualTo(first.get("dataHash"));
  }

  @Test
  void shouldCheckValidation() throws IOException {
    JsonNode document = json("vee", "check");
    assertThat(document.get("data").asText()).isEqualTo("street");
    assertThat(document.get("cleanReadings").asLong()).isPositive();
  }

  @Test
  void shouldBacktestForecasts() throws IOException {
    JsonNode document = json("forecast", "backtest", "--protocol", "midnight", "--series", "h0");
    assertThat(document.get("source").asText()).isEqualTo("readings of street");
    assertThat(document.get("reference").get("mase").asDouble()).isPositive();
    assertThat(document.get("model").get("mase").asDouble()).isBetween(0.1, 1.5);
  }

  private JsonNode json(String... command) throws IOException {
    String[] arguments = new String[command.length + 3];
    System.arraycopy(command, 0, arguments, 0, command.length);
    arguments[command.length] = "--data";
    arguments[command.length + 1] = folder.toString();
    arguments[command.length + 2] = "--json";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Commonwatt.commandLine().execute(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
