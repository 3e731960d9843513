package io.commonwatt.app;

import io.commonwatt.app.demo.DataDirectory;
import io.commonwatt.app.demo.Speed;
import io.commonwatt.app.demo.StoredRun;
import io.commonwatt.app.replay.ReplayRequest;
import io.commonwatt.app.replay.ReplayRun;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.live.EditFile;
import io.commonwatt.ingestion.jdbc.StoredSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends the readings of a run again, into a directory of its own. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Send what a run received again, as it was received, through validation and storage into",
      "another directory. The same readings lead to the same digest, at any speed. A replay that"
          + " was",
      "killed goes on where it was when the same command is given again."
    })
final class ReplayCommand implements Callable<Integer> {

  @Option(
      names = "--data-dir",
      defaultValue = "${COMMONWATT_DATA_DIR:-.commonwatt/demo}",
      description = "Directory of the run to replay. Default: ${DEFAULT-VALUE}.")
  private Path dataDirectory;

  @Option(names = "--from", description = "First interval, a day or an instant, UTC.")
  private String from;

  @Option(names = "--to", description = "End of the last interval, a day or an instant, UTC.")
  private String to;

  @Option(names = "--meters", split = ",", description = "Only these meters, by id.")
  private List<String> meters;

  @Option(
      names = "--as-of",
      description = "Only what was known at this instant: later corrections are left out.")
  private String asOf;

  @Option(
      names = "--import-id",
      defaultValue = "",
      description = "Put before the import ids of what is sent. Default: they stay as they are.")
  private String importId;

  @Option(
      names = "--speed",
      converter = Speed.Converter.class,
      defaultValue = "max",
      description = "max, or how much faster than life, for example 60x. Default: max.")
  private Speed speed;

  @Option(
      names = "--max-rate",
      defaultValue = "0",
      description = "Most readings a second, so that others are not disturbed. Default: no limit.")
  private long maxRate;

  @Option(names = "--parallelism", defaultValue = "2", description = "Default: 2.")
  private int parallelism;

  @Option(
      names = "--target",
      description = "Directory the replay writes to. Default: replay inside --data-dir.")
  private Path target;

  @Option(
      names = "--edits",
      description = {
        "File of edits to add, see docs/formats.md and 'vee edit --out'; known with the last",
        "reading. The run that is replayed stays as it is."
      })
  private Path edits;

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    Options.require(parallelism >= 1 && parallelism <= 8, "--parallelism", parallelism, "1 to 8");
    Options.require(maxRate >= 0, "--max-rate", maxRate, "0 or more");
    EditFile edited = edits == null ? null : Options.editFile(edits);
    try (DataDirectory directory = DataDirectory.open(dataDirectory);
        StoredRun run = StoredRun.open(directory);
        Connection connection = run.connect()) {
      ReplayRequest request =
          new ReplayRequest(
              directory.root().toString(),
              text("--from", from),
              text("--to", to),
              meters == null ? List.of() : meters,
              text("--as-of", asOf),
              importId,
              edited == null ? null : edited.sha256());
      CommunityFile file = CommunityFileReader.read(directory.root().resolve("community.yaml"));
      StoredSource source = open(connection, file, request);
      if (edited != null) {
        source.addEdits(edited.records(new Registry(file), source.to()));
      }
      if (dryRun) {
        return tell(source);
      }
      Path into = target != null ? target : directory.root().resolve("replay");
      try (DataDirectory opened = DataDirectory.open(into)) {
        Map<String, Object> report =
            new ReplayRun(opened, request, speed, maxRate, parallelism, output).run(source);
        output.result(report, lines(report, opened.root()));
      }
      return 0;
    }
  }

  private static StoredSource open(Connection connection, CommunityFile file, ReplayRequest request)
      throws Exception {
    try {
      return new StoredSource(connection, file, request.selection());
    } catch (IllegalArgumentException e) {
      throw new UserError("option", e.getMessage(), "give a --to after --from");
    } catch (DoorException e) {
      throw new UserError(e.code(), e.getMessage(), "see what the run holds with --dry-run alone");
    }
  }

  private int tell(StoredSource source) throws Exception {
    Map<String, Object> document = new LinkedHashMap<>();
    long readings = source.countReadings();
    document.put("readings", Map.of("sent", 0, "skipped", 0, "wouldSend", readings));
    document.put("resumedFrom", null);
    document.put("from", source.from().toString());
    document.put("to", source.to().toString());
    document.put("dryRun", true);
    output.result(
        document,
        "Would send " + readings + " readings, learnt " + source.from() + " to " + source.to());
    return 0;
  }

  private static String lines(Map<String, Object> report, Path into) {
    return "Replayed "
        + report.get("readings")
        + " in "
        + report.get("wallSeconds")
        + " s ("
        + report.get("readingsPerSecond")
        + "/s) into "
        + into
        + System.lineSeparator()
        + "digest "
        + report.get("digest");
  }

  private static String text(String option, String value) {
    Instant time = Times.parse(option, value);
    return time == null ? null : time.toString();
  }
}
