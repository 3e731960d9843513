package io.commonwatt.streams.series;

import io.commonwatt.contracts.reading.Channel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is remembered of one usage point: its outages and a series per channel. Not thread-safe. */
public final class PointState {
  private static final Channel[] CHANNELS = Channel.values();

  private final Outages outages = new Outages();
  private final Series[] series = new Series[CHANNELS.length];
  private long outagesChangedFrom = Long.MAX_VALUE;

  public Outages outages() {
    return outages;
  }

  /** The series of a channel; null before its first reading. */
  public Series findSeries(Channel channel) {
    return series[channel.ordinal()];
  }

  /** Starts the series of a channel. */
  public void addSeries(Channel channel, Series added) {
    series[channel.ordinal()] = added;
  }

  /** Earliest epoch second from which outages changed in this step, or the maximum. */
  public long outagesChangedFrom() {
    return outagesChangedFrom;
  }

  /** Notes from when on outages changed, {@link Outages#NONE} if not. */
  public void outagesChanged(long fromSecond) {
    outagesChangedFrom = Math.min(outagesChangedFrom, fromSecond);
  }

  /** Begins a step. */
  public void begin(long firstDay) {
    outagesChangedFrom = Long.MAX_VALUE;
    outages.dropBefore(firstDay * 86_400);
    for (Series one : series) {
      if (one != null) {
        one.begin(firstDay);
      }
    }
  }

  /** Ends a step. */
  public void end(long today, long firstOldDay) {
    for (Series one : series) {
      if (one != null) {
        one.end(today, firstOldDay);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    outages.write(out);
    for (Series one : series) {
      out.writeBoolean(one != null);
      if (one != null) {
        one.write(out);
      }
    }
  }

  static PointState read(DataInput in, int memoryDays) throws IOException {
    PointState point = new PointState();
    point.outages.read(in);
    for (int index = 0; index < CHANNELS.length; index++) {
      if (in.readBoolean()) {
        point.series[index] = Series.read(in, memoryDays);
      }
    }
    return point;
  }
}
