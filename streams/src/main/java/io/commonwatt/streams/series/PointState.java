package io.commonwatt.streams.series;

import io.commonwatt.contracts.reading.Channel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What is remembered of one usage point: its outages and a series per channel. Not thread-safe. */
public final class PointState {
  private static final Channel[] CHANNELS = Channel.values();

  /** Stands for the outages of a point that has none; nothing is ever added to it. */
  private static final Outages NO_OUTAGES = new Outages();

  private Outages outages = NO_OUTAGES;
  private NavigableSet<Long> clockSets = Collections.emptyNavigableSet();
  private final Series[] series = new Series[CHANNELS.length];
  private long eventsChangedFrom = Long.MAX_VALUE;

  public Outages outages() {
    return outages;
  }

  /** Takes a power failure or its end; see {@link Outages#add}. */
  public void addOutage(long at, boolean restore) {
    if (outages == NO_OUTAGES) {
      outages = new Outages();
    }
    eventsChanged(outages.add(at, restore));
  }

  /** When the meter's clock was set, epoch seconds. */
  public NavigableSet<Long> clockSets() {
    return clockSets;
  }

  /** Takes a time at which the clock was set; false when it is known. */
  public boolean addClockSet(long at) {
    if (clockSets.isEmpty()) {
      clockSets = new TreeSet<>();
    }
    return clockSets.add(at);
  }

  /** The series of a channel; null before its first reading. */
  public Series findSeries(Channel channel) {
    return series[channel.ordinal()];
  }

  /** Starts the series of a channel. */
  public void addSeries(Channel channel, Series added) {
    series[channel.ordinal()] = added;
  }

  /** Earliest epoch second from which what events tell changed in this step, or the maximum. */
  public long eventsChangedFrom() {
    return eventsChangedFrom;
  }

  /** Notes from when on what events tell changed, {@link Outages#NONE} if not. */
  public void eventsChanged(long fromSecond) {
    eventsChangedFrom = Math.min(eventsChangedFrom, fromSecond);
  }

  /** Begins a step. */
  public void begin(long firstDay) {
    eventsChangedFrom = Long.MAX_VALUE;
    if (outages != NO_OUTAGES) {
      outages.dropBefore(firstDay * 86_400);
    }
    while (!clockSets.isEmpty() && clockSets.first() < firstDay * 86_400) {
      clockSets.pollFirst();
    }
    for (Series one : series) {
      if (one != null) {
        one.begin(firstDay);
      }
    }
  }

  /** Ends a step. */
  public void end(long firstOldDay) {
    for (Series one : series) {
      if (one != null) {
        one.end(firstOldDay);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    outages.write(out);
    out.writeInt(clockSets.size());
    for (long at : clockSets) {
      out.writeLong(at);
    }
    for (Series one : series) {
      out.writeBoolean(one != null);
      if (one != null) {
        one.write(out);
      }
    }
  }

  static PointState read(DataInput in, int memoryDays) throws IOException {
    PointState point = new PointState();
    point.outages = Outages.read(in, NO_OUTAGES);
    for (int count = in.readInt(); count > 0; count--) {
      point.addClockSet(in.readLong());
    }
    for (int index = 0; index < CHANNELS.length; index++) {
      if (in.readBoolean()) {
        point.series[index] = Series.read(in, memoryDays);
      }
    }
    return point;
  }
}
