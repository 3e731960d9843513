package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.ValidatedValue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;

/**
 * Writes NEM12. Import is data stream E1, export B1; gross consumption and generation, which NEM12
 * does not tell apart from them, are E2 and B2. A day of market time has every interval: one that
 * is not there is written as zero with quality N. Energies are kWh with three decimals, exact.
 * Immutable.
 */
public final class Nem12Writer implements FormatWriter {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
  private static final int MINUTE_SECONDS = 60;

  private final Instant created;
  private final String from;
  private final String to;

  /**
   * @param created when the file is written, for its header
   * @param from participant who sends it
   * @param to participant it is sent to
   */
  public Nem12Writer(Instant created, String from, String to) {
    this.created = created;
    this.from = cell(from, "participant");
    this.to = cell(to, "participant");
  }

  @Override
  public String name() {
    return "nem12";
  }

  @Override
  public void write(Iterator<ValidatedValue> values, OutputStream out) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    ZoneOffset zone = NemLine.MARKET_TIME;
    writer.write("100,NEM12," + MINUTE.format(created.atOffset(zone)) + ',' + from + ',' + to);
    writer.write("\r\n");
    String update = SECOND.format(created.atOffset(zone));
    ValidatedValue stream = null;
    Nem12OutDay day = null;
    while (values.hasNext()) {
      ValidatedValue value = values.next();
      LocalDate date = value.start().atOffset(zone).toLocalDate();
      boolean sameStream = stream != null && isSameStream(stream, value);
      if (day != null && (!sameStream || !day.date().equals(date))) {
        day.write(writer, update);
        day = null;
      }
      if (!sameStream) {
        writer.write(streamRecord(value));
        stream = value;
      }
      if (day == null) {
        day = new Nem12OutDay(date, value.lengthSeconds());
      }
      day.add(value);
    }
    if (day != null) {
      day.write(writer, update);
    }
    writer.write("900\r\n");
    writer.flush();
  }

  /** Wh as kWh with three decimals. */
  static String kilowattHours(long energyWh) {
    return BigDecimal.valueOf(energyWh, 3).toPlainString();
  }

  /** Flag of a quality. */
  static String flag(Quality quality) {
    return Nem12Quality.flag(quality);
  }

  private static boolean isSameStream(ValidatedValue one, ValidatedValue other) {
    return one.usagePoint().equals(other.usagePoint())
        && one.meter().equals(other.meter())
        && one.channel() == other.channel()
        && one.lengthSeconds() == other.lengthSeconds();
  }

  private static String streamRecord(ValidatedValue value) {
    int minutes = value.lengthSeconds() / MINUTE_SECONDS;
    if (value.lengthSeconds() % MINUTE_SECONDS != 0
        || (minutes != 5 && minutes != 15 && minutes != 30)) {
      throw new FormatException(
          "nem12-interval-length",
          0,
          "Usage point '"
              + value.usagePoint()
              + "' has intervals of "
              + value.lengthSeconds()
              + " s; NEM12 knows 5, 15 and 30 minutes. Write another format");
    }
    String suffix = suffix(value.channel());
    return "200,"
        + cell(value.usagePoint(), "usage point")
        + ','
        + suffix
        + ','
        + suffix
        + ','
        + suffix
        + ",,"
        + cell(value.meter(), "meter")
        + ",KWH,"
        + minutes
        + ",\r\n";
  }

  private static String suffix(Channel channel) {
    return switch (channel) {
      case IMPORT -> "E1";
      case CONSUMPTION -> "E2";
      case EXPORT -> "B1";
      case GENERATION -> "B2";
    };
  }

  private static String cell(String text, String what) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ',' || text.charAt(i) < ' ') {
        throw new FormatException(
            "nem12-identifier",
            0,
            "The " + what + " '" + text + "' holds a comma or a control character");
      }
    }
    return text;
  }
}
