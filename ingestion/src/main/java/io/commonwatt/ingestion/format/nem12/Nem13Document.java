package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.DecimalText;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.RegisterValue;
import java.io.IOException;
import java.time.Instant;

/**
 * The register readings of one NEM13 file. Each 250 record has a previous and a current reading and
 * the quantity billed between them; a record whose three figures contradict each other is refused,
 * because nobody can say which of them is right. Not thread-safe.
 */
final class Nem13Document {

  private final FormatSink sink;
  private boolean afterReading;
  private String lastSeries = "";
  private Instant lastAt;
  private String lastCurrent = "";

  Nem13Document(FormatSink sink) {
    this.sink = sink;
  }

  void read(NemLines lines) throws IOException {
    for (NemLine line = lines.next(); line != null; line = lines.next()) {
      switch (line.indicator()) {
        case "250" -> reading(line);
        case "550" -> {
          if (!afterReading) {
            throw line.refused("nem13-sequence", "does not follow a 250 record");
          }
        }
        default -> throw line.refused("nem13-record", "is not known; expected 250, 550");
      }
    }
  }

  private void reading(NemLine line) {
    afterReading = true;
    String meter = line.wanted(1, "NMI", "nem13-stream");
    String suffix = line.wanted(4, "NMI suffix", "nem13-stream");
    String serial = line.cell(6);
    String unit = line.cell(19);
    if (meter.length() > 32 || suffix.length() > 32 || serial.length() > 32) {
      throw line.refused("nem13-stream", "has an identifier of more than 32 characters");
    }
    Channel channel = direction(line);
    NemStream stream = NemStream.of(channel == Channel.IMPORT ? "E" : "B", unit);
    if (stream == null || (stream.channel() != null && stream.unit() == Unit.WATT)) {
      throw line.refused("nem13-unit", "has unit '" + unit + "'; expected Wh, kWh or MWh");
    }
    Instant from = line.time(9, "previous read time", "nem13-time");
    Instant to = line.time(14, "current read time", "nem13-time");
    if (to.isBefore(from)) {
      throw line.refused("nem13-time", "has its current reading before its previous one");
    }
    Advance advance = Advance.of(line, channel);
    if (stream.channel() == null) {
      sink.passedOver(suffix + " (" + unit + ")", 2, line.number());
      return;
    }
    String series = meter + '|' + suffix + '|' + serial;
    String register = serial.isEmpty() ? suffix : suffix + '/' + serial;
    if (!series.equals(lastSeries)
        || !from.equals(lastAt)
        || !advance.previousText().equals(lastCurrent)) {
      sink.register(
          value(line, meter, register, channel, from, advance.previous(stream), line.cell(10)));
    }
    sink.register(
        value(line, meter, register, channel, to, advance.current(stream), line.cell(15)));
    lastSeries = series;
    lastAt = to;
    lastCurrent = advance.currentText();
  }

  /** The direction indicator as the grid sees it: E out of the grid, I into it. */
  private static Channel direction(NemLine line) {
    return switch (line.cell(7)) {
      case "E", "e" -> Channel.IMPORT;
      case "I", "i" -> Channel.EXPORT;
      default ->
          throw line.refused(
              "nem13-direction", "has direction '" + line.cell(7) + "'; expected E or I");
    };
  }

  private static RegisterValue value(
      NemLine line,
      String meter,
      String register,
      Channel channel,
      Instant at,
      DecimalText shown,
      String quality) {
    if (!Nem12Quality.isQuality(quality) || quality.startsWith("V")) {
      throw line.refused(
          "nem13-quality",
          "has a reading of quality '" + quality + "'; expected A, E, F, N or S with a method");
    }
    return new RegisterValue(
        meter,
        register,
        channel,
        at,
        shown.mantissa(),
        shown.powerOfTen(),
        Nem12Quality.sent(quality, ""),
        line.number());
  }
}
