package io.commonwatt.market.settlement;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The hours that were dispatched: what each strategy did in them, and the version of their last
 * settlement. Mutable state, not thread-safe.
 */
public final class HourBook {

  private final TreeMap<Long, Entry> hours = new TreeMap<>();
  private final TreeSet<Long> unsettled = new TreeSet<>();

  private static final class Entry {
    private final TreeMap<String, StrategyHour> strategies = new TreeMap<>();
    private long version;
  }

  /** Records what a strategy did in an hour. */
  public void record(long hour, String strategy, StrategyHour done) {
    done.check(strategy);
    hours.computeIfAbsent(hour, key -> new Entry()).strategies.put(strategy, done);
    unsettled.add(hour);
  }

  /** What strategies did in an hour, by name; empty when it was not dispatched. */
  public Map<String, StrategyHour> strategies(long hour) {
    Entry entry = hours.get(hour);
    return entry == null ? Map.of() : entry.strategies;
  }

  /** Whether an hour has been settled before. */
  public boolean isSettled(long hour) {
    return hours.containsKey(hour) && !unsettled.contains(hour);
  }

  /** Hours never settled, up to one, exclusive. */
  public SortedSet<Long> unsettledBefore(long hour) {
    return new TreeSet<>(unsettled.headSet(hour));
  }

  /** Takes a new version for the settlement of an hour: greater than its last, not below a time. */
  public long nextVersion(long hour, long atMilli) {
    Entry entry = hours.get(hour);
    entry.version = Math.max(entry.version + 1, atMilli);
    unsettled.remove(hour);
    return entry.version;
  }

  /** Forgets hours before one; returns how many. */
  public int dropBefore(long hour) {
    int before = hours.size();
    hours.headMap(hour).clear();
    unsettled.headSet(hour).clear();
    return before - hours.size();
  }

  /** Writes this book. */
  public void write(DataOutput out) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Entry entry : hours.values()) {
      for (StrategyHour done : entry.strategies.values()) {
        names.addAll(done.homes().keySet());
      }
    }
    List<String> usagePoints = new ArrayList<>(names);
    out.writeInt(usagePoints.size());
    for (String usagePoint : usagePoints) {
      out.writeUTF(usagePoint);
    }
    out.writeInt(hours.size());
    for (Map.Entry<Long, Entry> hour : hours.entrySet()) {
      out.writeLong(hour.getKey());
      out.writeLong(hour.getValue().version);
      out.writeBoolean(unsettled.contains(hour.getKey()));
      out.writeInt(hour.getValue().strategies.size());
      for (Map.Entry<String, StrategyHour> done : hour.getValue().strategies.entrySet()) {
        out.writeUTF(done.getKey());
        done.getValue().write(out, usagePoints);
      }
    }
  }

  /** Reads a book. */
  public static HourBook read(DataInput in) throws IOException {
    HourBook book = new HourBook();
    List<String> usagePoints = new ArrayList<>();
    for (int size = in.readInt(); size > 0; size--) {
      usagePoints.add(in.readUTF());
    }
    for (int size = in.readInt(); size > 0; size--) {
      long hour = in.readLong();
      Entry entry = new Entry();
      book.hours.put(hour, entry);
      entry.version = in.readLong();
      if (in.readBoolean()) {
        book.unsettled.add(hour);
      }
      for (int strategies = in.readInt(); strategies > 0; strategies--) {
        entry.strategies.put(in.readUTF(), StrategyHour.read(in, usagePoints));
      }
    }
    return book;
  }
}
