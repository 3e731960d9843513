package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.ValidatedValue;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** A day of a data stream on its way into a NEM12 file. Not thread-safe. */
final class Nem12OutDay {

  private static final int DAY_SECONDS = 86_400;

  private final LocalDate date;
  private final int lengthSeconds;
  private final Instant start;
  private final long[] energiesWh;
  private final Quality[] qualities;

  Nem12OutDay(LocalDate date, int lengthSeconds) {
    this.date = date;
    this.lengthSeconds = lengthSeconds;
    this.start = date.atStartOfDay().toInstant(NemLine.MARKET_TIME);
    this.energiesWh = new long[DAY_SECONDS / lengthSeconds];
    this.qualities = new Quality[energiesWh.length];
  }

  LocalDate date() {
    return date;
  }

  void add(ValidatedValue value) {
    long seconds = Duration.between(start, value.start()).toSeconds();
    int at = (int) (seconds / lengthSeconds);
    if (seconds % lengthSeconds != 0 || value.start().getNano() != 0) {
      throw refused(value, "does not begin on a full interval of market time (UTC+10)");
    }
    if (qualities[at] != null) {
      throw refused(value, "is there twice");
    }
    energiesWh[at] = value.energyWh();
    qualities[at] = value.quality();
  }

  /** Writes the 300 record and, where the quality varies, the 400 records. */
  void write(Writer out, String update) throws IOException {
    StringBuilder line = new StringBuilder(energiesWh.length * 6);
    line.append("300,").append(date.format(DateTimeFormatter.BASIC_ISO_DATE));
    for (long energyWh : energiesWh) {
      line.append(',').append(Nem12Writer.kilowattHours(energyWh));
    }
    boolean varies = false;
    for (Quality quality : qualities) {
      varies |= quality != qualities[0];
    }
    if (varies) {
      line.append(",V,,");
    } else {
      line.append(',').append(cells(qualities[0]));
    }
    line.append(',').append(update).append(",\r\n");
    for (int from = 0; varies && from < qualities.length; ) {
      int to = from;
      while (to + 1 < qualities.length && qualities[to + 1] == qualities[from]) {
        to++;
      }
      line.append("400,").append(from + 1).append(',').append(to + 1).append(',');
      line.append(cells(qualities[from])).append("\r\n");
      from = to + 1;
    }
    out.write(line.toString());
  }

  /** Quality, reason code and reason description. */
  private static String cells(Quality quality) {
    if (quality == null) {
      return Nem12Writer.flag(Quality.MISSING) + ",,";
    }
    String reason = quality == Quality.POWER_FAIL ? Nem12Quality.POWER_OUTAGE : "";
    return Nem12Writer.flag(quality) + ',' + reason + ',';
  }

  private static FormatException refused(ValidatedValue value, String what) {
    return new FormatException(
        "nem12-interval",
        0,
        "Usage point '"
            + value.usagePoint()
            + "', "
            + value.channel().code()
            + " at "
            + value.start()
            + " "
            + what);
  }
}
