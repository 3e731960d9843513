package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.ingestion.format.FormatException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Time a period covers and its step.
 *
 * @param resolution as sent
 */
record SentPeriod(Instant start, Instant end, String resolution, long line) {

  /** A period with more positions than this is refused: two years of minutes. */
  static final int MAX_POSITIONS = 1_100_000;

  /**
   * Number of positions.
   *
   * @throws FormatException code {@code entsoe-period} when the step does not fill the period,
   *     {@code entsoe-calendar-zone} when the step needs a zone and there is none
   */
  int positions(Resolution step, ZoneId zone) {
    if (!start.isBefore(end)) {
      throw refusal("ends before it starts");
    }
    if (step.isFixed()) {
      long millis = Duration.between(start, end).toMillis();
      long stepMillis = step.seconds() * 1_000L;
      if (millis % stepMillis != 0 || millis / stepMillis > MAX_POSITIONS) {
        throw refusal("is not filled by at most " + MAX_POSITIONS + " steps of " + resolution);
      }
      return (int) (millis / stepMillis);
    }
    if (zone == null) {
      throw new FormatException(
          "entsoe-calendar-zone",
          line,
          "Resolution " + resolution + " counts local days; say which zone they are in");
    }
    int positions = 0;
    while (step.at(start, positions, zone).isBefore(end)) {
      positions++;
    }
    if (!step.at(start, positions, zone).equals(end)) {
      throw refusal("is not filled by steps of " + resolution + " in " + zone);
    }
    return positions;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(start.toEpochMilli());
    out.writeLong(end.toEpochMilli());
    out.writeUTF(resolution);
    out.writeLong(line);
  }

  static SentPeriod read(DataInputStream in) throws IOException {
    return new SentPeriod(
        Instant.ofEpochMilli(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        in.readUTF(),
        in.readLong());
  }

  private FormatException refusal(String what) {
    return new FormatException(
        "entsoe-period", line, "Period from " + start + " to " + end + " " + what);
  }
}
