package io.commonwatt.ingestion.door.folder;

import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import java.time.Instant;

/**
 * When the lines of a file become known: at their time of arrival; a line without a usable one with
 * the line before it, the first with the file's start. Not thread-safe.
 */
final class Arrivals {

  private final RunWindow window;
  private Instant last;

  Arrivals(Instant start, RunWindow window) {
    this.last = start;
    this.window = window;
  }

  /** When the last line became known. */
  Instant last() {
    return last;
  }

  /**
   * Takes the time of arrival of the next line.
   *
   * @throws UnreadableException when it is none, or outside the run; {@link #last()} holds then
   */
  void take(String cell) throws UnreadableException {
    Instant receivedAt = Cells.instant(cell, "received_at");
    if (receivedAt.isBefore(window.from()) || !receivedAt.isBefore(window.closes())) {
      throw new UnreadableException(
          "received-outside-run",
          "Received at "
              + receivedAt
              + ", outside the run "
              + window.from()
              + " … "
              + window.closes());
    }
    last = receivedAt;
  }
}
