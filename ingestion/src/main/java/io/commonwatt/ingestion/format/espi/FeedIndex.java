package io.commonwatt.ingestion.format.espi;

import io.commonwatt.ingestion.format.FormatException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is small in a feed, found by its links: usage points, meter readings, reading types. From
 * the links of an interval block it finds what its values are. Not thread-safe.
 */
final class FeedIndex {

  /** A feed whose links are longer than this together is refused, signs. */
  static final long MAX_SIGNS = 64_000_000;

  /** A meter reading with more links than this is refused, however many entries define it. */
  private static final int MAX_RELATED = 500;

  /** What a link takes beside its signs. */
  private static final int LINK_SIGNS = 64;

  private static final String ELECTRICITY = "0";
  private static final String SEVERAL = "\n";

  private record Typed(ReadingType type, long line, String conflict) {}

  private record Point(String path, String kind) {}

  private static final class Meter {
    private final Set<String> related = new LinkedHashSet<>();
    private String up = "";
  }

  private final Map<String, Typed> types = new HashMap<>();
  private final Set<String> usedTypes = new LinkedHashSet<>();
  private final Map<String, Meter> meters = new HashMap<>();
  private final Map<String, String> meterOfRelated = new HashMap<>();
  private final Map<String, Point> points = new HashMap<>();
  private final Map<String, String> pathOfPointId = new HashMap<>();
  private long signs;

  void addType(Links entry, ReadingType type, long line) {
    charge(entry, line);
    Typed known = types.get(entry.self());
    if (known == null) {
      types.put(entry.self(), new Typed(type, line, ""));
    } else if (!known.type.equals(type)) {
      String conflict =
          "ReadingType '"
              + entry.self()
              + "' is defined twice, in lines "
              + known.line
              + " and "
              + line
              + ": "
              + known.type.describe()
              + "; "
              + type.describe();
      if (usedTypes.contains(entry.self())) {
        throw new FormatException("espi-reading-type-ambiguous", line, conflict);
      }
      types.put(entry.self(), new Typed(known.type, known.line, conflict));
    }
  }

  void addMeterReading(Links entry, long line) {
    charge(entry, line);
    Meter meter = meters.computeIfAbsent(entry.self(), key -> new Meter());
    meter.up = meter.up.isEmpty() ? entry.up() : meter.up;
    for (String related : entry.related()) {
      meter.related.add(related);
      if (meter.related.size() > MAX_RELATED) {
        throw new FormatException(
            "espi-index-size",
            line,
            "MeterReading '" + entry.self() + "' has more than " + MAX_RELATED + " links");
      }
      meterOfRelated.merge(
          related, entry.self(), (one, other) -> one.equals(other) ? one : SEVERAL);
    }
  }

  /**
   * @param kind service kind: 0 electricity; empty when not sent
   */
  void addUsagePoint(Links entry, String kind, long line) {
    charge(entry, line);
    Point point = new Point(entry.self(), kind.isEmpty() ? ELECTRICITY : kind);
    points.putIfAbsent(entry.self(), point);
    for (String related : entry.related()) {
      points.putIfAbsent(related, point);
    }
  }

  /**
   * Counts the links that are kept of an entry.
   *
   * @throws FormatException code {@code espi-index-size} when there are too many
   */
  void charge(Links entry, long line) {
    signs += entry.self().length() + entry.up().length() + 2L * LINK_SIGNS;
    for (String related : entry.related()) {
      signs += related.length() + LINK_SIGNS;
    }
    if (signs > MAX_SIGNS) {
      throw new FormatException(
          "espi-index-size",
          line,
          "The links of the feed have more than " + MAX_SIGNS + " signs together; split it");
    }
  }

  /**
   * What the values of an interval block are.
   *
   * @param complete whether the feed has ended: what is missing now stays missing
   * @return null when the feed has not said it yet
   * @throws FormatException code {@code espi-meter-reading-missing}, {@code
   *     espi-meter-reading-ambiguous}, {@code espi-reading-type-missing}, {@code
   *     espi-reading-type-ambiguous}, {@code espi-usage-point-missing} or {@code
   *     espi-usage-point-ambiguous}
   */
  Series find(BlockLinks block, boolean complete, long line) {
    String path = meterReadingOf(block, line);
    if (path.isEmpty()) {
      return missing(
          complete, "espi-meter-reading-missing", line, block, "no MeterReading of this feed");
    }
    Meter meter = meters.get(path);
    String type = typeOf(meter, line);
    if (type.isEmpty()) {
      return missing(
          complete,
          "espi-reading-type-missing",
          line,
          block,
          "MeterReading '" + path + "', which links to no ReadingType of this feed");
    }
    Point point = pointOf(path, meter);
    if (point == null && !complete) {
      return null;
    }
    String pointPath = point == null ? Links.upTo(path, "UsagePoint") : point.path;
    String id = Links.idIn(pointPath, "UsagePoint");
    id = id.isEmpty() ? pointPath : id;
    if (id.isEmpty()) {
      return missing(true, "espi-usage-point-missing", line, block, "no UsagePoint of this feed");
    }
    claim(id, pointPath, line);
    Typed typed = types.get(type);
    if (!typed.conflict.isEmpty()) {
      throw new FormatException("espi-reading-type-ambiguous", line, typed.conflict);
    }
    usedTypes.add(type);
    String register = Links.idIn(path, "MeterReading");
    boolean electric = point == null || point.kind.equals(ELECTRICITY);
    return new Series(
        id,
        register.isEmpty() ? path : register,
        typed.type,
        electric ? "" : "UsagePoint of service kind " + point.kind);
  }

  private String meterReadingOf(BlockLinks block, long line) {
    for (String link : new String[] {block.up(), block.self()}) {
      String path = Links.upTo(link, "MeterReading");
      if (!path.isEmpty() && meters.containsKey(path)) {
        return path;
      }
    }
    String byRelation = meterOfRelated.getOrDefault(block.up(), "");
    if (byRelation.equals(SEVERAL)) {
      throw new FormatException(
          "espi-meter-reading-ambiguous",
          line,
          "IntervalBlock '" + block.name() + "' belongs to several MeterReadings");
    }
    return byRelation;
  }

  private String typeOf(Meter meter, long line) {
    String found = "";
    for (String related : meter.related) {
      Typed typed = types.get(related);
      if (typed == null) {
        continue;
      }
      if (!found.isEmpty() && !types.get(found).type.equals(typed.type)) {
        throw new FormatException(
            "espi-reading-type-ambiguous",
            line,
            "A MeterReading links to ReadingTypes '" + found + "' and '" + related + "'");
      }
      found = related;
    }
    return found;
  }

  private Point pointOf(String meterReading, Meter meter) {
    Point point = points.get(meter.up);
    return point != null ? point : points.get(Links.upTo(meterReading, "UsagePoint"));
  }

  /** Two usage points of one feed whose paths end alike cannot be told apart by their id. */
  private void claim(String id, String path, long line) {
    String other = pathOfPointId.putIfAbsent(id, path);
    if (other != null && !other.equals(path)) {
      throw new FormatException(
          "espi-usage-point-ambiguous",
          line,
          "Usage points '" + other + "' and '" + path + "' have the same id; split the feed");
    }
  }

  private static Series missing(
      boolean complete, String code, long line, BlockLinks block, String what) {
    if (!complete) {
      return null;
    }
    throw new FormatException(
        code,
        line,
        "IntervalBlock '"
            + block.name()
            + "' belongs to "
            + what
            + "; send it together with the resources it links to");
  }
}
