package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The power failures of a usage point, made of its fail and restore events whatever the order they
 * came in. A second failure before a restore, or a restore without a failure, says nothing. Times
 * are epoch seconds. Not thread-safe.
 */
public final class Outages {
  /** An outage; {@code to} is {@link Long#MAX_VALUE} while no restore is known. */
  private record Outage(long from, long to) {
    boolean isOpen() {
      return to == Long.MAX_VALUE;
    }
  }

  private final TreeSet<Long> fails = new TreeSet<>();
  private final TreeSet<Long> restores = new TreeSet<>();
  private final List<Outage> outages = new ArrayList<>();

  /** Takes an event; false when it was known. */
  public boolean add(long at, boolean restore) {
    boolean isNew = (restore ? restores : fails).add(at);
    if (isNew) {
      derive();
    }
    return isNew;
  }

  /** Forgets events before a time. */
  public void dropBefore(long time) {
    boolean gone = removeBefore(fails, time) | removeBefore(restores, time);
    if (gone) {
      derive();
    }
  }

  private static boolean removeBefore(TreeSet<Long> times, long time) {
    boolean gone = false;
    while (!times.isEmpty() && times.first() < time) {
      times.pollFirst();
      gone = true;
    }
    return gone;
  }

  private void derive() {
    outages.clear();
    Long from = fails.isEmpty() ? null : fails.first();
    while (from != null) {
      Long restore = restores.higher(from);
      if (restores.contains(from) && !endsAnother(from)) {
        restore = from;
      }
      outages.add(new Outage(from, restore == null ? Long.MAX_VALUE : restore));
      from = restore == null ? null : nextFail(from, restore);
    }
  }

  /** Whether an outage that began earlier ends at this very time. */
  private boolean endsAnother(long time) {
    Outage last = outages.isEmpty() ? null : outages.get(outages.size() - 1);
    return last != null && last.to() == time;
  }

  private Long nextFail(long from, long restore) {
    return from == restore ? fails.higher(restore) : fails.ceiling(restore);
  }

  public boolean isEmpty() {
    return outages.isEmpty();
  }

  /** Whether [start, end) lies wholly inside an outage that has ended. */
  public boolean contains(long start, long end) {
    for (Outage outage : outages) {
      if (!outage.isOpen() && outage.from() <= start && end <= outage.to()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether [start, end) has a part in an outage. Of an outage without a known restore only its
   * beginning counts: how far it reaches is not known.
   */
  public boolean touches(long start, long end) {
    for (Outage outage : outages) {
      long to = outage.isOpen() ? outage.from() + 1 : outage.to();
      if (outage.from() < end && start < to) {
        return true;
      }
    }
    return false;
  }

  /** When the outage without a known restore began; {@link Long#MAX_VALUE} when there is none. */
  public long openSince() {
    Outage last = outages.isEmpty() ? null : outages.get(outages.size() - 1);
    return last != null && last.isOpen() ? last.from() : Long.MAX_VALUE;
  }

  void write(DataOutput out) throws IOException {
    writeTimes(fails, out);
    writeTimes(restores, out);
  }

  void read(DataInput in) throws IOException {
    readTimes(fails, in);
    readTimes(restores, in);
    derive();
  }

  private static void writeTimes(TreeSet<Long> times, DataOutput out) throws IOException {
    out.writeInt(times.size());
    for (long time : times) {
      out.writeLong(time);
    }
  }

  private static void readTimes(TreeSet<Long> times, DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      times.add(in.readLong());
    }
  }
}
