package io.commonwatt.ingestion.format.espi;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.ValidatedValue;
import io.commonwatt.ingestion.format.xml.XmlText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.UUID;

/**
 * Writes a Green Button feed: the usage point, a meter reading per channel with its reading type,
 * and blocks of at most a day. What describes a block stands above it, so that the feed is read
 * without waiting. Consumption and import are delivered, generation and export received; the id of
 * a meter reading is its channel. Immutable.
 */
public final class EspiWriter implements FormatWriter {

  private static final int DELIVERED = 1;
  private static final int RECEIVED = 19;
  private static final int MAX_BLOCK_READINGS = 1_440;
  private static final String ROOT = "/espi/1_1/resource/";
  private static final String UPDATED = "1970-01-01T00:00:00Z";

  @Override
  public String name() {
    return "espi";
  }

  /**
   * {@inheritDoc}
   *
   * @throws FormatException code {@code espi-seconds} when an interval does not begin at a full
   *     second, which the feed cannot say
   */
  @Override
  public void write(Iterator<ValidatedValue> values, OutputStream out) throws IOException {
    XmlText xml = new XmlText(out);
    xml.start("feed", "xmlns", EspiFormat.ATOM, "xmlns:espi", EspiFormat.ESPI);
    xml.element("id", urn("feed")).element("title", "Validated readings");
    xml.element("updated", UPDATED);
    readingType(xml, DELIVERED);
    readingType(xml, RECEIVED);
    ValidatedValue last = null;
    int readings = 0;
    while (values.hasNext()) {
      ValidatedValue value = values.next();
      if (value.start().getNano() != 0) {
        throw new FormatException(
            "espi-seconds",
            0,
            "Value of usage point '"
                + value.usagePoint()
                + "' at "
                + value.start()
                + " does not begin at a full second");
      }
      boolean samePoint = last != null && last.usagePoint().equals(value.usagePoint());
      boolean sameReading = samePoint && last.channel() == value.channel();
      boolean sameBlock = sameReading && readings < MAX_BLOCK_READINGS;
      if (last != null && !sameBlock) {
        endEntry(xml);
      }
      if (!samePoint) {
        usagePoint(xml, value);
      }
      if (!sameReading) {
        meterReading(xml, value);
      }
      if (!sameBlock) {
        startBlock(xml, value);
        readings = 0;
      }
      reading(xml, value);
      readings++;
      last = value;
    }
    if (last != null) {
      endEntry(xml);
    }
    xml.end().flush();
  }

  private static void readingType(XmlText xml, int flow) throws IOException {
    startEntry(xml, "ReadingType/" + flow, "ReadingType");
    xml.start("espi:ReadingType");
    xml.element("espi:accumulationBehaviour", 4).element("espi:commodity", 1);
    xml.element("espi:dataQualifier", 12).element("espi:flowDirection", flow);
    xml.element("espi:kind", 12).element("espi:powerOfTenMultiplier", 0).element("espi:uom", 72);
    endEntry(xml);
  }

  private static void usagePoint(XmlText xml, ValidatedValue value) throws IOException {
    String path = pointPath(value);
    startEntry(xml, path, "UsagePoint", path + "/MeterReading");
    xml.start("espi:UsagePoint").start("espi:ServiceCategory");
    xml.element("espi:kind", 0).end();
    endEntry(xml);
  }

  private static void meterReading(XmlText xml, ValidatedValue value) throws IOException {
    boolean delivered = value.channel() == Channel.CONSUMPTION || value.channel() == Channel.IMPORT;
    String path = readingPath(value);
    startEntry(
        xml,
        path,
        pointPath(value) + "/MeterReading",
        path + "/IntervalBlock",
        "ReadingType/" + (delivered ? DELIVERED : RECEIVED));
    xml.start("espi:MeterReading");
    endEntry(xml);
  }

  private static void startBlock(XmlText xml, ValidatedValue value) throws IOException {
    String up = readingPath(value) + "/IntervalBlock";
    startEntry(xml, up + '/' + value.start().getEpochSecond(), up);
    xml.start("espi:IntervalBlock");
  }

  private static void reading(XmlText xml, ValidatedValue value) throws IOException {
    xml.start("espi:IntervalReading").start("espi:ReadingQuality");
    xml.element("espi:quality", EspiQuality.code(value.quality())).end();
    xml.start("espi:timePeriod").element("espi:duration", value.lengthSeconds());
    xml.element("espi:start", value.start().getEpochSecond()).end();
    xml.element("espi:value", value.energyWh()).end();
  }

  private static void startEntry(XmlText xml, String self, String up, String... related)
      throws IOException {
    xml.start("entry").element("id", urn(self));
    xml.empty("link", "rel", "self", "href", ROOT + self);
    xml.empty("link", "rel", "up", "href", ROOT + up);
    for (String link : related) {
      xml.empty("link", "rel", "related", "href", ROOT + link);
    }
    xml.element("title", "").element("updated", UPDATED);
    xml.start("content");
  }

  /** Ends the resource, the content and the entry. */
  private static void endEntry(XmlText xml) throws IOException {
    xml.end().end().end();
  }

  private static String pointPath(ValidatedValue value) {
    return "UsagePoint/" + Links.encode(value.usagePoint());
  }

  private static String readingPath(ValidatedValue value) {
    return pointPath(value) + "/MeterReading/" + value.channel().code();
  }

  private static String urn(String path) {
    return "urn:uuid:" + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
  }
}
