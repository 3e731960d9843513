package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.XmlReader;
import io.commonwatt.ingestion.format.xml.XmlTimes;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Reads EndDeviceEvents. Local times are resolved by the order of the document. Not thread-safe.
 */
final class EventReader {

  /** An event as it stands in the message; texts are empty when not sent. */
  record SentEvent(String meter, String code, String time, long line) {}

  private final XmlReader xml;
  private final LimitedSink sink;
  private final XmlTimes times;

  EventReader(XmlReader xml, LimitedSink sink, ZoneId zone) {
    this.xml = xml;
    this.sink = sink;
    this.times = new XmlTimes(zone);
  }

  /** Reads the event at whose start tag the reader stands. */
  SentEvent sent() throws IOException {
    String meter = "";
    String code = "";
    String time = "";
    long line = xml.line();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "Assets", "Asset", "Meter", "EndDevice" -> meter = Elements.identity(xml);
        case "UsagePoint" -> {
          String point = Elements.identity(xml);
          meter = meter.isEmpty() ? point : meter;
        }
        case "EndDeviceEventType" -> code = Elements.reference(xml);
        case "createdDateTime" -> time = XmlReader.shorten(xml.text());
        default -> xml.skip();
      }
    }
    return new SentEvent(meter, code, time, line);
  }

  /**
   * Hands an event on if the platform has a use for it.
   *
   * @param owner meter of the message part the event stands in; empty when it stands alone
   */
  void emit(SentEvent event, String owner) {
    if (event.code().isEmpty()) {
      throw new FormatException(
          "cim-event-type-missing", event.line(), "An EndDeviceEvent names no EndDeviceEventType");
    }
    Optional<MeterEvent.Type> type = EventCodes.find(event.code());
    if (type.isEmpty()) {
      sink.passOver("EndDeviceEvent " + XmlReader.shorten(event.code()), 1, event.line());
      return;
    }
    String meter = event.meter().isEmpty() ? owner : event.meter();
    if (meter.isEmpty()) {
      throw new FormatException(
          "cim-meter-missing",
          event.line(),
          "An EndDeviceEvent names no Asset, Meter or UsagePoint");
    }
    if (event.time().isEmpty()) {
      throw new FormatException(
          "cim-time-missing", event.line(), "An EndDeviceEvent has no createdDateTime");
    }
    sink.event(
        new EventValue(
            meter,
            type.get(),
            times.read(event.time(), "createdDateTime", event.line()),
            CimQuality.SCHEME + event.code(),
            event.line()));
  }
}
