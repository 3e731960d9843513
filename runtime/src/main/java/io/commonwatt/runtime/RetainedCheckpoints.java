package io.commonwatt.runtime;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job left in its directory: {@code chk-N} with a {@code _metadata} once complete, and a
 * mark when it finished (Flink keeps no checkpoint of a finished job).
 *
 * @param directory the job's directory below the checkpoint directory
 */
record RetainedCheckpoints(Path directory) {

  private static final Logger LOG = LoggerFactory.getLogger(RetainedCheckpoints.class);
  private static final String PREFIX = "chk-";
  private static final String METADATA = "_metadata";
  private static final String FINISHED = "finished";

  /** The newest checkpoint whose metadata can be read. */
  Optional<Path> findNewest() {
    return list().stream().filter(RetainedCheckpoints::isReadable).findFirst();
  }

  /** Deletes what is neither this checkpoint nor newer: Flink forgot it when the JVM was killed. */
  void deleteOlderThan(Path checkpoint) {
    try {
      for (Path other : list()) {
        if (number(other) < number(checkpoint)) {
          Directories.delete(other);
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot delete old checkpoints in {}", directory, e);
    }
  }

  boolean isFinished() {
    return Files.exists(directory.resolve(FINISHED));
  }

  void markFinished() {
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve(FINISHED), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot mark " + directory + " as finished", e);
    }
  }

  private List<Path> list() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{1,18}"))
          .sorted(Comparator.comparingLong(RetainedCheckpoints::number).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + directory, e);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
  }

  private static boolean isReadable(Path checkpoint) {
    Path metadata = checkpoint.resolve(METADATA);
    if (!Files.exists(metadata)) {
      return false;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
      Checkpoints.loadCheckpointMetadata(
          in, RetainedCheckpoints.class.getClassLoader(), checkpoint.toString());
      return true;
    } catch (IOException e) {
      LOG.warn("{} cannot be read; the checkpoint before it is used", metadata, e);
      return false;
    }
  }
}
