package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backtest command on a small substation of our own. */
class ForecastBacktestTest {

  private static final LocalDateTime START = LocalDateTime.parse("2019-08-01T00:00:00");
  private static final int HALF_HOURS = 48 * 80;
  private static final int HOMES = 13;

  /** Two weeks before the end, so that there is little to learn. */
  private static final String LAST_WEEKS = "2019-10-06";

  @TempDir Path folder;

  private record Said(int exitCode, String out, String err) {}

  @BeforeEach
  void writeASubstation() throws Exception {
    StringBuilder table = new StringBuilder("datetime,demand_MW\n");
    for (int i = 0; i < HALF_HOURS; i++) {
      double daily = Math.sin(2 * Math.PI * (i % 48) / 48);
      double restless = (i * 7919L % 101) / 101.0;
      table
          .append(START.plusMinutes(30L * i).toString().replace('T', ' '))
          .append(":00,")
          .append(String.format(Locale.ROOT, "%.3f%n", 2 + daily + restless));
    }
    Files.writeString(folder.resolve("demand.csv"), table, StandardCharsets.UTF_8);
  }

  @Test
  void shouldPrintOneDocumentWithTheKeysOthersRelyOn() throws Exception {
    Said said =
        say(
            "--protocol",
            "openstef-d1",
            "--data",
            folder.toString(),
            "--test-from",
            LAST_WEEKS,
            "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode document = Output.mapper().readTree(said.out());
    assertThat(document.get("protocol").asText()).isEqualTo("openstef-d1");
    assertThat(document.get("configHash").asText()).matches("[0-9a-f]{16}");
    assertThat(document.get("reference").get("name").asText()).isEqualTo("climatology");
    assertThat(document.get("reference").get("mase").asDouble()).isBetween(.1, 2.0);
    assertThat(document.get("reference").get("rcrps").asDouble()).isBetween(.01, .5);
    assertThat(document.get("baselines").get("last-day").get("coverage90").isNull()).isTrue();
    assertThat(document.get("baselines").get("climatology").get("coverage90").asDouble())
        .isBetween(.5, 1.0);
    assertThat(document.get("series").get(0).get("name").asText()).isEqualTo("demand");
    assertThat(document.get("weather").asText()).isEqualTo("none");
    JsonNode model = document.get("model");
    assertThat(model.get("name").asText()).isEqualTo("blend");
    assertThat(document.get("otherModels").has("linear-pinball")).isTrue();
    assertThat(document.get("withoutWeather").isNull()).isTrue();
    assertThat(document.get("skill").get("naive").asText()).isEqualTo("last-day");
    assertThat(document.get("skill").get("maeAgainstNaive").isNumber()).isTrue();
    assertThat(document.get("bySegment").get(0).get("segment").asText()).isEqualTo("load 30 min");
    // Day D from D-1 06:00 on begins 18 hours later and ends 42 hours later.
    assertThat(document.get("byHorizon")).hasSize(2);
    JsonNode horizon = document.get("byHorizon").get(0);
    assertThat(horizon.get("fromHours").asInt()).isEqualTo(6);
    assertThat(horizon.get("toHours").asInt()).isEqualTo(24);
    assertThat(horizon.get("model").get("intervalScore").isNumber()).isTrue();
    for (String key : List.of("mase", "sql", "mae", "rcrps", "rmae", "coverage90")) {
      assertThat(model.get(key).isNumber()).as(key).isTrue();
    }
    assertThat(document.get("trainSeconds").asDouble()).isPositive();
    assertThat(document.get("rowsPerCoreSecond").asDouble()).isPositive();
    assertThat(document.get("baselines").has("linear-pinball")).isFalse();
    assertThat(said.err()).contains("1 series of wpd-pod-stentaway", "100 % of the forecasts made");
  }

  @Test
  void shouldSayTheSameTwiceAndKeepTheConfigurationAcrossProtocols() throws Exception {
    JsonNode one = json("--protocol", "midnight");
    JsonNode again = json("--protocol", "midnight");
    assertThat(again.get("baselines")).isEqualTo(one.get("baselines"));
    assertThat(again.get("dataHash")).isEqualTo(one.get("dataHash"));
    JsonNode other = json("--protocol", "openstef-d1");
    assertThat(other.get("configHash")).isEqualTo(one.get("configHash"));
    assertThat(other.get("baselines")).isNotEqualTo(one.get("baselines"));
  }

  @Test
  void shouldRepeatAResultWithoutItsWeather() throws Exception {
    writeTheWeather();
    JsonNode document = json("--protocol", "midnight");
    assertThat(document.get("weather").asText()).isEqualTo("reanalysis");
    JsonNode blind = document.get("withoutWeather");
    assertThat(blind.get("model").get("name").asText()).isEqualTo("blend");
    assertThat(blind.get("model").get("rcrps")).isNotEqualTo(document.get("model").get("rcrps"));
  }

  @Test
  void shouldRepeatAResultWithoutPricesWhereTheseAreKnownInTime() throws Exception {
    Path job = Files.createDirectory(folder.resolve("job"));
    StringBuilder table = new StringBuilder("index,load,APX,temp\n");
    LocalDateTime start = LocalDateTime.parse("2020-10-03T00:00:00");
    for (int i = 0; i < 96 * 33; i++) {
      long price = 20 + (i / 4) * 7919L % 101 % 60;
      double load = 3 + Math.sin(2 * Math.PI * (i % 96) / 96) - price / 40.0;
      table
          .append(start.plusMinutes(15L * i).toString().replace('T', ' '))
          .append(String.format(Locale.ROOT, ":00+00:00,%.3f,%d,%n", load, price));
    }
    Files.writeString(job.resolve("model_input_pid_9.csv"), table, StandardCharsets.UTF_8);
    String[] days = {"--data", job.toString(), "--test-from", "2020-10-31", "--with-weather-only"};
    JsonNode priced = document(days, "--protocol", "midnight");
    assertThat(priced.get("prices").asText()).isEqualTo("day-ahead");
    JsonNode without = priced.get("withoutPrices");
    assertThat(without.get("skill").get("crpsAgainstReference").isNumber()).isTrue();
    double with = priced.get("model").get("rcrps").asDouble();
    assertThat(with).isLessThan(without.get("model").get("rcrps").asDouble());
    JsonNode late = document(days, "--protocol", "openstef-d1");
    assertThat(late.get("prices").asText()).isEqualTo("none");
    assertThat(late.get("withoutPrices").isNull()).isTrue();
  }

  private static JsonNode document(String[] days, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of(days));
    arguments.add("--json");
    Said said = say(arguments.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.err()).isZero();
    return Output.mapper().readTree(said.out());
  }

  @Test
  void shouldPrintATableForPeopleAndAPageThatLoadsNothing() throws Exception {
    Path page = folder.resolve("page.html");
    Said said = say("--protocol", "fev", "--data", folder.toString(), "--report", page.toString());
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("by the protocol fev", "rCRPS", "seasonal-naive *", "By hours ahead", "blend: ");
    String html = Files.readString(page);
    assertThat(html)
        .contains("<svg", "<polygon", "seasonal-naive", "By hours ahead", "weather: none")
        .contains("Skill against seasonal-naive", "too few series for an interval")
        .doesNotContain("http", "<script", "NaN");
  }

  @Test
  void shouldTellTheSkillOnHomesItNeverLearntFrom() throws Exception {
    assumeTrue(Sizes.full(), "A blend of thirteen homes is for -Pacceptance");
    writeHomes();
    Said said =
        say(
            "--protocol",
            "midnight",
            "--data",
            folder.resolve("homes").toString(),
            "--test-from",
            LAST_WEEKS,
            "--unseen",
            "home3",
            "--unseen-share",
            "0.15",
            "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode document = Output.mapper().readTree(said.out());
    JsonNode all = document.get("skillInterval");
    JsonNode crps = all.get("crpsAgainstReference");
    assertThat(all.get("series").asInt()).isEqualTo(HOMES);
    assertThat(crps.get("value").asDouble())
        .isBetween(crps.get("low95").asDouble(), crps.get("high95").asDouble());
    JsonNode unseen = document.get("unseen");
    assertThat(unseen.get("series").toString()).contains("home3");
    assertThat(unseen.get("skill").get("series").asInt())
        .isEqualTo(unseen.get("series").size())
        .isBetween(2, 3);
    JsonNode seen = unseen.get("skillOfSeen").get("crpsAgainstReference");
    double fresh = unseen.get("skill").get("crpsAgainstReference").get("value").asDouble();
    assertThat(unseen.get("crpsWithinSeen").asBoolean())
        .isEqualTo(fresh >= seen.get("low95").asDouble() && fresh <= seen.get("high95").asDouble());
  }

  private void writeHomes() throws Exception {
    Files.createDirectory(folder.resolve("homes"));
    StringBuilder table = new StringBuilder("hour");
    for (int home = 1; home <= HOMES; home++) {
      table.append(",home").append(home);
    }
    for (int hour = 0; hour < HALF_HOURS / 2; hour++) {
      table.append('\n').append(START.plusHours(hour)).append('Z');
      for (int home = 1; home <= HOMES; home++) {
        double daily = Math.sin(2 * Math.PI * (hour + home) / 24);
        double restless = ((hour + 97L * home) * 7919L % 101) / 101.0;
        table.append(String.format(Locale.ROOT, ",%.1f", 100 * home * (2 + daily + restless)));
      }
    }
    Files.writeString(
        folder.resolve("homes").resolve("electricity_W_hourly_wide.csv"),
        table,
        StandardCharsets.UTF_8);
  }

  private void writeTheWeather() throws Exception {
    StringBuilder table = new StringBuilder("datetime");
    for (String element : List.of("temp", "solar")) {
      for (int place = 1; place <= 6; place++) {
        table.append(',').append(element).append("_location").append(place);
      }
    }
    for (int hour = 0; hour < HALF_HOURS / 2; hour++) {
      table.append('\n').append(START.plusHours(hour).toString().replace('T', ' ')).append(":00");
      double restless = (2 * hour * 7919L % 101) / 101.0;
      table.append(("," + 10 * restless).repeat(6)).append(",0".repeat(6));
    }
    Files.writeString(folder.resolve("weather.csv"), table, StandardCharsets.UTF_8);
  }

  @Test
  void shouldNameWhatIsWrongAndTheRemedy() {
    Said protocol = say("--protocol", "best", "--data", folder.toString());
    assertThat(protocol.exitCode()).isEqualTo(2);
    assertThat(protocol.err()).contains("no protocol named 'best'", "use fev, openstef-d1");
    Said nowhere = say("--protocol", "fev", "--data", folder.resolve("nowhere").toString());
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err()).contains("nowhere does not exist", "--data");
    Said series = say("--protocol", "fev", "--data", folder.toString(), "--series", "heat");
    assertThat(series.exitCode()).isEqualTo(1);
    assertThat(series.err()).contains("'heat'", "some of: demand");
    Said alone =
        say("--protocol", "fev", "--data", folder.toString(), "--unseen", "demand", "--json");
    assertThat(alone.exitCode()).isEqualTo(1);
    assertThat(alone.err()).contains("'demand' has no other like it", "--unseen");
    Said unknown = say("--protocol", "fev", "--data", folder.toString(), "--unseen", "heat");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("no series 'heat'", "some of: demand");
    Said share = say("--protocol", "fev", "--data", folder.toString(), "--unseen-share", "1.5");
    assertThat(share.exitCode()).isEqualTo(2);
    assertThat(share.err()).contains("--unseen-share 1.5 is no share");
    Said missing = say("--data", folder.toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("--protocol");
  }

  private JsonNode json(String... arguments) throws Exception {
    String[] all = Arrays.copyOf(arguments, arguments.length + 5);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = folder.toString();
    all[arguments.length + 2] = "--json";
    all[arguments.length + 3] = "--test-from";
    all[arguments.length + 4] = LAST_WEEKS;
    return Output.mapper().readTree(say(all).out());
  }

  private static Said say(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "forecast";
    all[1] = "backtest";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
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
