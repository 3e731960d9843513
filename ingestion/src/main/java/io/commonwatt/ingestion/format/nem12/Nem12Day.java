package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.ingestion.format.DecimalText;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import java.time.Instant;
import java.util.Arrays;

/**
 * A 300 record with the 400 records that follow it. Where the day's quality is {@code V} they must
 * cover every interval once; otherwise they override it where they stand. Not thread-safe.
 */
final class Nem12Day {

  private static final int DAY_MINUTES = 24 * 60;
  private static final int TRAILING_CELLS = 5;
  private static final String VARIABLE = "V";

  private final NemLine line;
  private final int lengthSeconds;
  private final Instant start;
  private final DecimalText[] values;
  private final String[] qualities;
  private final String dayQuality;

  Nem12Day(NemLine line, int lengthMinutes, NemStream stream) {
    this.line = line;
    this.lengthSeconds = lengthMinutes * 60;
    this.start =
        line.date(1, "interval date", "nem12-date").atStartOfDay().toInstant(NemLine.MARKET_TIME);
    this.values = new DecimalText[DAY_MINUTES / lengthMinutes];
    this.qualities = new String[values.length];
    checkWidth();
    for (int i = 0; i < values.length; i++) {
      values[i] = DecimalText.parse(line.cell(i + 2), '.', stream.tens());
      if (values[i] == null) {
        throw line.refused(
            Nem12Quality.isQuality(line.cell(i + 2)) || line.cell(i + 2).isEmpty()
                ? "nem12-interval-count"
                : "nem12-value",
            "has '"
                + shortened(line.cell(i + 2))
                + "' as value "
                + (i + 1)
                + "; expected "
                + values.length
                + " decimal numbers");
      }
    }
    int at = values.length + 2;
    String quality = line.cell(at);
    if (!Nem12Quality.isQuality(quality)) {
      throw line.refused(
          DecimalText.parse(quality, '.', 0) == null ? "nem12-quality" : "nem12-interval-count",
          "has '"
              + shortened(quality)
              + "' where its quality should stand after "
              + values.length
              + " values; expected A, E, F, N, S or V with a method");
    }
    dayQuality =
        quality.equals(VARIABLE) ? VARIABLE : Nem12Quality.sent(quality, line.cell(at + 1));
  }

  int size() {
    return values.length;
  }

  /** Takes a 400 record. */
  void quality(NemLine event) {
    int from = event.number(1, "start interval", values.length, "nem12-quality-range");
    int to = event.number(2, "end interval", values.length, "nem12-quality-range");
    String quality = event.cell(3);
    if (to < from) {
      throw event.refused("nem12-quality-range", "ends before it starts: " + from + "…" + to);
    }
    if (!Nem12Quality.isQuality(quality) || quality.equals(VARIABLE)) {
      throw event.refused(
          "nem12-quality",
          "has quality '" + shortened(quality) + "'; expected A, E, F, N or S with a method");
    }
    String sent = Nem12Quality.sent(quality, event.cell(4));
    for (int i = from - 1; i < to; i++) {
      if (qualities[i] != null) {
        throw event.refused("nem12-quality-range", "covers interval " + (i + 1) + " a second time");
      }
      qualities[i] = sent;
    }
  }

  /** Refuses a day of variable quality whose 400 records leave an interval out. */
  void check() {
    if (dayQuality.equals(VARIABLE)) {
      int open = Arrays.asList(qualities).indexOf(null);
      if (open >= 0) {
        throw line.refused(
            "nem12-quality-range",
            "has quality V, but no 400 record covers interval " + (open + 1));
      }
    }
  }

  void send(String meter, String register, NemStream stream, FormatSink sink) {
    check();
    for (int i = 0; i < values.length; i++) {
      sink.interval(
          new IntervalValue(
              meter,
              register,
              stream.channel(),
              start.plusSeconds((long) i * lengthSeconds),
              lengthSeconds,
              values[i].mantissa(),
              values[i].powerOfTen(),
              stream.unit(),
              qualities[i] == null ? dayQuality : qualities[i],
              line.number()));
    }
  }

  private void checkWidth() {
    int width = line.cells().length;
    while (width > 0 && line.cell(width - 1).isEmpty()) {
      width--;
    }
    int expected = 2 + values.length;
    if (width <= expected || width > expected + TRAILING_CELLS) {
      throw line.refused(
          "nem12-interval-count",
          "has "
              + Math.max(0, width - 2)
              + " cells after its date; expected "
              + values.length
              + " values of "
              + lengthSeconds / 60
              + " minutes, a quality and at most four more");
    }
  }

  private static String shortened(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "…" : text;
  }
}
