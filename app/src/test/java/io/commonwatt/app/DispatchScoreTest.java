package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The score command on two small homes of our own. */
class DispatchScoreTest {

  private static final int HOURS = 744;

  @TempDir private Path folder;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void shouldPrintOneDocumentWithTheKeysOthersRelyOn() throws Exception {
    writeAPhase(folder);
    Said said = say("--benchmark", "citylearn2022", "--data", folder.toString(), "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode document = Output.mapper().readTree(said.out());
    double score = document.get("score").asDouble();
    assertThat(score).isBetween(0.3, 1.0);
    assertThat(document.get("scoreWithoutPredicted").asDouble()).isEqualTo(score);
    double sum =
        document.get("cost").asDouble()
            + document.get("emission").asDouble()
            + (document.get("ramp").asDouble() + document.get("loadFactor").asDouble()) / 2;
    assertThat(sum / 3).isCloseTo(score, within(1e-12));
    assertThat(document.get("noBattery").get("cost").asDouble()).isPositive();
    assertThat(document.get("perfectForesight").isNull()).isTrue();
    assertThat(document.get("configHash").asText()).matches("[0-9a-f]{64}");
    assertThat(document.get("millisPerStep").asDouble()).isPositive();
    assertThat(said.err()).contains(" 100 % played");
  }

  @Test
  void shouldPlotWhatWasExpectedPlayedAndPossible() throws Exception {
    writeAPhase(folder);
    Path page = folder.resolve("score.html");
    Said said =
        say(
            "--benchmark",
            "citylearn2022",
            "--data",
            folder.toString(),
            "--report",
            page.toString(),
            "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode document = Output.mapper().readTree(said.out());
    double score = document.get("score").asDouble();
    assertThat(document.get("scoreWithForesightOfHorizon").asDouble()).isLessThan(score);
    assertThat(document.get("scoreStrictPhysics").asDouble()).isCloseTo(score, within(0.02));
    assertThat(Files.readString(page))
        .contains("expected an hour before", "without batteries", "played", "with foresight")
        .contains("Stored at the end of each hour, kWh", "carbon")
        .doesNotContain("NaN");
    Said none = say("--benchmark", "ieee-cis", "--data", "x", "--report", page.toString());
    assertThat(none.err()).contains("'ieee-cis' has no plots");
  }

  @Test
  void shouldWeighThePhasesItFinds() throws Exception {
    writeAPhase(folder.resolve("phase_1"));
    writeAPhase(folder.resolve("phase_3"));
    Said said = say("--benchmark", "citylearn2022", "--data", folder.toString(), "--json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode document = Output.mapper().readTree(said.out());
    assertThat(document.get("weightOfPhases").asDouble()).isCloseTo(0.7, within(1e-12));
    assertThat(document.get("score").asDouble())
        .isCloseTo(document.get("phases").get("phase_3").get("score").asDouble(), within(1e-12));
    assertThat(document.get("phases").get("phase_3").get("perfectForesight").isNull())
        .as("what was published is of the whole year")
        .isTrue();
  }

  @Test
  void shouldSayWhatToDoAboutWrongUse() {
    Said unknown = say("--benchmark", "chess", "--data", folder.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("There is no benchmark 'chess'")
        .contains("what to do: use one of citylearn2022, ausgrid-customer12, ieee-cis");
    Said empty = say("--benchmark", "citylearn2022", "--data", folder.toString());
    assertThat(empty.exitCode()).isEqualTo(1);
    assertThat(empty.err()).contains("is no phase of CityLearn 2022").contains("schema.json");
  }

  private static void writeAPhase(Path phase) throws Exception {
    Files.createDirectories(phase);
    StringBuilder homes = new StringBuilder();
    for (int home = 1; home <= 2; home++) {
      homes
          .append(home == 1 ? "" : ", ")
          .append("\"Building_" + home + "\": {\"energy_simulation\": \"b" + home + ".csv\", ")
          .append("\"pricing\": \"p.csv\", \"carbon_intensity\": \"c.csv\", ")
          .append("\"electrical_storage\": {\"attributes\": ")
          .append("{\"capacity\": 6.4, \"nominal_power\": 5.0}}, ")
          .append("\"pv\": {\"attributes\": {\"nominal_power\": 4.0}}}");
      Files.writeString(phase.resolve("b" + home + ".csv"), home(home));
    }
    Files.writeString(phase.resolve("schema.json"), "{\"buildings\": {" + homes + "}}");
    StringBuilder price = new StringBuilder("electricity_pricing\n");
    StringBuilder carbon = new StringBuilder("carbon_intensity\n");
    for (int hour = 0; hour < HOURS; hour++) {
      price.append(hour % 24 > 15 && hour % 24 < 21 ? "0.5\n" : "0.2\n");
      carbon.append(0.1 + 0.01 * (hour % 24)).append('\n');
    }
    Files.writeString(phase.resolve("p.csv"), price);
    Files.writeString(phase.resolve("c.csv"), carbon);
  }

  private static String home(int home) {
    StringBuilder rows = new StringBuilder("hour,day_type,non_shiftable_load,solar_generation\n");
    for (int hour = 0; hour < HOURS; hour++) {
      double restless = (hour * 7919L * home % 101) / 101.0;
      double sun = Math.max(0, 600 * Math.sin(Math.PI * (hour % 24 - 6) / 12));
      rows.append(hour % 24 + 1).append(',').append(hour / 24 % 7 + 1).append(',');
      rows.append(0.4 + restless).append(',').append(sun).append('\n');
    }
    return rows.toString();
  }

  private static Said say(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream formerOut = System.out;
    PrintStream formerErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Commonwatt.commandLine();
      line.setErr(new java.io.PrintWriter(System.err, true, StandardCharsets.UTF_8));
      String[] words = new String[arguments.length + 2];
      words[0] = "dispatch";
      words[1] = "score";
      System.arraycopy(arguments, 0, words, 2, arguments.length);
      int code = line.execute(words);
      return new Said(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(formerOut);
      System.setErr(formerErr);
    }
  }
}
