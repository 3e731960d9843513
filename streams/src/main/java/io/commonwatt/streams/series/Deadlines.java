package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A count for each local day, noted when its deadline passed. Not thread-safe. */
public final class Deadlines {
  private static final int[] NONE = {};
  private static final int UNKNOWN = -1;

  private long firstDay;

  /** Counts of the days from the first on. */
  private int[] counts = NONE;

  /** The count of a local day (epoch day); -1 when its deadline has not passed. */
  public int find(long localDay) {
    long index = localDay - firstDay;
    return index < 0 || index >= counts.length ? UNKNOWN : counts[(int) index];
  }

  /** Notes it. */
  public void put(long localDay, int count) {
    if (counts.length == 0) {
      firstDay = localDay;
    }
    move(Math.min(firstDay, localDay), Math.max(firstDay + counts.length, localDay + 1));
    counts[(int) (localDay - firstDay)] = count;
  }

  void dropBefore(long day) {
    if (counts.length > 0 && day > firstDay) {
      move(day, Math.max(day, firstDay + counts.length));
    }
  }

  /** Makes room for the days from {@code first} to before {@code end}. */
  private void move(long first, long end) {
    if (first == firstDay && end == firstDay + counts.length) {
      return;
    }
    int[] moved = new int[Math.toIntExact(end - first)];
    Arrays.setAll(moved, index -> find(first + index));
    firstDay = first;
    counts = moved;
  }

  void write(DataOutput out) throws IOException {
    Bytes bytes = new Bytes();
    bytes.putSigned(firstDay);
    for (int count : counts) {
      bytes.putSigned(count);
    }
    Texts.writeBytes(bytes.toArray(), out);
  }

  void read(DataInput in) throws IOException {
    Bytes bytes = new Bytes(Texts.readBytes(in));
    firstDay = bytes.getSigned();
    while (!bytes.isAtEnd()) {
      put(firstDay + counts.length, (int) bytes.getSigned());
    }
  }
}
