package io.commonwatt.market.control;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a home traded on the market for a time.
 *
 * @param boughtWh net energy bought, negative where it sold
 * @param reserveWh energy it sold as held ready: its stores can give it within that time
 */
record Commitment(long startSecond, int lengthSeconds, long boughtWh, long reserveWh) {

  /** Power bought over a time, kW; 0 outside the time of the trade. */
  double boughtKw(long fromSecond, long toSecond) {
    long from = Math.max(fromSecond, startSecond);
    long to = Math.min(toSecond, startSecond + lengthSeconds);
    return from >= to ? 0 : boughtWh * 3.6 / lengthSeconds * (to - from) / (toSecond - fromSecond);
  }

  /** Power to be held ready over a time, kW; 0 outside the time of the trade. */
  double reserveKw(long fromSecond, long toSecond) {
    boolean within = fromSecond < startSecond + lengthSeconds && toSecond > startSecond;
    return within ? reserveWh * 3.6 / lengthSeconds : 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(startSecond);
    out.writeInt(lengthSeconds);
    out.writeLong(boughtWh);
    out.writeLong(reserveWh);
  }

  static Commitment read(DataInput in) throws IOException {
    return new Commitment(in.readLong(), in.readInt(), in.readLong(), in.readLong());
  }
}
