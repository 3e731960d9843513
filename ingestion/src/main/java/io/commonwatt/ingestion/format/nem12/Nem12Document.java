package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.ingestion.format.FormatSink;
import java.io.IOException;
import java.util.List;

/** The data streams of one NEM12 file, a day at a time. Not thread-safe. */
final class Nem12Document {

  private static final List<Integer> LENGTHS = List.of(1, 5, 10, 15, 30, 60);
  private static final int MAX_IDENTIFIER = 32;

  private final FormatSink sink;
  private String meter;
  private String register;
  private String unitOfMeasure;
  private NemStream stream;
  private int lengthMinutes;
  private boolean anyDay;
  private Nem12Day day;
  private long passedOver;
  private long passedOverLine;

  Nem12Document(FormatSink sink) {
    this.sink = sink;
  }

  void read(NemLines lines) throws IOException {
    for (NemLine line = lines.next(); line != null; line = lines.next()) {
      switch (line.indicator()) {
        case "200" -> stream(line);
        case "300" -> day(line);
        case "400" -> quality(line);
        case "500" -> visit(line);
        default -> throw line.refused("nem12-record", "is not known; expected 200, 300, 400, 500");
      }
    }
    endStream();
  }

  private void stream(NemLine line) {
    endStream();
    meter = identifier(line, 1, "NMI");
    register = identifier(line, 4, "NMI suffix");
    unitOfMeasure = line.cell(7);
    stream = NemStream.of(register, unitOfMeasure);
    if (stream == null) {
      throw line.refused(
          "nem12-unit",
          "of NMI '"
              + meter
              + "', suffix "
              + register
              + " has unit '"
              + unitOfMeasure
              + "'; expected Wh, kWh, MWh, W, kW or MW");
    }
    lengthMinutes = line.number(8, "interval length", 60, "nem12-interval-length");
    if (!LENGTHS.contains(lengthMinutes)) {
      throw line.refused(
          "nem12-interval-length",
          "has interval length " + lengthMinutes + "; expected one of " + LENGTHS + " minutes");
    }
    anyDay = false;
    passedOver = 0;
    passedOverLine = line.number();
  }

  private void day(NemLine line) {
    if (meter == null) {
      throw line.refused("nem12-sequence", "stands before any 200 record");
    }
    endDay();
    anyDay = true;
    day = new Nem12Day(line, lengthMinutes, stream);
  }

  private void quality(NemLine line) {
    if (day == null) {
      throw line.refused("nem12-sequence", "does not follow a 300 or 400 record");
    }
    day.quality(line);
  }

  /** A 500 record: what the meter reader did; its index read has no unit and is passed over. */
  private void visit(NemLine line) {
    if (!anyDay) {
      throw line.refused("nem12-sequence", "does not follow a 300, 400 or 500 record");
    }
    endDay();
    if (!line.cell(4).isEmpty()) {
      sink.passedOver("index read of " + register, 1, line.number());
    }
  }

  private void endDay() {
    if (day == null) {
      return;
    }
    if (stream.channel() == null) {
      day.check();
      passedOver += day.size();
    } else {
      day.send(meter, register, stream, sink);
    }
    day = null;
  }

  private void endStream() {
    endDay();
    if (passedOver > 0) {
      sink.passedOver(register + " (" + unitOfMeasure + ")", passedOver, passedOverLine);
    }
    passedOver = 0;
  }

  private static String identifier(NemLine line, int position, String name) {
    String text = line.wanted(position, name, "nem12-stream");
    if (text.length() > MAX_IDENTIFIER) {
      throw line.refused(
          "nem12-stream", "has an " + name + " of more than " + MAX_IDENTIFIER + " characters");
    }
    return text;
  }
}
