package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code forecast calibration}, {@code disaggregate} and {@code explain} on small files of our own.
 */
class ForecastStudiesTest {

  @TempDir Path folder;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void shouldSayWhatTheBandsHoldByHourSizeAndMonth() throws Exception {
    StringBuilder table = new StringBuilder("datetime,demand_MW\n");
    LocalDateTime start = LocalDateTime.parse("2019-08-01T00:00:00");
    for (int i = 0; i < 48 * 110; i++) {
      double daily = Math.sin(2 * Math.PI * (i % 48) / 48);
      double restless = (i * 7919L % 101) / 101.0;
      table
          .append(start.plusMinutes(30L * i).toString().replace('T', ' '))
          .append(":00,")
          .append(String.format(Locale.ROOT, "%.3f%n", 2 + daily + restless));
    }
    Files.writeString(folder.resolve("demand.csv"), table, StandardCharsets.UTF_8);
    Said said = say("calibration", "--data", folder.toString(), "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode document = Output.mapper().readTree(said.out());
    assertThat(document.get("warmUpDays").asInt()).isEqualTo(28);
    assertThat(document.get("models").size()).isEqualTo(2);
    document
        .get("models")
        .forEach(
            model -> {
              assertThat(model.get("coverage90").asDouble()).isBetween(.7, 1.0);
              assertThat(model.get("byHour").size()).isEqualTo(24);
              assertThat(model.get("seriesMonths").asInt()).isPositive();
              assertThat(model.get("points").asLong())
                  .isEqualTo(model.get("byHour").get("0").get("points").asLong() * 24);
            });
    Said people = say("calibration", "--data", folder.toString(), "--protocol", "midnight");
    assertThat(people.out()).contains("coverage", "linear-pinball+aci", "hour 23");
    Said blend =
        say(
            "calibration",
            "--data",
            folder.toString(),
            "--model",
            "blend",
            "--test-from",
            "2019-11-05",
            "--json");
    assertThat(blend.exitCode()).as(blend.err()).isZero();
    JsonNode models = Output.mapper().readTree(blend.out()).get("models");
    assertThat(models.has("blend")).isTrue();
    assertThat(models.get("blend+aci").get("coverage90").asDouble()).isBetween(.7, 1.0);
    Said unknown = say("calibration", "--data", folder.toString(), "--model", "best");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("'best'", "linear-pinball or blend");
    Said wrong = say("calibration", "--data", folder.toString(), "--protocol", "fev");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'fev'", "openstef-d1 or midnight");
  }

  @Test
  void shouldTakeAStationApartAndScoreWhatIsMetered() throws Exception {
    StringBuilder table =
        new StringBuilder(
            ",datetime,radiation,windspeed_100m,total_substation,total_solar_part,total_wind_part\n");
    LocalDateTime start = LocalDateTime.parse("2021-08-01T00:00:00");
    for (int i = 0; i < 96 * 21; i++) {
      double hour = i % 96 / 4.0;
      double cloud = .4 + .6 * (i * 7919L % 101) / 101;
      double sun = Math.max(0, Math.sin(Math.PI * (hour - 6) / 12)) * 800 * cloud;
      double solar = -5 * sun / 1000;
      double load = 6 + 2 * Math.sin(2 * Math.PI * (hour - 9) / 24);
      table.append(
          String.format(
              Locale.ROOT,
              "%d,%s:00+00:00,%.1f,2.0,%.4f,%.4f,0%n",
              i,
              start.plusMinutes(15L * i).toString().replace('T', ' '),
              sun * 3600,
              load + solar,
              solar));
    }
    Files.writeString(folder.resolve("station_MADE.csv"), table, StandardCharsets.UTF_8);
    Said said = say("disaggregate", "--data", folder.toString(), "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode station = Output.mapper().readTree(said.out()).get("stations").get(0);
    assertThat(station.get("station").asText()).isEqualTo("MADE");
    assertThat(station.get("solarCapacity").asDouble()).isBetween(4.8, 5.2);
    assertThat(station.get("solar").get("correlation").asDouble()).isGreaterThan(.99);
    assertThat(station.get("solar").get("nmae").asDouble()).isLessThan(.02);
    assertThat(station.get("wind").isNull()).isTrue();
    Said missing = say("disaggregate", "--data", folder.toString(), "--station", "NOWHERE");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("'NOWHERE'", "MADE");
  }

  @Test
  void shouldSayThatThereIsNoRunToExplain() {
    Said said =
        say(
            "explain",
            "home-1",
            "2025-05-20T10:00:00Z",
            "--data-dir",
            folder.resolve("none").toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("none");
  }

  private static Said say(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "forecast";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream standardOut = System.out;
    PrintStream standardErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Commonwatt.commandLine().execute(all);
      return new Said(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(standardOut);
      System.setErr(standardErr);
    }
  }
}
