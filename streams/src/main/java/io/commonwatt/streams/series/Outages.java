package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The power failures of a usage point, made of its fail and restore events whatever the order they
 * came in. A restore without a failure says nothing; a failure after a failure says that the
 * restore between them was lost. Times are epoch seconds. Not thread-safe.
 */
public final class Outages {
  /** {@link #unclosedSince} when there is none. */
  public static final long NONE = Long.MAX_VALUE;

  /**
   * An outage; when it is not closed by a restore, {@code to} is the next failure at the latest.
   */
  private record Outage(long from, long to, boolean closed) {}

  private final TreeSet<Long> fails = new TreeSet<>();
  private final TreeSet<Long> restores = new TreeSet<>();
  private final List<Outage> outages = new ArrayList<>();

  /** Takes an event; returns from when on outages are others now, {@link #NONE} if they are not. */
  public long add(long at, boolean restore) {
    if (!(restore ? restores : fails).add(at)) {
      return NONE;
    }
    derive();
    Long failed = fails.lower(at);
    return failed == null ? at : failed;
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
    for (long from : fails) {
      Long restore = restores.higher(from);
      if (restores.contains(from) && !endsAnother(from)) {
        restore = from;
      }
      Long failed = fails.higher(from);
      boolean closed = restore != null && (failed == null || restore <= failed);
      long to = closed ? restore : failed == null ? Long.MAX_VALUE : failed;
      outages.add(new Outage(from, to, closed));
    }
  }

  /** Whether an outage that began earlier ends at this very time. */
  private boolean endsAnother(long time) {
    Outage last = outages.isEmpty() ? null : outages.get(outages.size() - 1);
    return last != null && last.closed() && last.to() == time;
  }

  public boolean isEmpty() {
    return outages.isEmpty();
  }

  /** Whether [start, end) lies wholly inside an outage closed by a restore. */
  public boolean contains(long start, long end) {
    for (Outage outage : outages) {
      if (outage.closed() && outage.from() <= start && end <= outage.to()) {
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
      long to = outage.closed() ? outage.to() : outage.from() + 1;
      if (outage.from() < end && start < to) {
        return true;
      }
    }
    return false;
  }

  /**
   * When the outage without a known restore began that [start, end) may lie in, or {@link #NONE}.
   */
  public long unclosedSince(long start, long end) {
    for (Outage outage : outages) {
      if (!outage.closed() && outage.from() <= start && end <= outage.to()) {
        return outage.from();
      }
    }
    return NONE;
  }

  void write(DataOutput out) throws IOException {
    writeTimes(fails, out);
    writeTimes(restores, out);
  }

  /** Those that were written; {@code none} when there were none. */
  static Outages read(DataInput in, Outages none) throws IOException {
    Outages outages = new Outages();
    readTimes(outages.fails, in);
    readTimes(outages.restores, in);
    outages.derive();
    return outages.fails.isEmpty() && outages.restores.isEmpty() ? none : outages;
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
