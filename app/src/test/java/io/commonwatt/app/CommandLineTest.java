package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a newcomer types, and what is said back. */
class CommandLineTest {

  @TempDir Path temp;

  private record Said(int exitCode, String out, String err) {}

  private static Said say(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Commonwatt.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int exitCode = line.execute(arguments);
    return new Said(exitCode, out.toString(), err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "simulate",
        "digest",
        "ingest",
        "replay",
        "ledger",
        "dispatch",
        "forecast",
        "market",
        "run",
        "doctor"
      })
  void shouldExplainEveryCommand(String command) {
    Said said = say(command, "--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("Usage: commonwatt " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demoo",
        "demo --homez 3",
        "demo --homes three",
        "demo --speed fast",
        "ledger verify --nothing"
      })
  void shouldExitTwoOnWrongUsage(String words) {
    Said said = say(words.split(" ", -1));
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).isNotBlank();
  }

  @Test
  void shouldNameOptionAndRangeOfAWrongValue() {
    Said said = say("demo", "--homes", "0", "--data-dir", temp.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("--homes is 0").contains("1 to 100000");
  }

  @Test
  void shouldNameAMissingDataFolder() {
    Said said =
        say(
            "demo",
            "--data",
            temp.resolve("nowhere").toString(),
            "--data-dir",
            temp.resolve("run").toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("nowhere is not a folder").contains("--data");
  }

  @Test
  void shouldSayThatThereIsNothingToResume() {
    Said said = say("demo", "--resume", "--data-dir", temp.resolve("run").toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("nothing-to-resume").contains("leave --resume out");
  }

  @Test
  void shouldStopOnAWrongCommunityFileBeforeAnythingStarts() throws Exception {
    Path data = Files.createDirectories(temp.resolve("data"));
    Files.createDirectories(data.resolve("readings"));
    Files.writeString(
        data.resolve("community.yaml"),
        "currency: EUR\ntimeZone: Europe/Nowhere\n",
        StandardCharsets.UTF_8);
    Path run = temp.resolve("run");
    Said said = say("demo", "--exit", "--data", data.toString(), "--data-dir", run.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("community.yaml:2").contains("Europe/Nowhere");
    assertThat(run.resolve("kafka")).doesNotExist();
    assertThat(run.resolve("postgres")).doesNotExist();
  }

  @Test
  void shouldNameUnknownKeysOfAConfiguration() throws Exception {
    Path file = temp.resolve("run.yaml");
    Files.writeString(file, "bootstrapServer: here\n", StandardCharsets.UTF_8);
    Said said = say("run", "--config", file.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("bootstrapServer").contains("bootstrapServers");
  }

  @Test
  void shouldSimulateTheSameFilesTwice() throws Exception {
    for (String folder : List.of("one", "two")) {
      Said said =
          say(
              "simulate",
              "--homes",
              "3",
              "--days",
              "2",
              "--seed",
              "5",
              "--out",
              temp.resolve(folder).toString());
      assertThat(said.exitCode()).as(said.err()).isZero();
    }
    try (var files = Files.walk(temp.resolve("one"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path twin = temp.resolve("two").resolve(temp.resolve("one").relativize(file).toString());
        assertThat(Files.mismatch(file, twin)).as(file.toString()).isEqualTo(-1);
      }
    }
    Said again =
        say("simulate", "--homes", "3", "--days", "2", "--out", temp.resolve("one").toString());
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("not empty");
  }
}
