package io.commonwatt.market.observation;

import io.commonwatt.contracts.price.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Published wholesale prices by market and hour. Prices of shorter market time units are averaged
 * over the hour, rounded down, once all of them are known; longer ones hold for each hour they
 * cover. Mutable state, not thread-safe.
 */
public final class PriceBook {

  private static final int DAYS_BACK = 14;

  private final Map<String, TreeMap<Long, HourPrice>> hours = new TreeMap<>();
  private final Map<String, TreeMap<Long, Part>> parts = new TreeMap<>();

  /** Price of less than an hour, by its start in seconds. */
  private record Part(int lengthSeconds, HourPrice price) {}

  /**
   * Files a price.
   *
   * @return whether anything changed
   */
  public boolean file(Price price) {
    HourPrice value =
        new HourPrice(
            price.importMilliCentPerKwh(),
            price.exportMilliCentPerKwh(),
            price.carbonMilligramPerKwh(),
            true);
    long first = Hours.of(price.start());
    if (price.lengthSeconds() < Hours.SECONDS) {
      parts
          .computeIfAbsent(price.market(), market -> new TreeMap<>())
          .put(price.start().getEpochSecond(), new Part(price.lengthSeconds(), value));
      return average(price.market(), first);
    }
    boolean changed = false;
    long end = Hours.of(price.start().plusSeconds(price.lengthSeconds()));
    for (long hour = first; hour < end; hour++) {
      changed |= put(price.market(), hour, value);
    }
    return changed;
  }

  /** The published price of an hour. */
  public Optional<HourPrice> find(String market, long hour) {
    return Optional.ofNullable(hours.getOrDefault(market, new TreeMap<>()).get(hour));
  }

  /**
   * The price of an hour as well as it is known: published, else that of the same hour of the last
   * day it was published for, up to 14 days back, else the last published, else zero.
   */
  public HourPrice estimate(String market, long hour) {
    TreeMap<Long, HourPrice> published = hours.get(market);
    if (published == null || published.isEmpty()) {
      return HourPrice.NONE;
    }
    for (int day = 0; day <= DAYS_BACK; day++) {
      HourPrice price = published.get(hour - (long) day * Hours.PER_DAY);
      if (price != null) {
        return day == 0 ? price : price.standIn();
      }
    }
    Map.Entry<Long, HourPrice> last = published.floorEntry(hour);
    return (last == null ? published.firstEntry() : last).getValue().standIn();
  }

  /** Forgets hours before one. */
  public void dropBefore(long hour) {
    hours.values().forEach(published -> published.headMap(hour).clear());
    parts.values().forEach(published -> published.headMap(hour * Hours.SECONDS).clear());
  }

  private boolean average(String market, long hour) {
    long importSum = 0;
    long exportSum = 0;
    long carbonSum = 0;
    long seconds = 0;
    for (Part part :
        parts.get(market).subMap(hour * Hours.SECONDS, (hour + 1) * Hours.SECONDS).values()) {
      importSum += part.price().importMilliCentPerKwh() * part.lengthSeconds();
      exportSum += part.price().exportMilliCentPerKwh() * part.lengthSeconds();
      carbonSum += part.price().carbonMilligramPerKwh() * part.lengthSeconds();
      seconds += part.lengthSeconds();
    }
    return seconds == Hours.SECONDS
        && put(
            market,
            hour,
            new HourPrice(
                Math.floorDiv(importSum, seconds),
                Math.floorDiv(exportSum, seconds),
                Math.floorDiv(carbonSum, seconds),
                true));
  }

  private boolean put(String market, long hour, HourPrice price) {
    HourPrice before = hours.computeIfAbsent(market, key -> new TreeMap<>()).put(hour, price);
    return !price.equals(before);
  }

  /** Writes this book. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(hours.size());
    for (Map.Entry<String, TreeMap<Long, HourPrice>> market : hours.entrySet()) {
      out.writeUTF(market.getKey());
      out.writeInt(market.getValue().size());
      for (Map.Entry<Long, HourPrice> hour : market.getValue().entrySet()) {
        out.writeLong(hour.getKey());
        write(hour.getValue(), out);
      }
    }
    out.writeInt(parts.size());
    for (Map.Entry<String, TreeMap<Long, Part>> market : parts.entrySet()) {
      out.writeUTF(market.getKey());
      out.writeInt(market.getValue().size());
      for (Map.Entry<Long, Part> part : market.getValue().entrySet()) {
        out.writeLong(part.getKey());
        out.writeInt(part.getValue().lengthSeconds());
        write(part.getValue().price(), out);
      }
    }
  }

  /** Reads a book. */
  public static PriceBook read(DataInput in) throws IOException {
    PriceBook book = new PriceBook();
    for (int markets = in.readInt(); markets > 0; markets--) {
      TreeMap<Long, HourPrice> published = new TreeMap<>();
      book.hours.put(in.readUTF(), published);
      for (int size = in.readInt(); size > 0; size--) {
        published.put(in.readLong(), readPrice(in));
      }
    }
    for (int markets = in.readInt(); markets > 0; markets--) {
      TreeMap<Long, Part> published = new TreeMap<>();
      book.parts.put(in.readUTF(), published);
      for (int size = in.readInt(); size > 0; size--) {
        published.put(in.readLong(), new Part(in.readInt(), readPrice(in)));
      }
    }
    return book;
  }

  private static void write(HourPrice price, DataOutput out) throws IOException {
    out.writeLong(price.importMilliCentPerKwh());
    out.writeLong(price.exportMilliCentPerKwh());
    out.writeLong(price.carbonMilligramPerKwh());
  }

  private static HourPrice readPrice(DataInput in) throws IOException {
    return new HourPrice(in.readLong(), in.readLong(), in.readLong(), true);
  }
}
