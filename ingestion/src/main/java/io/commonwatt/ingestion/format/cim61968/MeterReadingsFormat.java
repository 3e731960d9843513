package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.Spool;
import io.commonwatt.ingestion.format.xml.XmlHead;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/**
 * IEC 61968-9 messages with MeterReadings and EndDeviceEvents, bare or in an EventMessage,
 * ResponseMessage or SOAP envelope. Immutable.
 */
public final class MeterReadingsFormat implements Format {

  static final String NAME = "iec61968-9";

  private static final Set<String> ROOTS =
      Set.of(
          "EventMessage",
          "ResponseMessage",
          "Message",
          "Envelope",
          "MeterReadings",
          "EndDeviceEvents");

  private static final Set<String> WITHDRAWN =
      Set.of("cancel", "canceled", "cancelled", "delete", "deleted", "close", "closed");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return XmlHead.mentions(head, "http://iec.ch/TC57/")
        && (XmlHead.mentions(head, "MeterReadings") || XmlHead.mentions(head, "EndDeviceEvents"));
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    LimitedSink limited = new LimitedSink(sink, options);
    XmlReader xml = XmlReader.open(in);
    if (!ROOTS.contains(xml.name())) {
      throw xml.fail(
          "cim-not-a-message",
          "The root is '" + xml.name() + "'; expected an IEC 61968 message or MeterReadings");
    }
    try (Spool spool = new Spool()) {
      read(xml, options, limited, spool);
    }
    limited.finish();
  }

  private static void read(XmlReader xml, FormatOptions options, LimitedSink sink, Spool spool)
      throws IOException {
    MeterReadingReader readings = new MeterReadingReader(xml, sink, options.zone(), spool);
    EventReader events = new EventReader(xml, sink, options.zone());
    boolean payload = false;
    do {
      if (!xml.isStart()) {
        continue;
      }
      switch (xml.name()) {
        case "MeterReadings", "EndDeviceEvents" -> payload = true;
        case "MeterReading" -> readings.read(events);
        case "EndDeviceEvent" -> events.emit(events.sent(), "");
        case "Verb" -> refuseWithdrawal(xml);
        case "Compressed" ->
            throw xml.fail(
                "cim-compressed", "The payload is compressed inside the message; unpack it first");
        default -> {
          // Envelopes and headers say nothing more.
        }
      }
    } while (xml.next());
    if (!payload) {
      throw new FormatException(
          "cim-no-payload",
          xml.line(),
          "The message holds no MeterReadings and no EndDeviceEvents");
    }
  }

  private static void refuseWithdrawal(XmlReader xml) throws IOException {
    String verb = xml.text();
    if (WITHDRAWN.contains(verb.toLowerCase(Locale.ROOT))) {
      throw xml.fail(
          "cim-verb",
          "The message says '" + verb + "'; a withdrawal is made with 'commonwatt vee edit'");
    }
  }
}
