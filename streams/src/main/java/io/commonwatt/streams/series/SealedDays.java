package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.function.ObjLongConsumer;

/**
 * Packed days that rarely change, in one array: of each day from the first to the last its length
 * and its bytes, no bytes for a day without slots. Not thread-safe.
 */
final class SealedDays {
  private static final byte[] NONE = {};

  private long firstDay;
  private long endDay;
  private byte[] bytes = NONE;

  /** Where the last day begins, which is looked at most; negative while that is not known. */
  private int lastAt = -1;

  /** The packed form of a day; null when it has no slots. */
  byte[] find(long day) {
    Bytes in = seek(day);
    byte[] packed = in == null ? NONE : in.getBytes();
    return packed.length == 0 ? null : packed;
  }

  /** Whether a day has slots. */
  boolean holds(long day) {
    Bytes in = seek(day);
    return in != null && in.getUnsigned() > 0;
  }

  /** A cursor before the length of a day; null when it is none of these. */
  private Bytes seek(long day) {
    if (day < firstDay || day >= endDay) {
      return null;
    }
    Bytes in = new Bytes(bytes);
    if (day == endDay - 1 && lastAt >= 0) {
      in.skip(lastAt);
      return in;
    }
    for (long before = firstDay; before < day; before++) {
      in.skip((int) in.getUnsigned());
    }
    if (day == endDay - 1) {
      lastAt = in.at();
    }
    return in;
  }

  /** Takes over packed days, in place of what was there. */
  void putAll(NavigableMap<Long, byte[]> days) {
    boolean empty = firstDay == endDay;
    long first = empty ? days.firstKey() : Math.min(firstDay, days.firstKey());
    long end = empty ? days.lastKey() + 1 : Math.max(endDay, days.lastKey() + 1);
    Bytes old = new Bytes(bytes);
    Bytes out = new Bytes();
    for (long day = first; day < end; day++) {
      byte[] before = day >= firstDay && day < endDay ? old.getBytes() : NONE;
      byte[] now = days.get(day);
      out.putBytes(now == null ? before : now);
    }
    firstDay = first;
    endDay = end;
    bytes = out.toArray();
    lastAt = -1;
  }

  /** Lets the days before {@code day} go, each shown before it leaves. */
  void dropBefore(long day, ObjLongConsumer<byte[]> leaving) {
    if (firstDay == endDay || day <= firstDay) {
      return;
    }
    Bytes in = new Bytes(bytes);
    while (firstDay < endDay && firstDay < day) {
      byte[] packed = in.getBytes();
      if (packed.length > 0) {
        leaving.accept(packed, firstDay);
      }
      firstDay++;
    }
    bytes = in.rest();
    lastAt = -1;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt((int) firstDay);
    out.writeInt((int) endDay);
    Texts.writeBytes(bytes, out);
  }

  void read(DataInput in) throws IOException {
    firstDay = in.readInt();
    endDay = in.readInt();
    bytes = Texts.readBytes(in);
  }
}
