package io.commonwatt.ingestion.door.folder;

import io.commonwatt.ingestion.door.DoorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The time a folder covers.
 *
 * @param from start of the run
 * @param to end of the run, exclusive
 * @param closes nothing arrives at or after this
 * @param simulated whether the folder says it is a simulation
 */
record RunWindow(Instant from, Instant to, Instant closes, boolean simulated) {

  static final String MANIFEST_FILE = "manifest.json";
  private static final String SIMULATION = "commonwatt-simulation";
  private static final Duration STRAGGLERS = Duration.ofHours(25);

  /**
   * Reads the manifest; without one, the days of the readings' file names tell.
   *
   * @param days days of the readings files, ascending
   */
  static RunWindow of(Path folder, List<LocalDate> days) throws IOException {
    Path manifest = folder.resolve(MANIFEST_FILE);
    if (Files.exists(manifest)) {
      return ofManifest(manifest);
    }
    if (days.isEmpty()) {
      throw new DoorException(
          "readings-undated",
          "Folder " + folder + " has no file readings/<feeder>/<YYYY-MM-DD>.csv",
          "name the readings files by their day, or add "
              + MANIFEST_FILE
              + " with \"from\" and \"to\"");
    }
    Instant from = start(days.get(0));
    Instant to = start(days.get(days.size() - 1).plusDays(1));
    return new RunWindow(from, to, to.plus(STRAGGLERS), false);
  }

  /** Throws unless that part of the run exists. */
  void requireWithin(Instant partFrom, Instant partTo) {
    if (partFrom.isBefore(from) || partTo.isAfter(to) || !partFrom.isBefore(partTo)) {
      throw new DoorException(
          "time-outside",
          "The folder covers " + from + " to " + to + ", asked for " + partFrom + " to " + partTo,
          "choose --from and --days within it");
    }
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static RunWindow ofManifest(Path manifest) throws IOException {
    try {
      // JSON is a subset of what this reads.
      Object content =
          new Load(LoadSettings.builder().build())
              .loadFromString(Files.readString(manifest, StandardCharsets.UTF_8));
      if (content instanceof Map<?, ?> map) {
        Instant from = Instant.parse(String.valueOf(map.get("from")));
        Instant to = Instant.parse(String.valueOf(map.get("to")));
        if (from.isBefore(to)) {
          return new RunWindow(from, to, to.plus(STRAGGLERS), SIMULATION.equals(map.get("kind")));
        }
      }
    } catch (DateTimeException | YamlEngineException e) {
      // Falls through to the message below.
    }
    throw new DoorException(
        "manifest-invalid",
        "File " + manifest + " has no usable \"from\" and \"to\"",
        "write them as UTC times, such as \"2025-05-01T00:00:00Z\", or delete the file");
  }
}
