package io.commonwatt.market.observation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Metered energies of one channel at one interval length, as arrays from the first known interval
 * on. Mutable state, not thread-safe.
 */
final class MeterSeries {

  private static final byte UNKNOWN = 0;
  private static final byte ESTIMATED = 1;
  private static final byte MEASURED = 2;
  private static final int GROWTH = 48;

  private final int lengthSeconds;
  private long first;
  private int size;
  private long[] energyWh = new long[GROWTH];
  private byte[] origin = new byte[GROWTH];

  MeterSeries(int lengthSeconds) {
    this.lengthSeconds = lengthSeconds;
  }

  /** Files an interval; returns whether it changed. */
  boolean file(long startSecond, long wh, boolean measured) {
    long slot = Math.floorDiv(startSecond, (long) lengthSeconds);
    if (size == 0) {
      first = slot;
    }
    if (slot < first) {
      makeRoomBefore((int) (first - slot));
    }
    int index = (int) (slot - first);
    if (index >= energyWh.length) {
      energyWh = Arrays.copyOf(energyWh, index + GROWTH);
      origin = Arrays.copyOf(origin, index + GROWTH);
    }
    size = Math.max(size, index + 1);
    byte word = measured ? MEASURED : ESTIMATED;
    boolean changed = origin[index] != word || energyWh[index] != wh;
    origin[index] = word;
    energyWh[index] = wh;
    return changed;
  }

  /** Energy of an hour, or null while an interval of it is unknown. */
  MeterBook.HourEnergy find(long hour) {
    int count = Hours.SECONDS / lengthSeconds;
    long index = hour * count - first;
    if (index < 0 || index + count > size) {
      return null;
    }
    long sum = 0;
    boolean measured = true;
    for (int i = (int) index; i < index + count; i++) {
      if (origin[i] == UNKNOWN) {
        return null;
      }
      sum += energyWh[i];
      measured &= origin[i] == MEASURED;
    }
    return new MeterBook.HourEnergy(sum, measured);
  }

  void dropBefore(long hour) {
    long drop = Math.min(size, hour * (Hours.SECONDS / lengthSeconds) - first);
    if (drop > 0) {
      energyWh = Arrays.copyOfRange(energyWh, (int) drop, size + GROWTH);
      origin = Arrays.copyOfRange(origin, (int) drop, size + GROWTH);
      size -= (int) drop;
      first += drop;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(lengthSeconds);
    out.writeLong(first);
    out.writeInt(size);
    out.write(origin, 0, size);
    for (int i = 0; i < size; i++) {
      boolean small = energyWh[i] >= 0 && energyWh[i] < 0xFFFF;
      out.writeShort(small ? (int) energyWh[i] : 0xFFFF);
      if (!small) {
        out.writeLong(energyWh[i]);
      }
    }
  }

  static MeterSeries read(DataInput in) throws IOException {
    MeterSeries series = new MeterSeries(in.readInt());
    series.first = in.readLong();
    series.size = in.readInt();
    series.energyWh = new long[series.size + GROWTH];
    series.origin = new byte[series.size + GROWTH];
    in.readFully(series.origin, 0, series.size);
    for (int i = 0; i < series.size; i++) {
      int small = in.readUnsignedShort();
      series.energyWh[i] = small == 0xFFFF ? in.readLong() : small;
    }
    return series;
  }

  int lengthSeconds() {
    return lengthSeconds;
  }

  private void makeRoomBefore(int slots) {
    long[] movedWh = new long[slots + size + GROWTH];
    byte[] movedOrigin = new byte[slots + size + GROWTH];
    System.arraycopy(energyWh, 0, movedWh, slots, size);
    System.arraycopy(origin, 0, movedOrigin, slots, size);
    energyWh = movedWh;
    origin = movedOrigin;
    size += slots;
    first -= slots;
  }
}
