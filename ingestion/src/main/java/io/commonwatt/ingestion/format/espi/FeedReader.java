package io.commonwatt.ingestion.format.espi;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.Spool;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a feed once, from begin to end. Values whose meter reading, reading type and usage point
 * stand above them go straight to the sink. From the first block on that is described further down,
 * all values wait in a spool until the feed ends, so that they keep the order of the feed. Not
 * thread-safe.
 */
final class FeedReader {

  /** A feed with more blocks that wait than this is refused. */
  private static final int MAX_WAITING = 1_000_000;

  private static final Set<String> SUMMARIES =
      Set.of("UsageSummary", "ElectricPowerUsageSummary", "ElectricPowerQualitySummary");

  private final XmlReader xml;
  private final LimitedSink sink;
  private final ReadingValues values;
  private final Spool spool;
  private final FeedIndex index = new FeedIndex();
  private final List<BlockLinks> waiting = new ArrayList<>();
  private final StringBuilder others = new StringBuilder();
  private long otherLine = 1;
  private boolean hasUsage;

  FeedReader(XmlReader xml, LimitedSink sink, Spool spool) {
    this.xml = xml;
    this.sink = sink;
    this.values = new ReadingValues(sink);
    this.spool = spool;
  }

  void read() throws IOException {
    boolean atom = xml.namespace().equals(EspiFormat.ATOM);
    if (atom && xml.name().equals("entry")) {
      entry();
    } else if (atom && xml.name().equals("feed")) {
      while (xml.nextChild(1)) {
        if (xml.name().equals("entry")) {
          entry();
        }
      }
    } else {
      throw xml.fail(
          "espi-not-a-feed",
          "The root is '" + xml.name() + "'; expected an Atom feed or entry of ESPI resources");
    }
    finishDocument();
    emitWaiting();
    if (!hasUsage) {
      throw new FormatException(
          "espi-no-usage-data",
          otherLine,
          "The feed holds no usage point, meter reading, reading type, interval block or summary"
              + (others.isEmpty() ? "" : ", only: " + others));
    }
  }

  /** What follows the root must be well-formed too. */
  private void finishDocument() throws IOException {
    while (xml.next()) {
      // Nothing but comments can stand here.
    }
  }

  private void entry() throws IOException {
    Links links = new Links();
    Resource resource = new Resource();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "link" -> links.add(xml);
        case "content" -> {
          int content = xml.depth();
          while (xml.nextChild(content)) {
            resource(links, resource);
          }
        }
        default -> xml.skip();
      }
    }
    resource.settle(links);
  }

  private void resource(Links links, Resource resource) throws IOException {
    if (!xml.namespace().equals(EspiFormat.ESPI)) {
      other();
      return;
    }
    long line = xml.line();
    switch (xml.name()) {
      case "UsagePoint" -> resource.take("UsagePoint", line).kind = serviceKind();
      case "MeterReading" -> resource.take("MeterReading", line);
      case "ReadingType" -> resource.take("ReadingType", line).type = ReadingType.read(xml);
      case "IntervalBlock" -> block(links, resource, line);
      case "LocalTimeParameters" -> {
        hasUsage = true;
        xml.skip();
      }
      default -> {
        if (SUMMARIES.contains(xml.name())) {
          hasUsage = true;
          sink.passOver(xml.name(), 1, line);
          xml.skip();
        } else {
          other();
        }
      }
    }
  }

  private void other() {
    if (others.isEmpty()) {
      otherLine = xml.line();
    }
    if (others.length() < 200 && others.indexOf(xml.name()) < 0) {
      others.append(others.isEmpty() ? "" : ", ").append(XmlReader.shorten(xml.name()));
    }
  }

  private String serviceKind() throws IOException {
    String kind = "";
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      if (xml.name().equals("ServiceCategory")) {
        int category = xml.depth();
        while (xml.nextChild(category)) {
          if (xml.name().equals("kind")) {
            kind = xml.text();
          }
        }
      }
    }
    return kind;
  }

  private void block(Links links, Resource resource, long line) throws IOException {
    hasUsage = true;
    Series series = null;
    if (waiting.isEmpty() && !links.isEmpty()) {
      series = index.find(BlockLinks.of(links), false, line);
    }
    int number = -1;
    if (series == null) {
      number = waiting.size();
      if (number >= MAX_WAITING) {
        throw new FormatException(
            "espi-index-size", line, "More than " + MAX_WAITING + " blocks wait for their type");
      }
      waiting.add(BlockLinks.of(links));
      resource.waits(number);
    }
    long blockStart = SentReading.NONE;
    int position = 0;
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "interval" -> blockStart = SentReading.period(xml)[0];
        case "IntervalReading" -> {
          SentReading reading = SentReading.read(xml, position++, blockStart);
          if (series != null) {
            values.emit(series, reading);
          } else {
            DataOutputStream out = spool.out();
            out.writeInt(number);
            reading.write(out);
          }
        }
        default -> xml.skip();
      }
    }
  }

  private void emitWaiting() throws IOException {
    if (spool.isEmpty()) {
      return;
    }
    try (DataInputStream in = spool.read()) {
      int current = -1;
      Series series = null;
      for (int number = Spool.nextInt(in); number >= 0; number = Spool.nextInt(in)) {
        SentReading reading = SentReading.read(in);
        if (number != current) {
          series = index.find(waiting.get(number), true, reading.line());
          current = number;
        }
        values.emit(series, reading);
      }
    }
  }

  /** The resource of the entry being read; its links may stand behind it. */
  private final class Resource {
    private String name = "";
    private long line;
    private String kind = "";
    private ReadingType type;
    private int firstBlock = -1;
    private int lastBlock = -1;

    Resource take(String taken, long at) {
      hasUsage = true;
      name = taken;
      line = at;
      return this;
    }

    void waits(int number) {
      firstBlock = firstBlock < 0 ? number : firstBlock;
      lastBlock = number;
    }

    void settle(Links links) {
      switch (name) {
        case "UsagePoint" -> index.addUsagePoint(links, kind, line);
        case "MeterReading" -> index.addMeterReading(links, line);
        case "ReadingType" -> index.addType(links, type, line);
        default -> {
          if (firstBlock >= 0) {
            index.charge(links, line);
            BlockLinks settled = BlockLinks.of(links);
            for (int i = firstBlock; i <= lastBlock; i++) {
              waiting.set(i, settled);
            }
          }
        }
      }
    }
  }
}
