package io.commonwatt.ingestion.format.espi;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * An IntervalReading as it stands in the feed, before its type is looked at.
 *
 * @param position in its block, from 0
 * @param blockStart begin of the block, epoch s; {@link #NONE} when not sent
 * @param start epoch s; {@link #NONE} when not sent
 * @param seconds length, s; {@link #NONE} when not sent
 * @param quality codes with their scheme, joined by commas; empty when none was sent
 */
record SentReading(
    int position,
    long blockStart,
    long start,
    long seconds,
    String value,
    String quality,
    long line) {

  static final long NONE = Long.MIN_VALUE;

  private static final int MAX_QUALITY = 200;

  /** Reads the element at whose start tag the reader stands. */
  static SentReading read(XmlReader xml, int position, long blockStart) throws IOException {
    long[] period = {NONE, NONE};
    String value = "";
    StringBuilder quality = new StringBuilder();
    long line = xml.line();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "timePeriod" -> period = period(xml);
        case "value" -> value = xml.text();
        case "ReadingQuality" -> readQuality(xml, quality);
        default -> xml.skip();
      }
    }
    if (value.isEmpty()) {
      throw new FormatException("espi-value-missing", line, "IntervalReading has no value");
    }
    return new SentReading(
        position, blockStart, period[0], period[1], value, quality.toString(), line);
  }

  /** Start and duration of a time period, each {@link #NONE} when not sent. */
  static long[] period(XmlReader xml) throws IOException {
    long[] period = {NONE, NONE};
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "start" -> period[0] = seconds(xml);
        case "duration" -> period[1] = seconds(xml);
        default -> xml.skip();
      }
    }
    return period;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(position);
    out.writeLong(blockStart);
    out.writeLong(start);
    out.writeLong(seconds);
    out.writeUTF(value);
    out.writeUTF(quality);
    out.writeLong(line);
  }

  static SentReading read(DataInputStream in) throws IOException {
    return new SentReading(
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        in.readLong());
  }

  private static void readQuality(XmlReader xml, StringBuilder quality) throws IOException {
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      if (xml.name().equals("quality")) {
        String code = xml.text();
        if (!code.isEmpty() && quality.length() + code.length() < MAX_QUALITY) {
          quality.append(quality.isEmpty() ? "" : ",").append(EspiQuality.SCHEME).append(code);
        }
      }
    }
  }

  private static long seconds(XmlReader xml) throws IOException {
    String name = xml.name();
    String text = xml.text();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new FormatException(
          "espi-time",
          xml.line(),
          "Element '" + name + "' holds '" + XmlReader.shorten(text) + "', expected whole seconds",
          e);
    }
  }
}
