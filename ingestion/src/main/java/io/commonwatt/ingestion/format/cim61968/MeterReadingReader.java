package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.Spool;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one MeterReading at a time. The standard puts a block's type behind its values and the
 * meter behind its blocks, so the values of a MeterReading wait in a spool until it ends. Not
 * thread-safe.
 */
final class MeterReadingReader {

  /** A MeterReading with more blocks and types than this is refused. */
  private static final int MAX_BLOCKS = 100_000;

  private final XmlReader xml;
  private final LimitedSink sink;
  private final ZoneId zone;
  private final Spool spool;

  /** Type of each block by its number; "" while it is not known. */
  private final List<String> typeOfBlock = new ArrayList<>();

  private final Map<String, Integer> blockOfReadings = new LinkedHashMap<>();
  private final List<EventReader.SentEvent> events = new ArrayList<>();

  MeterReadingReader(XmlReader xml, LimitedSink sink, ZoneId zone, Spool spool) {
    this.xml = xml;
    this.sink = sink;
    this.zone = zone;
    this.spool = spool;
  }

  /** Reads the MeterReading at whose start tag the reader stands. */
  void read(EventReader eventReader) throws IOException {
    spool.clear();
    typeOfBlock.clear();
    blockOfReadings.clear();
    events.clear();
    String meter = "";
    String usagePoint = "";
    long line = xml.line();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "IntervalBlocks", "IntervalBlock" -> intervalBlock();
        case "Readings", "Reading" -> reading();
        case "Meter", "EndDevice", "MeterAsset" -> meter = Elements.identity(xml);
        case "UsagePoint", "ServiceDeliveryPoint" -> usagePoint = Elements.identity(xml);
        case "EndDeviceEvents", "EndDeviceEvent" -> {
          block(xml.line());
          events.add(eventReader.sent());
        }
        default -> xml.skip();
      }
    }
    String identity = meter.isEmpty() ? usagePoint : meter;
    if (identity.isEmpty() && !(spool.isEmpty() && events.isEmpty())) {
      throw new FormatException(
          "cim-meter-missing", line, "MeterReading names neither a Meter nor a UsagePoint");
    }
    emit(identity);
    for (EventReader.SentEvent event : events) {
      eventReader.emit(event, identity);
    }
  }

  private void intervalBlock() throws IOException {
    int block = block(xml.line());
    boolean any = false;
    long line = xml.line();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "IntervalReadings", "IntervalReading" -> {
          any = true;
          SentValue.read(xml).write(spool.out(), block);
        }
        case "ReadingType" -> typeOfBlock.set(block, Elements.reference(xml));
        default -> xml.skip();
      }
    }
    if (any && typeOfBlock.get(block).isEmpty()) {
      throw new FormatException(
          "cim-reading-type-missing", line, "An IntervalBlock names no ReadingType");
    }
  }

  private void reading() throws IOException {
    SentValue sent = SentValue.read(xml);
    if (sent.type().isEmpty()) {
      throw new FormatException(
          "cim-reading-type-missing", sent.line(), "A Reading names no ReadingType");
    }
    Integer block = blockOfReadings.get(sent.type());
    if (block == null) {
      block = block(sent.line());
      typeOfBlock.set(block, sent.type());
      blockOfReadings.put(sent.type(), block);
    }
    sent.write(spool.out(), block);
  }

  private int block(long line) {
    if (typeOfBlock.size() >= MAX_BLOCKS) {
      throw new FormatException(
          "cim-too-many-blocks",
          line,
          "A MeterReading has more than " + MAX_BLOCKS + " blocks, types and events; split it");
    }
    typeOfBlock.add("");
    return typeOfBlock.size() - 1;
  }

  private void emit(String meter) throws IOException {
    if (spool.isEmpty()) {
      return;
    }
    Map<String, ReadingTypeRef> types = new LinkedHashMap<>();
    for (String text : typeOfBlock) {
      if (!text.isEmpty() && !types.containsKey(text)) {
        types.put(text, ReadingTypeRef.parse(text, xml.line()));
      }
    }
    Set<ReadingTypeRef> sent = new HashSet<>(types.values());
    Map<Integer, BlockValues> values = new LinkedHashMap<>();
    try (DataInputStream in = spool.read()) {
      for (int block = Spool.nextInt(in); block >= 0; block = Spool.nextInt(in)) {
        SentValue value = SentValue.read(in);
        BlockValues series = values.get(block);
        if (series == null) {
          ReadingTypeRef type = types.get(typeOfBlock.get(block));
          boolean part = type.isPart() && sent.contains(type.whole());
          series = new BlockValues(meter, type, part, zone, sink);
          values.put(block, series);
        }
        series.emit(value);
      }
    }
  }
}
