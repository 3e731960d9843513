package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.app.Browser.Drawn;
import io.commonwatt.app.CommonwattProcess.Result;
import io.commonwatt.app.forecast.ForecastChoice;
import io.commonwatt.dashboards.dashboard.Dashboard;
import io.commonwatt.dashboards.dashboard.Panel;
import io.commonwatt.storage.jdbc.Digest;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One digest at any speed and parallelism, and after kill -9; the plain loop gives the same rows; a
 * finished run refuses to be run again and shows its digest and its ledger.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SameAnswerTest {

  @TempDir static Path temp;

  private static final Pattern SENT = Pattern.compile("(\\d+) readings, 0 sent before");

  private static final String ONE_FOR_ALL =
      "Runs with -Pacceptance; in the CI tier one run is paced, has parallelism 4 and is killed";

  private static JsonNode reference;
  private static Future<JsonNode> resumed;
  private static Future<JsonNode> replayed;
  private static JsonNode ofReference;

  @BeforeAll
  static void runOnce() throws Exception {
    reference = finished(demo("reference", "--parallelism", "1"));
    if (!Sizes.full()) {
      // Beside the other tests: only at full size is a claim made about speed.
      FutureTask<JsonNode> resume = new FutureTask<>(SameAnswerTest::killAndResume);
      FutureTask<JsonNode> replay = new FutureTask<>(SameAnswerTest::replayAndKill);
      Thread thread =
          new Thread(
              () -> {
                resume.run();
                replay.run();
              },
              "killed");
      thread.setDaemon(true);
      thread.start();
      resumed = resume;
      replayed = replay;
    }
  }

  @Test
  @Order(1)
  void shouldKeepItsBooks() {
    JsonNode readings = reference.get("readings");
    assertThat(readings.get("published").asLong())
        .isEqualTo(
            readings.get("accepted").asLong()
                + readings.get("duplicate").asLong()
                + readings.get("superseded").asLong()
                + readings.get("rejected").asLong())
        .isGreaterThan(10_000);
    assertThat(readings.get("stored").asLong())
        .isEqualTo(readings.get("accepted").asLong() + readings.get("estimated").asLong());
    for (String fate : List.of("duplicate", "superseded", "rejected", "estimated")) {
      assertThat(readings.get(fate).asLong()).as(fate).isPositive();
    }
    assertThat(reference.get("ledger").get("sumMicroCent").asLong()).isZero();
    assertThat(reference.get("ledger").get("verified").asBoolean()).isTrue();
    assertThat(reference.get("ledger").get("matchesSettlement").asBoolean()).isTrue();
    assertThat(reference.get("strategies").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("tariff", "direct", "auction");
    assertThat(reference.get("forecast").get("pinball").isNumber()).isTrue();
    assertThat(reference.get("violations")).isNull();
  }

  @Test
  @Order(2)
  void shouldGiveTheSameDigestAtParallelismFour() throws Exception {
    assumeTrue(Sizes.full(), ONE_FOR_ALL);
    assertThat(digest(finished(demo("parallel", "--parallelism", "4"))))
        .isEqualTo(digest(reference));
  }

  @Test
  @Order(3)
  void shouldGiveTheSameDigestWhenPaced() throws Exception {
    assumeTrue(Sizes.full(), ONE_FOR_ALL);
    JsonNode paced = finished(demo("paced", "--parallelism", "2", "--speed", "7200x"));
    assertThat(digest(paced)).isEqualTo(digest(reference));
    // A claim about a machine that does nothing else.
    assertThat(paced.get("maxForecastLagHours").asDouble()).isLessThanOrEqualTo(4.0);
  }

  @Test
  @Order(13)
  void shouldGiveTheSameDigestAfterKill() throws Exception {
    assertThat(digest(Sizes.full() ? killAndResume() : resumed.get())).isEqualTo(digest(reference));
  }

  /** A run that is killed when half of the readings are stored, and resumed. */
  private static JsonNode killAndResume() throws Exception {
    long half = reference.get("readings").get("published").asLong() / 2;
    String[] arguments =
        Sizes.full()
            ? arguments("killed", "--parallelism", "2")
            : arguments("killed", "--parallelism", "4", "--speed", "57600x");
    try (CommonwattProcess running = CommonwattProcess.start(temp.resolve("logs"), arguments)) {
      awaitHalf(running, half);
      running.kill();
    }
    return json(
        "demo", "--resume", "--exit", "--json", "--data-dir", temp.resolve("killed").toString());
  }

  /** The demo says on stderr how far it has come. */
  private static void awaitHalf(CommonwattProcess running, long half) throws Exception {
    long deadline = System.nanoTime() + Sizes.patience().toNanos();
    while (stored(running.err()) < half) {
      assertThat(running.alive()).as("still running: %s", running.err()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static long stored(String err) {
    long last = 0;
    for (String line : err.lines().toList()) {
      int at = line.indexOf(" readings stored");
      if (at > 0) {
        last = Long.parseLong(line.substring(line.lastIndexOf(' ', at - 1) + 1, at).trim());
      }
    }
    return last;
  }

  @Test
  @Order(5)
  void shouldRefuseAFinishedDirectory() throws Exception {
    Result again = demo("reference", "--parallelism", "1");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err())
        .contains("run-finished")
        .contains("--resume")
        .contains("commonwatt digest");
  }

  @Test
  @Order(6)
  void shouldPrintDigestAndVerifyLedgerOfAFinishedRun() throws Exception {
    JsonNode printed = digestOfReference();
    assertThat(digest(printed)).isEqualTo(digest(reference));
    assertThat(printed.get("tables").get("meter_reading_validated").get("rows").asLong())
        .isPositive();
    Result verified =
        CommonwattProcess.run(
            temp.resolve("logs"),
            Duration.ofMinutes(2),
            "ledger",
            "verify",
            "--json",
            "--data-dir",
            temp.resolve("reference").toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.json().get("verified").asBoolean()).isTrue();
    assertThat(verified.json().get("firstBad").isNull()).isTrue();
    shouldHandOutALedgerThatOthersVerify(verified.json().get("entries").asLong());
  }

  private void shouldHandOutALedgerThatOthersVerify(long entries) throws Exception {
    Path file = temp.resolve("ledger.jsonl");
    Result written =
        ledger(
            "export", "--out", file.toString(), "--data-dir", temp.resolve("reference").toString());
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.json().get("entries").asLong()).isEqualTo(entries).isPositive();
    Result verified = ledger("verify", "--export", file.toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.json().get("entries").asLong()).isEqualTo(entries);

    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int altered = lines.size() / 2;
    lines.set(
        altered, lines.get(altered).replaceFirst("\"amountMicroCent\":", "\"amountMicroCent\":1"));
    Files.write(file, lines);
    Result refused = ledger("verify", "--export", file.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.json().get("verified").asBoolean()).isFalse();
    assertThat(refused.json().get("firstBad").isNull()).isFalse();
  }

  private Result ledger(String noun, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("ledger", noun, "--json"));
    words.addAll(List.of(options));
    return CommonwattProcess.run(
        temp.resolve("logs"), Duration.ofMinutes(2), words.toArray(String[]::new));
  }

  @Test
  @Order(7)
  void shouldGiveTheSameRowsFromAPlainLoop() throws Exception {
    Digest plain =
        PlainDigest.of(
            temp.resolve("reference").resolve("input"),
            temp.resolve("plain"),
            ForecastChoice.BLEND);
    JsonNode tables = digestOfReference().get("tables");
    plain
        .tables()
        .forEach(
            (name, table) -> {
              assertThat(table.rows())
                  .as("rows of %s", name)
                  .isEqualTo(tables.get(name).get("rows").asLong());
              assertThat(table.hash())
                  .as("hash of %s", name)
                  .isEqualTo(tables.get(name).get("hash").asText());
            });
    assertThat(plain.digest()).isEqualTo(digest(reference));
  }

  @Test
  @Order(8)
  void shouldDrawEveryPanelInABrowser() throws Exception {
    try (CommonwattProcess shown =
        CommonwattProcess.start(
            temp.resolve("logs"),
            "demo",
            "--resume",
            "--json",
            "--data-dir",
            temp.resolve("reference").toString())) {
      String url = awaitBoard(shown);
      Path target =
          Files.createDirectories(
              Path.of(System.getProperty("commonwatt.root", "."), "app", "target"));
      for (String name : Dashboard.listShipped()) {
        List<Drawn> panels =
            Browser.look(
                url + "?dashboard=" + name,
                target.resolve("board-" + name + ".png").toAbsolutePath(),
                temp);
        assertThat(panels)
            .extracting(Drawn::panel)
            .as("panels of %s", name)
            .containsExactlyElementsOf(
                Dashboard.getShipped(name).panels().stream().map(Panel::id).toList());
        assertThat(panels)
            .as("every panel of %s drew data", name)
            .allMatch(panel -> panel.state().equals("drawn"));
        assertThat(panels).extracting(Drawn::type).contains("timeseries", "stat", "table");
      }
      chooseFeeder(url);
      Set<Long> children = new HashSet<>();
      shown.handle().descendants().forEach(child -> children.add(child.pid()));
      assertThat(children).isNotEmpty();
      shown.interrupt();
      shown.await(Duration.ofSeconds(60));
      for (long child : children) {
        assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false))
            .as("process %d is left", child)
            .isFalse();
      }
    }
  }

  @Test
  @Order(14)
  void shouldReplayToTheSameTablesAlsoAfterKill() throws Exception {
    JsonNode again = Sizes.full() ? replayAndKill() : replayed.get();
    assertThat(again.get("resumedFrom").isTextual()).isTrue();
    JsonNode readings = again.get("readings");
    assertThat(readings.get("skipped").asLong()).isPositive();
    assertThat(readings.get("sent").asLong()).isPositive();
    JsonNode original = digestOfReference().get("tables");
    JsonNode tables = printDigest("replayed").get("tables");
    for (String table :
        List.of(
            "meter_reading_raw",
            "meter_event",
            "meter_reading_validated",
            "meter_reading_exception",
            "meter_completeness",
            "grid_aggregated_measure",
            "platform_rejected")) {
      assertThat(tables.get(table)).as(table).isEqualTo(original.get(table));
    }
  }

  /**
   * A replay that is killed when half of the readings are sent, and asked for again. From the
   * directory of the run that was killed: only one process at a time may use one.
   */
  private static JsonNode replayAndKill() throws Exception {
    long published = reference.get("readings").get("published").asLong();
    String[] replay = {
      "replay",
      "--json",
      "--data-dir",
      temp.resolve("killed").toString(),
      "--target",
      temp.resolve("replayed").toString()
    };
    try (CommonwattProcess running =
        CommonwattProcess.start(
            temp.resolve("logs"), with(replay, "--max-rate", String.valueOf(published / 8)))) {
      awaitSent(running, published / 2);
      running.kill();
    }
    return json(replay);
  }

  /** What {@code digest} says of the first run; asked once. */
  private static synchronized JsonNode digestOfReference() throws Exception {
    if (ofReference == null) {
      ofReference = printDigest("reference");
    }
    return ofReference;
  }

  private static void awaitSent(CommonwattProcess running, long half) throws Exception {
    long deadline = System.nanoTime() + Sizes.patience().toNanos();
    while (sent(running.err()) < half) {
      assertThat(running.alive()).as("still running: %s", running.err()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static long sent(String err) {
    Matcher lines = SENT.matcher(err);
    long last = 0;
    while (lines.find()) {
      last = Long.parseLong(lines.group(1));
    }
    return last;
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static JsonNode printDigest(String directory) throws Exception {
    Result printed =
        CommonwattProcess.run(
            temp.resolve("logs"),
            Duration.ofMinutes(2),
            "digest",
            "--json",
            "--data-dir",
            temp.resolve(directory).toString());
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return printed.json();
  }

  @Test
  @Order(10)
  void shouldReadBackWhatItExports() throws Exception {
    for (String format : List.of("nem12", "csv")) {
      Path file = temp.resolve("export." + format);
      Result exported =
          CommonwattProcess.run(
              temp.resolve("logs"),
              Duration.ofMinutes(2),
              "export",
              "--json",
              "--format",
              format,
              "--usage-points",
              "home-0001,home-0002",
              "--out",
              file.toString(),
              "--data-dir",
              temp.resolve("reference").toString());
      assertThat(exported.exitCode()).as(exported.err()).isZero();
      assertThat(exported.json().get("intervals").asLong()).isPositive();
      Result read =
          CommonwattProcess.run(
              temp.resolve("logs"),
              Duration.ofMinutes(2),
              "ingest",
              "--dry-run",
              "--json",
              file.toString());
      assertThat(read.exitCode()).as(read.err()).isZero();
      JsonNode report = read.json().get("files").get(0);
      assertThat(report.get("error").isNull()).isTrue();
      // NEM12 knows whole days only: what is left of the first and last is there as null data.
      assertThat(report.get("readings").asLong())
          .isBetween(
              exported.json().get("intervals").asLong(),
              exported.json().get("intervals").asLong() + (format.equals("nem12") ? 384 : 0));
      assertThat(report.get("totalWh").decimalValue())
          .isEqualByComparingTo(exported.json().get("totalWh").decimalValue());
    }
  }

  @Test
  @Order(11)
  void shouldListAndExplainExceptions() throws Exception {
    String directory = temp.resolve("reference").toString();
    Result listed =
        CommonwattProcess.run(
            temp.resolve("logs"),
            Duration.ofMinutes(2),
            "vee",
            "exceptions",
            "--json",
            "--rule",
            "negative",
            "--data-dir",
            directory);
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    JsonNode first = listed.json().get("exceptions").get(0);
    assertThat(first.get("rule").asText()).isEqualTo("negative");
    Result explained =
        CommonwattProcess.run(
            temp.resolve("logs"),
            Duration.ofMinutes(2),
            "vee",
            "explain",
            "--json",
            first.get("meter").asText(),
            first.get("start").asText(),
            "--channel",
            first.get("channel").asText(),
            "--data-dir",
            directory);
    assertThat(explained.exitCode()).as(explained.err()).isZero();
    JsonNode interval = explained.json().get("intervals").get(0);
    assertThat(interval.get("quality").asText()).isEqualTo("QUESTIONABLE");
    assertThat(interval.get("received")).isNotEmpty();
    assertThat(interval.get("exceptions").toString()).contains("\"negative\"");
  }

  @Test
  @Order(11)
  void shouldExplainAForecastByItsModels() throws Exception {
    String directory = temp.resolve("reference").toString();
    Instant last = Instant.parse("2025-05-01T00:00:00Z").plus(Duration.ofDays(Sizes.days() - 1));
    JsonNode why =
        json(
            "forecast",
            "explain",
            "--json",
            "home-0001",
            last.toString(),
            "--channel",
            "consumption",
            "--data-dir",
            directory);
    assertThat(why.get("model").asText()).isIn("blend", "linear-pinball");
    double weight = 0;
    for (JsonNode model : why.get("models")) {
      assertThat(model.get("rows").asInt()).isPositive();
      assertThat(model.get("dataHash").asText()).hasSize(64);
      weight += model.get("weight").asDouble();
    }
    assertThat(weight).isBetween(.001, 1.000001);
    double median = why.get("climatologyWh").get(3).asDouble() + why.get("biasWh").asDouble();
    for (JsonNode feature : why.get("features")) {
      median += feature.get("medianWh").asDouble();
    }
    assertThat(median).isCloseTo(why.get("modelledWh").get(3).asDouble(), within(1e-6));
    // What the command makes anew from the store is what the stream issued, unless it learnt later.
    if (why.get("intervalsLearntLater").asInt() == 0) {
      assertThat(why.get("issuedWh").get(3).asDouble())
          .isCloseTo(why.get("modelledWh").get(3).asDouble(), within(.5));
    }
    Result text =
        CommonwattProcess.run(
            temp.resolve("logs"),
            Duration.ofMinutes(2),
            "forecast",
            "explain",
            "home-0001",
            last.toString(),
            "--data-dir",
            directory);
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).contains("trained on", "climatology", "issued, calibrated");
  }

  /** The usage points of a dashboard are those of the feeder chosen. */
  private static void chooseFeeder(String url) throws Exception {
    JsonNode all = get(url + "api/dashboard?name=quality");
    String feeder = all.at("/variables/feeder/0").asText();
    JsonNode one = get(url + "api/dashboard?name=quality&var-feeder=" + feeder);
    assertThat(all.at("/chosen/feeder")).isEqualTo(all.at("/variables/feeder"));
    assertThat(one.at("/chosen/feeder")).hasSize(1);
    assertThat(one.at("/variables/usage_point"))
        .isNotEmpty()
        .hasSizeLessThan(all.at("/variables/usage_point").size());
    assertThat(one.at("/chosen/usage_point/0")).isEqualTo(one.at("/variables/usage_point/0"));
  }

  private static JsonNode get(String url) throws Exception {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  @Order(12)
  void shouldEditInBulkAndReplayWithTheEdits() throws Exception {
    String directory = temp.resolve("reference").toString();
    JsonNode negative =
        json("vee", "exceptions", "--json", "--rule", "negative", "--data-dir", directory);
    JsonNode first = negative.get("exceptions").get(0);
    assertThat(negative.get("byAge")).isNotEmpty();
    assertThat(negative.get("byFeeder")).isNotEmpty();
    List<String> edit =
        List.of(
            "vee",
            "edit",
            "--json",
            "--rule",
            "negative",
            "--meter",
            first.get("meter").asText(),
            "--editor",
            "anna",
            "--reason",
            "the customer's photograph, \"read twice\"",
            "--data-dir",
            directory);
    JsonNode accepted = json(with(edit.toArray(String[]::new), "--accept", "--dry-run"));
    assertThat(accepted.get("edits").asInt()).as("negative values are not accepted").isZero();
    assertThat(accepted.get("left").asInt()).isPositive();
    String[] set = with(edit.toArray(String[]::new), "--set", "1234");
    Result where = CommonwattProcess.run(temp.resolve("logs"), Duration.ofMinutes(2), set);
    assertThat(where.exitCode()).isEqualTo(1);
    assertThat(where.err()).contains("edit-where", "replay --edits");
    Path file = temp.resolve("edits.csv");
    JsonNode made = json(with(set, "--out", file.toString()));
    assertThat(made.get("newWh").asLong()).isEqualTo(1234 * made.get("edits").asLong());
    JsonNode previewed =
        json(
            "vee",
            "edit",
            "--json",
            "--file",
            file.toString(),
            "--dry-run",
            "--data-dir",
            directory);
    for (String key : List.of("edits", "oldWh", "newWh")) {
      assertThat(previewed.get(key)).as(key).isEqualTo(made.get(key));
    }
    String target = temp.resolve("edited").toString();
    json(
        "replay",
        "--json",
        "--data-dir",
        directory,
        "--meters",
        first.get("meter").asText(),
        "--edits",
        file.toString(),
        "--target",
        target);
    JsonNode interval =
        json(
                "vee",
                "explain",
                "--json",
                first.get("meter").asText(),
                first.get("start").asText(),
                "--channel",
                first.get("channel").asText(),
                "--data-dir",
                target)
            .get("intervals")
            .get(0);
    assertThat(interval.get("quality").asText()).isEqualTo("EDITED");
    assertThat(interval.get("energyWh").asLong()).isEqualTo(1234);
    assertThat(interval.get("rawWh").asLong()).isNegative();
    assertThat(interval.get("received")).isNotEmpty();
    JsonNode edited = interval.get("edits").get(0);
    assertThat(edited.get("editor").asText()).isEqualTo("anna");
    assertThat(edited.get("reason").asText()).endsWith("\"read twice\"");
    assertThat(edited.get("rule").asText()).isEqualTo("negative");
  }

  private static JsonNode json(String... arguments) throws Exception {
    return finished(CommonwattProcess.run(temp.resolve("logs"), Sizes.patience(), arguments));
  }

  private static String awaitBoard(CommonwattProcess shown) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!shown.err().contains("The board stays at ")) {
      assertThat(shown.alive()).as(shown.err()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(200);
    }
    String said = shown.err();
    int at = said.indexOf("http://", said.indexOf("The board stays at "));
    return said.substring(at, said.indexOf(';', at));
  }

  static Result demo(String directory, String... more) throws Exception {
    return CommonwattProcess.run(
        temp.resolve("logs"), Sizes.patience(), arguments(directory, more));
  }

  private static String[] arguments(String directory, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "demo",
                "--homes",
                String.valueOf(Sizes.homes()),
                "--days",
                String.valueOf(Sizes.days()),
                "--seed",
                "7",
                "--forecast-model",
                "blend",
                "--exit",
                "--json",
                "--data-dir",
                temp.resolve(directory).toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  static JsonNode finished(Result result) throws Exception {
    assertThat(result.exitCode()).as("stderr:%n%s", result.err()).isZero();
    return result.json();
  }

  private static String digest(JsonNode report) {
    return report.get("digest").asText();
  }
}
