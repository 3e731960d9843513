package io.commonwatt.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.app.Output;
import io.commonwatt.app.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The directory in which a run keeps everything: broker log, checkpoints, database, input and what
 * was asked for. One process at a time; closing releases it.
 */
public final class DataDirectory implements AutoCloseable {

  /** How far the run in a directory has come. */
  public enum State {
    EMPTY,
    STARTED,
    FINISHED
  }

  private static final ObjectMapper MAPPER = Output.mapper();

  private final Path root;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel lockChannel, FileLock lock) {
    this.root = root;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /**
   * Opens and locks a directory, making it where it is not there.
   *
   * @throws UserError when it cannot be made or another process has it
   */
  public static DataDirectory open(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      FileChannel channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new UserError(
            "data-directory-busy",
            "another commonwatt process works in " + absolute,
            "stop it first, or give another --data-dir");
      }
      return new DataDirectory(absolute, channel, lock);
    } catch (IOException e) {
      throw new UserError(
          "data-directory",
          "cannot use the data directory " + absolute + ": " + e.getMessage(),
          "give a --data-dir that can be written to");
    }
  }

  /**
   * Opens and locks the directory of a run to read from; makes none.
   *
   * @throws UserError when it is not there or another process has it
   */
  public static DataDirectory openExisting(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    if (Files.notExists(absolute)) {
      throw noRun(absolute);
    }
    return open(absolute);
  }

  /** That a directory holds no run. */
  static UserError noRun(Path root) {
    return new UserError(
        "no-run",
        root + " holds no run",
        "give the --data-dir of a run, or make one with 'commonwatt demo'");
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path root() {
    return root;
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path checkpoints() {
    return root.resolve("flink");
  }

  public Path streams() {
    return root.resolve("streams");
  }

  public Path input() {
    return root.resolve("input");
  }

  public State state() {
    if (!Files.exists(settingsFile())) {
      return State.EMPTY;
    }
    return Files.exists(root.resolve("report.json")) ? State.FINISHED : State.STARTED;
  }

  public RunSettings readSettings() {
    try {
      return MAPPER.readValue(settingsFile().toFile(), RunSettings.class);
    } catch (IOException e) {
      throw new UserError(
          "run-settings",
          "cannot read " + settingsFile() + ": " + e.getMessage(),
          "start again with another --data-dir");
    }
  }

  public void writeSettings(RunSettings settings) {
    writeJson(settingsFile(), settings);
  }

  /** Keeps the report, which marks the run as finished. */
  public void writeReport(Object report) {
    writeJson(root.resolve("report.json"), report);
  }

  /** The report of a finished run. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> readReport() {
    Path file = root.resolve("report.json");
    try {
      return MAPPER.readValue(file.toFile(), Map.class);
    } catch (IOException e) {
      throw new UserError(
          "run-report",
          "cannot read " + file + ": " + e.getMessage(),
          "run the demo again in another --data-dir");
    }
  }

  private static void writeJson(Path file, Object content) {
    try {
      Path temporary = file.resolveSibling(file.getFileName() + ".new");
      MAPPER.writeValue(temporary.toFile(), content);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private Path settingsFile() {
    return root.resolve("run.json");
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockChannel.close();
  }
}
