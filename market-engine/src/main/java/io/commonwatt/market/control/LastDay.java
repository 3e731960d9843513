package io.commonwatt.market.control;

import io.commonwatt.contracts.reading.ValidatedReading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Mean power of a series by hour of the UTC day, as it was when last known: what stands in for a
 * forecast. Mutable state, not thread-safe.
 */
final class LastDay {

  private static final int HOURS = 24;
  private static final int HOUR_SECONDS = 3600;

  private final long[] hour = new long[HOURS];
  private final double[] wattHours = new double[HOURS];
  private final int[] seconds = new int[HOURS];

  /** Takes a reading; of an hour known already only what is new is added. */
  void file(ValidatedReading reading) {
    int length = reading.lengthSeconds();
    long start = reading.start().getEpochSecond();
    if (length <= 0 || HOUR_SECONDS % length != 0) {
      return;
    }
    long at = Math.floorDiv(start, (long) HOUR_SECONDS);
    int slot = (int) Math.floorMod(at, (long) HOURS);
    if (seconds[slot] > 0 && at < hour[slot]) {
      return;
    }
    if (seconds[slot] == 0 || at > hour[slot] || seconds[slot] + length > HOUR_SECONDS) {
      hour[slot] = at;
      wattHours[slot] = 0;
      seconds[slot] = 0;
    }
    wattHours[slot] += reading.energyWh();
    seconds[slot] += length;
  }

  /**
   * Mean power over a time, by the last known day; an hour never known takes the nearest before.
   */
  OptionalDouble meanKw(long fromSecond, long toSecond) {
    double sum = 0;
    for (long at = fromSecond; at < toSecond; ) {
      long until = Math.min(toSecond, (Math.floorDiv(at, (long) HOUR_SECONDS) + 1) * HOUR_SECONDS);
      int slot = (int) Math.floorMod(Math.floorDiv(at, (long) HOUR_SECONDS), (long) HOURS);
      int back = 0;
      while (back < HOURS && seconds[(slot - back + HOURS) % HOURS] == 0) {
        back++;
      }
      if (back == HOURS) {
        return OptionalDouble.empty();
      }
      int known = (slot - back + HOURS) % HOURS;
      sum += wattHours[known] * 3.6 / seconds[known] * (until - at);
      at = until;
    }
    return OptionalDouble.of(sum / (toSecond - fromSecond));
  }

  void write(DataOutput out) throws IOException {
    for (int slot = 0; slot < HOURS; slot++) {
      out.writeInt(seconds[slot]);
      if (seconds[slot] > 0) {
        out.writeLong(hour[slot]);
        out.writeDouble(wattHours[slot]);
      }
    }
  }

  static LastDay read(DataInput in) throws IOException {
    LastDay day = new LastDay();
    for (int slot = 0; slot < HOURS; slot++) {
      day.seconds[slot] = in.readInt();
      if (day.seconds[slot] > 0) {
        day.hour[slot] = in.readLong();
        day.wattHours[slot] = in.readDouble();
      }
    }
    return day;
  }
}
