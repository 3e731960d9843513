package io.commonwatt.app;

import io.commonwatt.ingestion.door.live.EditFile;
import io.commonwatt.ingestion.format.FormatException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Checks that several commands share. */
public final class Options {

  private static final int MAX_HOMES = 100_000;
  private static final int MAX_DAYS = 3660;
  private static final int MAX_PORT = 65_535;

  private Options() {}

  /** Checks the size of a simulated community. */
  public static void requireCommunity(int homes, int days, int stepMinutes) {
    require(homes >= 1 && homes <= MAX_HOMES, "--homes", homes, "1 to " + MAX_HOMES);
    require(days >= 1 && days <= MAX_DAYS, "--days", days, "1 to " + MAX_DAYS);
    require(
        stepMinutes == 15 || stepMinutes == 30 || stepMinutes == 60,
        "--step-minutes",
        stepMinutes,
        "15, 30 or 60");
  }

  /**
   * Reads a file of edits.
   *
   * @throws UserError when it is none
   */
  static EditFile editFile(Path file) throws IOException {
    try {
      return EditFile.read(file);
    } catch (FormatException e) {
      throw new UserError(e.code(), e.getMessage(), "see docs/formats.md for what an edit says");
    } catch (NoSuchFileException e) {
      throw new UserError("edit-file", file + " does not exist", "name a file of edits");
    }
  }

  /**
   * Checks that a server may listen on a port; 0 asks for any free one.
   *
   * @throws UserError when there is no such port or another process has it
   */
  static void requireFreePort(String option, int port) {
    require(port >= 0 && port <= MAX_PORT, option, port, "0 to " + MAX_PORT + ", 0 for a free one");
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UserError(
          "port",
          option + " " + port + " cannot be used: " + e.getMessage(),
          "give another, or leave " + option + " out for a free one");
    }
  }

  /** Checks that a file is there and is none of the things that cannot be read as one. */
  static void requireFile(String option, Path file) {
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      String what = Files.isDirectory(file) ? " is a folder" : " is not there or may not be read";
      throw new UserError("file", file + what, "give the path of a file with " + option);
    }
  }

  /**
   * Checks, before hours of work, that a file can be written at their end; null is no file.
   *
   * @throws UserError when its folder is not there or it is a folder itself
   */
  static void requireWritable(String option, Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    boolean fits = folder != null && Files.isWritable(folder) && !Files.isDirectory(file);
    if (!fits) {
      throw new UserError(
          "report", "cannot write " + file, "name a file in a folder that exists with " + option);
    }
  }

  /** Checks one option. */
  public static void require(boolean holds, String option, Object value, String expected) {
    if (!holds) {
      throw UserError.usage("option", option + " is " + value, "use " + expected);
    }
  }
}
