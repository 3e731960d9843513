package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonwatt.app.CommonwattProcess.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Malformed lines, a file cut in half, a binary file, unknown meters, 1999 and 2099: the run goes
 * on.
 */
class BadInputTest {

  @TempDir Path temp;

  @Test
  void shouldGoOnAndSayWhatAndWhere() throws Exception {
    Path data = temp.resolve("data");
    Path logs = temp.resolve("logs");
    Result simulated =
        CommonwattProcess.run(
            logs,
            Duration.ofMinutes(1),
            "simulate",
            "--homes",
            "4",
            "--days",
            "4",
            "--out",
            data.toString());
    assertThat(simulated.exitCode()).as(simulated.err()).isZero();
    List<Path> files = readings(data);
    String meter = Files.readAllLines(files.get(0)).get(1).split(",", -1)[0];
    append(
        files.get(0),
        "this is not a reading\n"
            + meter
            + ",consumption,yesterday,1800,12,Wh,2025-05-01T01:00:00Z\n");
    append(
        files.get(1),
        "nobodys-meter,consumption,2025-05-02T00:00:00Z,1800,12,Wh,2025-05-02T01:00:00Z\n");
    append(
        files.get(1),
        meter + ",consumption,1999-05-02T00:00:00Z,1800,12,Wh,2025-05-02T01:00:00Z\n");
    append(
        files.get(1),
        meter + ",consumption,2099-05-02T00:00:00Z,1800,12,Wh,2025-05-02T01:00:00Z\n");
    byte[] whole = Files.readAllBytes(files.get(2));
    Files.write(files.get(2), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.write(
        files.get(0).resolveSibling("2025-05-09.csv"),
        new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, (byte) 0xff});

    Result result =
        CommonwattProcess.run(
            logs,
            Duration.ofMinutes(5),
            "demo",
            "--exit",
            "--json",
            "--data",
            data.toString(),
            "--data-dir",
            temp.resolve("run").toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode report = result.json();
    JsonNode readings = report.get("readings");
    assertThat(readings.get("published").asLong())
        .isEqualTo(
            readings.get("accepted").asLong()
                + readings.get("duplicate").asLong()
                + readings.get("superseded").asLong()
                + readings.get("rejected").asLong());
    Map<String, String> rules = new TreeMap<>();
    report
        .get("rejections")
        .forEach(
            one ->
                rules.put(
                    one.get("rule").asText(),
                    one.get("stage").asText() + " " + one.get("firstReference").asText()));
    assertThat(rules).containsKeys("unknown-meter", "outside-time-window");
    assertThat(rules.values())
        .as("%s", rules)
        .anyMatch(where -> where.startsWith("ingestion ") && where.matches(".*\\.csv:\\d+.*"));
    assertThat(readings.get("rejected").asLong()).isGreaterThanOrEqualTo(5);
  }

  private static List<Path> readings(Path data) throws Exception {
    try (Stream<Path> files = Files.walk(data.resolve("readings"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void append(Path file, String lines) throws Exception {
    Files.writeString(file, lines, StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
  }
}
