package io.commonwatt.app;

import io.commonwatt.app.demo.DataDirectory;
import io.commonwatt.app.demo.Speed;
import io.commonwatt.app.doors.PlatformDoor;
import io.commonwatt.app.replay.LiveReplay;
import io.commonwatt.app.replay.ReplayRequest;
import io.commonwatt.app.replay.ReplayRun;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.live.EditFile;
import io.commonwatt.ingestion.door.live.UnavailableException;
import io.commonwatt.ingestion.jdbc.StoredSource;
import java.net.URI;
import java.nio.file.Files;
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

/** Sends what was received again, into a directory of its own or into a live platform. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Send what a run or a platform received again, as it was received. "
            + "Into a directory: through validation and storage there; the same readings lead to the same "
            + "digest, at any speed. Into a live platform: as new imports, through its HTTP door while doors "
            + "are open; what it holds already is dropped and counted as a duplicate. "
            + "A replay that was killed goes on where it was when the same command is given again.")
final class ReplayCommand implements Callable<Integer> {

  /** Environment variable with the token for a target given by its address. */
  private static final String TOKEN = "COMMONWATT_HTTP_TOKEN";

  @Mixin private StoredDatabase database;

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
      description = {
        "Put before the import ids of what is sent. Needed for a live platform, where it names the",
        "replay. Default: they stay as they are."
      })
  private String importId;

  @Option(
      names = "--speed",
      converter = Speed.Converter.class,
      defaultValue = "max",
      description = "max, or how much faster than it was learnt: 1x, 60x. Default: max.")
  private Speed speed;

  @Option(
      names = "--max-rate",
      defaultValue = "0",
      description = "Most readings a second, so that others are not disturbed. Default: no limit.")
  private long maxRate;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = {"Of validation and storage in a target directory. Default: 2."})
  private int parallelism;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = {
        "A directory; or a live platform: its configuration file, or the address of its HTTP door",
        "(http://host:port, token in " + TOKEN + "). Default: the platform of --config, else",
        "'replay' inside --data-dir."
      })
  private String target;

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
    ReplayRequest request =
        new ReplayRequest(
            database.name(),
            text("--from", from),
            text("--to", to),
            meters == null ? List.of() : meters,
            text("--as-of", asOf),
            importId,
            edited == null ? null : edited.sha256());
    return database.read(
        connection -> {
          CommunityFile file = CommunityFileReader.read(database.communityFile());
          StoredSource source = open(connection, file, request);
          if (edited != null) {
            source.addEdits(edited.records(new Registry(file), source.to()));
          }
          if (dryRun) {
            return tell(source);
          }
          Target to = Target.of(target, database);
          return to.directory() == null
              ? intoPlatform(to, source)
              : intoDirectory(to.directory(), request, source);
        });
  }

  private int intoDirectory(Path into, ReplayRequest request, StoredSource source)
      throws Exception {
    try (DataDirectory opened = DataDirectory.open(into)) {
      Map<String, Object> report =
          new ReplayRun(opened, request, speed, maxRate, parallelism, output).run(source);
      output.result(
          report, lines(report, "into " + opened.root()) + "digest " + report.get("digest"));
    }
    return 0;
  }

  private int intoPlatform(Target to, StoredSource source) throws Exception {
    if (edits != null) {
      throw UserError.usage(
          "option",
          "--edits goes with a target directory",
          "take edits into a platform with 'commonwatt vee edit --file " + edits + " --config'");
    }
    LiveReplay.requireName(importId);
    try (PlatformDoor door = to.open(output)) {
      output.progress("Delivering " + door.told());
      Map<String, Object> report =
          new LiveReplay(door, importId, speed, maxRate, output).run(source);
      output.result(report, lines(report, door.told()).strip());
    } catch (UnavailableException e) {
      throw new UserError("unavailable", e.getMessage(), "give the same command again to go on");
    }
    return 0;
  }

  /** Where a replay goes: a directory, a platform by its configuration, or a door by address. */
  private record Target(Path directory, Path config, URI door) {

    static Target of(String target, StoredDatabase database) {
      if (target == null) {
        return database.config() != null
            ? new Target(null, database.config(), null)
            : new Target(database.dataDirectory().resolve("replay"), null, null);
      }
      if (target.matches("https?://.+")) {
        return new Target(null, null, URI.create(target));
      }
      Path path = Path.of(target);
      return Files.isRegularFile(path)
          ? new Target(null, path, null)
          : new Target(path, null, null);
    }

    PlatformDoor open(Output output) throws Exception {
      if (door == null) {
        RunConfiguration platform = RunConfiguration.read(config, System.getenv());
        Path file = Path.of(platform.communityFile());
        return PlatformDoor.open(platform, new Registry(CommunityFileReader.read(file)), output);
      }
      String token = System.getenv(TOKEN);
      if (token == null || token.isBlank()) {
        throw new UserError(
            "door-token",
            "there is no token for the door at " + door,
            "set " + TOKEN + " to one that may speak for any source, see docs/doors.md");
      }
      return PlatformDoor.at(door, token.strip());
    }
  }

  private static StoredSource open(Connection connection, CommunityFile file, ReplayRequest request)
      throws Exception {
    try {
      return new StoredSource(connection, file, request.selection());
    } catch (IllegalArgumentException e) {
      throw UserError.usage("option", e.getMessage(), "give a --to after --from");
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

  private static String lines(Map<String, Object> report, String where) {
    return "Replayed "
        + report.get("readings")
        + " in "
        + report.get("wallSeconds")
        + " s ("
        + report.get("readingsPerSecond")
        + "/s) "
        + where
        + System.lineSeparator();
  }

  private static String text(String option, String value) {
    Instant time = Times.parse(option, value);
    return time == null ? null : time.toString();
  }
}
