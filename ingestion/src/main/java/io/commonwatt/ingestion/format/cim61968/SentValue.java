package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.ingestion.format.xml.Spool;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A Reading or IntervalReading as it stands in the message, before its type and meter are known.
 * Texts are empty when not sent.
 *
 * @param start begin of its own time period
 * @param end end of its own time period
 * @param quality codes with their scheme, joined by commas
 * @param type reading type named inside; empty for an interval reading, whose block names it
 */
record SentValue(
    String time, String start, String end, String value, String quality, String type, long line) {

  private static final int MAX_QUALITY = 400;

  /** Reads the element at whose start tag the reader stands. */
  static SentValue read(XmlReader xml) throws IOException {
    String time = "";
    String[] period = {"", ""};
    String value = "";
    StringBuilder quality = new StringBuilder();
    String type = "";
    long line = xml.line();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "timeStamp" -> time = xml.text();
        case "timePeriod" -> period = period(xml);
        case "value" -> value = xml.text();
        case "ReadingQualities" -> readQuality(xml, quality);
        case "ReadingType" -> type = Elements.reference(xml);
        default -> xml.skip();
      }
    }
    return new SentValue(time, period[0], period[1], value, quality.toString(), type, line);
  }

  void write(DataOutputStream out, int block) throws IOException {
    out.writeInt(block);
    out.writeUTF(time);
    out.writeUTF(start);
    out.writeUTF(end);
    out.writeUTF(value);
    out.writeUTF(quality);
    out.writeLong(line);
  }

  /** What {@link #write} wrote, its block having been read by {@link Spool#nextInt}. */
  static SentValue read(DataInputStream in) throws IOException {
    return new SentValue(
        in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), "", in.readLong());
  }

  private static String[] period(XmlReader xml) throws IOException {
    String[] period = {"", ""};
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "start" -> period[0] = xml.text();
        case "end" -> period[1] = xml.text();
        default -> xml.skip();
      }
    }
    return period;
  }

  private static void readQuality(XmlReader xml, StringBuilder quality) throws IOException {
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      if (xml.name().equals("ReadingQualityType")) {
        String code = Elements.reference(xml);
        if (!code.isEmpty() && quality.length() + code.length() < MAX_QUALITY) {
          quality.append(quality.isEmpty() ? "" : ",").append(CimQuality.SCHEME).append(code);
        }
      }
    }
  }
}
