package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.market.coordination.Strategies;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Every command that docs/references.md names is one, with strategies that there are. */
  @Test
  void shouldKnowTheCommandsOfTheReferences() throws Exception {
    Path file = Path.of(System.getProperty("commonwatt.root", ".")).resolve("docs/references.md");
    List<String> commands =
        Pattern.compile("`commonwatt ([^`]+)`")
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(commands).hasSizeGreaterThan(10);
    for (String command : commands) {
      List<String> words = List.of(command.split(" "));
      CommandLine line = Commonwatt.commandLine();
      assertThatCode(() -> line.parseArgs(words.toArray(new String[0])))
          .as(command)
          .doesNotThrowAnyException();
      int strategies = words.indexOf("--strategies");
      if (strategies >= 0) {
        assertThat(words.get(strategies + 1).split(",")).as(command).allMatch(Strategies::isKnown);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"backtest", "calibration", "disaggregate", "explain"})
  void shouldExplainForecastsAndNameDocumentsThereAre(String command) {
    PrintStream before = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    Said said;
    try {
      System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
      said = say("forecast", command, "--help");
    } finally {
      System.setErr(before);
    }
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("Usage: commonwatt forecast " + command, "--json");
    assertThat(warnings.toString(StandardCharsets.UTF_8)).as("warnings").isEmpty();
    Matcher document = Pattern.compile("docs/[a-z-]+\\.md").matcher(said.out());
    while (document.find()) {
      assertThat(Path.of("..", document.group())).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demoo",
        "demo --homez 3",
        "demo --homes three",
        "demo --speed fast",
        "demo --port 65536",
        "demo --parallelism 9",
        "demo --days 0",
        "demo --step-minutes 7",
        "demo --forecast-model oracle",
        "market scenario sc9 --data nowhere",
        "dispatch score --benchmark none --data nowhere",
        "forecast backtest --protocol none --data nowhere",
        "ingest --format none nowhere.csv",
        "ledger verify --nothing"
      })
  void shouldExitTwoOnWrongUsage(String words) {
    Said said = say(words.split(" ", -1));
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).isNotBlank();
  }

  @Test
  void shouldExplainEveryNounInWholeSentences() {
    explain(Commonwatt.commandLine(), List.of());
  }

  private static void explain(CommandLine line, List<String> words) {
    List<String> asked = new ArrayList<>(words);
    asked.add("--help");
    PrintStream console = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    Said said;
    try {
      said = say(asked.toArray(new String[0]));
    } finally {
      System.setErr(console);
    }
    assertThat(said.exitCode()).as("%s", asked).isZero();
    assertThat(said.out()).as("%s", asked).startsWith("Usage: commonwatt");
    assertThat(said.err() + warnings.toString(StandardCharsets.UTF_8)).as("%s", asked).isEmpty();
    assertThat(line.getCommandSpec().usageMessage().description())
        .as("%s", asked)
        .hasSize(1)
        .allSatisfy(sentence -> assertThat(sentence).endsWith("."));
    for (Map.Entry<String, CommandLine> noun : line.getSubcommands().entrySet()) {
      if (!noun.getKey().equals("help")) {
        List<String> path = new ArrayList<>(words);
        path.add(noun.getKey());
        explain(noun.getValue(), path);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "market clear --json --book nowhere.csv, 1, file",
    "market clear --json --book nowhere.csv --k 2, 2, option",
    "ledger verify --json --export nowhere.csv, 1, file",
    "ledger verify --json --data-dir nowhere, 1, no-run",
    "digest --json --data-dir nowhere, 1, no-run",
    "market compare --json --data nowhere --strategies all, 1, data-missing",
    "market compare --json --data nowhere --report nowhere/page.html, 1, report",
    "demo --json --homes many, 2, usage",
  })
  void shouldGiveTheReasonAsTheOneDocument(String words, int exitCode, String code)
      throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    Said said;
    try {
      said = say(words.split(" ", -1));
    } finally {
      System.setOut(console);
    }
    assertThat(said.exitCode()).isEqualTo(exitCode);
    assertThat(said.err()).isNotBlank().doesNotContain("internal error");
    JsonNode error = new ObjectMapper().readTree(out.toByteArray()).get("error");
    assertThat(error.get("code").asText()).isEqualTo(code);
    assertThat(error.get("message").asText()).isNotBlank();
    assertThat(error.get("remedy").asText()).isNotBlank();
  }

  @Test
  void shouldMakeNoDirectoryToReadFrom() {
    Path nowhere = temp.resolve("nowhere");
    Said said = say("digest", "--data-dir", nowhere.toString());
    assertThat(said.err()).contains("no-run").contains("commonwatt demo");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void shouldSayWhichFolderHasNoLayoutBeforeAnythingStarts() throws Exception {
    Path data = Files.createDirectories(temp.resolve("data"));
    Path run = temp.resolve("run");
    Said said = say("demo", "--exit", "--data", data.toString(), "--data-dir", run.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("commonwatt: data-unknown: Folder " + data)
        .contains("what to do: name a folder with community.yaml")
        .doesNotContain("internal error");
  }

  @Test
  void shouldSayWhyNoFaultIsPlantedAndWhichIsForeign() throws Exception {
    Path data = temp.resolve("data");
    assertThat(say("simulate", "--homes", "2", "--days", "3", "--out", data.toString()).exitCode())
        .isZero();
    JsonNode said = json("vee", "check", "--json", "--data", data.toString());
    assertThat(said.get("recall").isNull()).isTrue();
    assertThat(said.get("estimation").get("mae").isNull()).isTrue();
    Path faults = temp.resolve("faults.csv");
    Files.writeString(
        faults,
        "meter,channel,start,kind,truthWh\nnone,consumption,2018-03-01T10:00:00Z,spike:3,412\n");
    Said foreign = say("vee", "check", "--data", data.toString(), "--faults", faults.toString());
    assertThat(foreign.exitCode()).isEqualTo(1);
    assertThat(foreign.err()).contains(faults.toString()).doesNotContain("internal error");
  }

  private static JsonNode json(String... words) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(say(words).exitCode()).as("%s", List.of(words)).isZero();
    } finally {
      System.setOut(console);
    }
    return new ObjectMapper().readTree(out.toByteArray());
  }

  @Test
  void shouldSayThatAPortIsTakenBeforeAnythingStarts() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path run = temp.resolve("run");
      String port = String.valueOf(other.getLocalPort());
      Said said = say("demo", "--exit", "--port", port, "--data-dir", run.toString());
      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.err()).contains("--port " + port).contains("leave --port out");
      assertThat(run).doesNotExist();
    }
  }

  @Test
  void shouldSayThatAFolderIsNoFile() {
    for (String words : List.of("market clear --book " + temp, "ledger verify --export " + temp)) {
      Said said = say(words.split(" ", -1));
      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.err()).contains(temp + " is a folder");
    }
    Said simulated = say("simulate", "--homes", "1", "--days", "1", "--out", "/proc/nowhere");
    assertThat(simulated.exitCode()).isEqualTo(1);
    assertThat(simulated.err()).contains("/proc/nowhere").doesNotContain("internal error");
  }

  @Test
  void shouldNotVerifyALedgerWithoutEntries() throws Exception {
    Path empty = Files.createFile(temp.resolve("ledger.jsonl"));
    Said said = say("ledger", "verify", "--export", empty.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains(empty + " holds no entry of a ledger");
  }

  @Test
  void shouldNameOptionAndRangeOfAWrongValue() {
    Said said = say("demo", "--homes", "0", "--data-dir", temp.toString());
    assertThat(said.exitCode()).isEqualTo(2);
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
