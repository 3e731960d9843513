package io.commonwatt.ingestion.live;

import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.live.LiveCommunity;
import java.time.Duration;

/** Readings by number: number n is of meter n mod 1000, its n/1000th quarter of an hour, n Wh. */
final class Readings {

  private static final int QUARTER_SECONDS = 900;

  private Readings() {}

  /** So many readings from a number on, one per line. */
  static String lines(int first, int count) {
    StringBuilder lines = new StringBuilder(count * 120);
    for (int n = first; n < first + count; n++) {
      lines
          .append("{\"meter\":\"")
          .append(n % 2 == 0 ? "m-" : "up-")
          .append(n % DoorsProcess.METERS)
          .append("\",\"channel\":\"consumption\",\"start\":\"")
          .append(
              LiveCommunity.FROM.plusSeconds((long) QUARTER_SECONDS * (n / DoorsProcess.METERS)))
          .append("\",\"lengthSeconds\":900,\"value\":")
          .append(n)
          .append(",\"unit\":\"Wh\"}\n");
    }
    return lines.toString();
  }

  /** The number of a reading; -1 when it is none of these. */
  static int number(RawReading reading) {
    long n = reading.mantissa();
    long quarter =
        Duration.between(LiveCommunity.FROM, reading.start()).toSeconds() / QUARTER_SECONDS;
    boolean same =
        reading.meter().equals("m-" + n % DoorsProcess.METERS)
            && quarter == n / DoorsProcess.METERS
            && reading.energyWh() == n;
    return same ? (int) n : -1;
  }
}
