package io.commonwatt.streams.check;

import io.commonwatt.contracts.reading.Channel;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * One interval (for {@link FaultKind#ROLLBACK}: one register reading) that is wrong.
 *
 * @param severity 1 to 5; 0 when the file does not say, for faults that are in the data already
 * @param truthWh what it should have said, Wh
 */
public record FaultLine(
    String meter, Channel channel, Instant start, FaultKind kind, int severity, long truthWh) {

  /** First line of a fault file. */
  public static final String HEADER = "meter,channel,start,kind,truthWh";

  /** The line in a file: {@code m-1,consumption,2018-03-01T10:00:00Z,spike:3,412}. */
  public String text() {
    String which = severity == 0 ? kind.code() : kind.code() + ':' + severity;
    return meter + ',' + channel.code() + ',' + start + ',' + which + ',' + truthWh;
  }

  /**
   * Reads a line.
   *
   * @param where file and line, for messages
   * @throws IllegalArgumentException naming what is wrong, and where
   */
  public static FaultLine parse(String text, String where) {
    String[] parts = text.split(",", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException(
          where + ": has " + parts.length + " columns; write " + HEADER);
    }
    try {
      String[] kind = parts[3].split(":", 2);
      int severity = kind.length == 1 ? 0 : Integer.parseInt(kind[1]);
      if (severity < 0 || severity > 5) {
        throw new IllegalArgumentException("Severity " + severity + "; it must be 1…5");
      }
      return new FaultLine(
          parts[0],
          Channel.parse(parts[1]),
          Instant.parse(parts[2]),
          FaultKind.parse(kind[0]),
          severity,
          Long.parseLong(parts[4]));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }
}
