package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/**
 * Of the slots that have left memory: one bit each, whether a reading was accepted. So a reading
 * that comes later still has exactly one fate. Not thread-safe.
 */
final class OldReadings {
  private static final byte[] NONE = {};

  private final int slotsPerDay;

  /** Where {@link #runs} begin; of no meaning while there are none. */
  private long firstDay;

  /** Slots without and with a reading, in turn, as numbers; empty when none has one. */
  private byte[] runs = NONE;

  /** The same as bits, from when it is asked for to the end of the step; else null. */
  private BitSet bits;

  OldReadings(int slotsPerDay) {
    this.slotsPerDay = slotsPerDay;
  }

  boolean isAccepted(long slot) {
    long bit = slot - firstDay * slotsPerDay;
    return bit >= 0 && bit <= Integer.MAX_VALUE && accepted().get((int) bit);
  }

  private BitSet accepted() {
    if (bits == null) {
      bits = new BitSet();
      Bytes in = new Bytes(runs);
      for (int at = 0; !in.isAtEnd(); ) {
        int from = at + (int) in.getUnsigned();
        at = from + (int) in.getUnsigned();
        bits.set(from, at);
      }
    }
    return bits;
  }

  /** Takes over the accepted slots of a day that leaves memory. */
  void keep(DayPage page) {
    page.open();
    if (accepted().isEmpty()) {
      firstDay = page.day;
    }
    if (page.day < firstDay) {
      shift(page.day);
    }
    int first = Math.toIntExact((page.day - firstDay) * slotsPerDay);
    for (int i = 0; i < page.slots; i++) {
      if (Status.kind(page.status[i]) == Status.MEASURED) {
        accepted().set(first + i);
      }
    }
  }

  /** Forgets the days before {@code day}, in lumps of a month. */
  void dropBefore(long day) {
    if (day - firstDay >= 30 && (bits != null || runs.length > 0) && !accepted().isEmpty()) {
      shift(day);
    }
  }

  private void shift(long toDay) {
    long dropped = (toDay - firstDay) * slotsPerDay;
    BitSet kept = accepted();
    BitSet moved = new BitSet();
    for (int bit = kept.nextSetBit(0); bit >= 0; bit = kept.nextSetBit(bit + 1)) {
      if (bit >= dropped) {
        moved.set(Math.toIntExact(bit - dropped));
      }
    }
    bits = moved;
    firstDay = toDay;
  }

  /** Ends a step: keeps runs only. */
  void end() {
    if (bits != null) {
      runs = toRuns(bits);
      bits = null;
    }
  }

  private static byte[] toRuns(BitSet accepted) {
    Bytes runs = new Bytes();
    int from = 0;
    int start = accepted.nextSetBit(0);
    while (start >= 0) {
      int end = accepted.nextClearBit(start);
      runs.putUnsigned(start - from);
      runs.putUnsigned(end - start);
      from = end;
      start = accepted.nextSetBit(end);
    }
    return runs.toArray();
  }

  void write(DataOutput out) throws IOException {
    end();
    out.writeLong(firstDay);
    Texts.writeBytes(runs, out);
  }

  void read(DataInput in) throws IOException {
    firstDay = in.readLong();
    runs = Texts.readBytes(in);
  }
}
