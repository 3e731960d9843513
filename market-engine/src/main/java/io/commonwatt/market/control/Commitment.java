package io.commonwatt.market.control;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a home traded on the market for a time.
 *
 * @param boughtWh net energy bought, negative where it sold
 */
record Commitment(long startSecond, int lengthSeconds, long boughtWh) {

  /** Power bought over a time, kW; 0 outside the time of the trade. */
  double boughtKw(long fromSecond, long toSecond) {
    long from = Math.max(fromSecond, startSecond);
    long to = Math.min(toSecond, startSecond + lengthSeconds);
    return from >= to ? 0 : boughtWh * 3.6 / lengthSeconds * (to - from) / (toSecond - fromSecond);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(startSecond);
    out.writeInt(lengthSeconds);
    out.writeLong(boughtWh);
  }

  static Commitment read(DataInput in) throws IOException {
    return new Commitment(in.readLong(), in.readInt(), in.readLong());
  }
}
