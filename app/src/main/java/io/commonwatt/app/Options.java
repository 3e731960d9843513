package io.commonwatt.app;

import io.commonwatt.ingestion.door.live.EditFile;
import io.commonwatt.ingestion.format.FormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Checks that several commands share. */
public final class Options {

  private static final int MAX_HOMES = 100_000;
  private static final int MAX_DAYS = 3660;

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

  /** Checks one option. */
  public static void require(boolean holds, String option, Object value, String expected) {
    if (!holds) {
      throw new UserError("option", option + " is " + value, "use " + expected);
    }
  }
}
