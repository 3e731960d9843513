package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.ValidatedValue;
import io.commonwatt.ingestion.format.xml.XmlText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/**
 * Writes a MeterReadings message: one MeterReading per usage point and meter, one block per channel
 * and interval length. The standard knows two flows: consumption and import are forward, generation
 * and export reverse. Immutable.
 */
public final class MeterReadingsWriter implements FormatWriter {

  private static final String NAMESPACE = "http://iec.ch/TC57/2011/MeterReadings#";

  @Override
  public String name() {
    return MeterReadingsFormat.NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws FormatException code {@code cim-flow-twice} when a usage point has both channels of a
   *     flow, which the message could not tell apart
   */
  @Override
  public void write(Iterator<ValidatedValue> values, OutputStream out) throws IOException {
    XmlText xml = new XmlText(out);
    xml.start("MeterReadings", "xmlns", NAMESPACE);
    ValidatedValue last = null;
    Channel forward = null;
    Channel reverse = null;
    while (values.hasNext()) {
      ValidatedValue value = values.next();
      boolean samePoint = last != null && last.usagePoint().equals(value.usagePoint());
      boolean sameReading = samePoint && last.meter().equals(value.meter());
      boolean sameBlock =
          sameReading
              && last.channel() == value.channel()
              && last.lengthSeconds() == value.lengthSeconds();
      forward =
          isForward(value) ? claim(samePoint ? forward : null, value) : samePoint ? forward : null;
      reverse =
          isForward(value) ? samePoint ? reverse : null : claim(samePoint ? reverse : null, value);
      if (last != null && !sameBlock) {
        endBlock(xml, last);
      }
      if (last != null && !sameReading) {
        endReading(xml, last);
      }
      if (!sameReading) {
        xml.start("MeterReading");
      }
      if (!sameBlock) {
        xml.start("IntervalBlocks");
      }
      reading(xml, value);
      last = value;
    }
    if (last != null) {
      endBlock(xml, last);
      endReading(xml, last);
    }
    xml.end().flush();
  }

  private static void reading(XmlText xml, ValidatedValue value) throws IOException {
    String end = value.start().plusSeconds(value.lengthSeconds()).toString();
    xml.start("IntervalReadings");
    if (MeasuringPeriod.code(value.lengthSeconds()) == 0) {
      xml.start("timePeriod");
      xml.element("end", end).element("start", value.start().toString());
      xml.end();
    }
    xml.element("timeStamp", end).element("value", value.energyWh());
    for (String code : CimQuality.codes(value.quality())) {
      xml.start("ReadingQualities");
      if (!value.method().isEmpty()) {
        xml.element("comment", value.method());
      }
      xml.empty("ReadingQualityType", "ref", code).end();
    }
    xml.end();
  }

  private static void endBlock(XmlText xml, ValidatedValue last) throws IOException {
    ReadingTypeRef type =
        ReadingTypeRef.intervalEnergy(MeasuringPeriod.code(last.lengthSeconds()), isForward(last));
    xml.empty("ReadingType", "ref", type.text()).end();
  }

  private static void endReading(XmlText xml, ValidatedValue last) throws IOException {
    if (!last.meter().isEmpty()) {
      xml.start("Meter").element("mRID", last.meter()).end();
    }
    xml.start("UsagePoint").element("mRID", last.usagePoint()).end();
    xml.end();
  }

  private static boolean isForward(ValidatedValue value) {
    return value.channel() == Channel.CONSUMPTION || value.channel() == Channel.IMPORT;
  }

  private static Channel claim(Channel before, ValidatedValue value) {
    if (before != null && before != value.channel()) {
      throw new FormatException(
          "cim-flow-twice",
          0,
          "Usage point '"
              + value.usagePoint()
              + "' has "
              + before.code()
              + " and "
              + value.channel().code()
              + ", which IEC 61968-9 cannot tell apart; export one of them");
    }
    return value.channel();
  }
}
