package io.commonwatt.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a data directory for this JVM. The operating system releases it when the JVM dies, however
 * it dies, so a directory is never left locked.
 */
final class DirectoryLock implements AutoCloseable {

  private static final String FILE = "in-use.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory, creating it where it is missing.
   *
   * @throws RuntimeFailure when another process, or this one, holds it
   */
  static DirectoryLock take(Path directory, String engine) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new RuntimeFailure(
            engine
                + " in "
                + directory
                + " is in use by a running Commonwatt; stop that one or name another data"
                + " directory");
      }
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use " + directory + " for " + engine, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
