package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.Spool;
import io.commonwatt.ingestion.format.xml.XmlReader;
import io.commonwatt.ingestion.format.xml.XmlTimes;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Reads one time series at a time. Some senders put the metering point and the unit behind the
 * periods, so the points of a series wait in a spool until it ends. Not thread-safe.
 */
final class TimeSeriesReader {

  private static final int PERIOD = 0;
  private static final int POINT = 1;

  private final XmlReader xml;
  private final LimitedSink sink;
  private final ZoneId zone;
  private final Spool spool;
  private final RepeatLimit repeats = new RepeatLimit();

  TimeSeriesReader(XmlReader xml, LimitedSink sink, ZoneId zone, Spool spool) {
    this.xml = xml;
    this.sink = sink;
    this.zone = zone;
    this.spool = spool;
  }

  /** Reads the time series at whose start tag the reader stands. */
  void read() throws IOException {
    spool.clear();
    SeriesHead head = new SeriesHead();
    long line = xml.line();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "mRID" -> head.id = xml.text();
        case "marketEvaluationPoint.mRID" -> head.meteringPoint = xml.text();
        case "marketEvaluationPoint.type" -> head.pointType = xml.text();
        case "marketEvaluationPoint.meterReadings.readings.readingType.commodity" ->
            head.commodity = xml.text();
        case "registeredResource.mRID" -> head.resource = xml.text();
        case "MktPSRType" -> generatingUnit(head);
        case "outBiddingZone_Domain.mRID", "area_Domain.mRID", "domain.mRID" ->
            head.area = xml.text();
        case "inBiddingZone_Domain.mRID" -> {
          head.areaReceives = head.area.isEmpty();
          head.area = head.area.isEmpty() ? xml.text() : head.area;
        }
        case "quantity_Measure_Unit.name",
            "quantity_Measurement_Unit.name",
            "energy_Measurement_Unit.name",
            "measurement_Unit.name" ->
            head.unit = xml.text();
        case "flowDirection.direction" -> head.direction = xml.text();
        case "businessType" -> head.businessType = xml.text();
        case "curveType" -> head.curveType = xml.text();
        case "Period", "Series_Period" -> period();
        default -> xml.skip();
      }
    }
    emit(head, line);
  }

  private void generatingUnit(SeriesHead head) throws IOException {
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      if (xml.name().equals("MktGeneratingUnit")) {
        int unit = xml.depth();
        while (xml.nextChild(unit)) {
          if (xml.name().equals("registeredResource.mRID") || xml.name().equals("mRID")) {
            head.resource = xml.text();
          }
        }
      }
    }
  }

  private void period() throws IOException {
    long line = xml.line();
    Instant[] covered = {null, null};
    String resolution = "";
    boolean begun = false;
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "timeInterval" -> covered = interval();
        case "resolution" -> resolution = xml.text();
        case "Point" -> {
          if (!begun) {
            begin(covered, resolution, line);
            begun = true;
          }
          spool.out().writeInt(POINT);
          SentPoint.read(xml).write(spool.out());
        }
        default -> xml.skip();
      }
    }
    if (!begun) {
      begin(covered, resolution, line);
    }
  }

  private void begin(Instant[] covered, String resolution, long line) throws IOException {
    if (covered[0] == null || covered[1] == null || resolution.isEmpty()) {
      throw new FormatException(
          "entsoe-period",
          line,
          "A Period does not say its timeInterval and resolution before its points");
    }
    spool.out().writeInt(PERIOD);
    new SentPeriod(covered[0], covered[1], resolution, line).write(spool.out());
  }

  private Instant[] interval() throws IOException {
    Instant[] covered = {null, null};
    XmlTimes times = new XmlTimes(zone);
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "start" -> covered[0] = times.read(xml.text(), "start", xml.line());
        case "end" -> covered[1] = times.read(xml.text(), "end", xml.line());
        default -> xml.skip();
      }
    }
    return covered;
  }

  private void emit(SeriesHead head, long line) throws IOException {
    if (spool.isEmpty()) {
      return;
    }
    String passedOver = head.passedOver();
    if (passedOver.isEmpty() && head.meter().isEmpty()) {
      throw new FormatException(
          "entsoe-meter-missing",
          line,
          "TimeSeries '"
              + head.id
              + "' names no marketEvaluationPoint, registeredResource or domain");
    }
    try (DataInputStream in = spool.read()) {
      PeriodValues values = null;
      for (int kind = Spool.nextInt(in); kind >= 0; kind = Spool.nextInt(in)) {
        if (kind == PERIOD) {
          finish(values);
          SentPeriod period = SentPeriod.read(in);
          values =
              passedOver.isEmpty() ? new PeriodValues(head, period, zone, sink, repeats) : null;
        } else {
          SentPoint point = SentPoint.read(in);
          if (values == null) {
            sink.passOver(passedOver, 1, point.line());
          } else {
            values.add(point);
          }
        }
      }
      finish(values);
    }
  }

  private static void finish(PeriodValues values) {
    if (values != null) {
      values.finish();
    }
  }
}
