package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A count for each local day, noted when its deadline passed. Not thread-safe. */
public final class Deadlines {
  private static final byte[] NONE = {};

  private long firstDay;

  /** One more than the count of each day from the first on; 0 where there is none. */
  private byte[] counts = NONE;

  /** The count of a local day (epoch day); -1 when its deadline has not passed. */
  public int find(long localDay) {
    Bytes in = new Bytes(counts);
    for (long day = firstDay; day < localDay && !in.isAtEnd(); day++) {
      in.getUnsigned();
    }
    return localDay < firstDay || in.isAtEnd() ? -1 : (int) in.getUnsigned() - 1;
  }

  /** Notes it. */
  public void put(long localDay, int count) {
    long first = counts.length == 0 ? localDay : Math.min(firstDay, localDay);
    Bytes in = new Bytes(counts);
    Bytes out = new Bytes();
    for (long day = first; day <= localDay || !in.isAtEnd(); day++) {
      long before = day < firstDay || in.isAtEnd() ? 0 : in.getUnsigned();
      out.putUnsigned(day == localDay ? count + 1L : before);
    }
    firstDay = first;
    counts = out.toArray();
  }

  void dropBefore(long day) {
    if (counts.length == 0 || day <= firstDay) {
      return;
    }
    Bytes in = new Bytes(counts);
    while (firstDay < day && !in.isAtEnd()) {
      in.getUnsigned();
      firstDay++;
    }
    counts = in.rest();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt((int) firstDay);
    Texts.writeBytes(counts, out);
  }

  void read(DataInput in) throws IOException {
    firstDay = in.readInt();
    counts = Texts.readBytes(in);
  }
}
