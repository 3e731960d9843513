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
  private final int slotsPerDay;
  private long firstDay;
  private BitSet accepted = new BitSet();

  /** As {@link #write} writes it, kept while it stays; null when it changed. */
  private byte[] sealed;

  OldReadings(int slotsPerDay) {
    this.slotsPerDay = slotsPerDay;
  }

  boolean isAccepted(long slot) {
    long bit = slot - firstDay * slotsPerDay;
    return bit >= 0 && bit <= Integer.MAX_VALUE && accepted.get((int) bit);
  }

  /** Takes over the accepted slots of a day that leaves memory. */
  void keep(DayPage page) {
    page.open();
    sealed = null;
    if (accepted.isEmpty()) {
      firstDay = page.day;
    }
    if (page.day < firstDay) {
      shift(page.day);
    }
    int first = Math.toIntExact((page.day - firstDay) * slotsPerDay);
    for (int i = 0; i < page.slots; i++) {
      if (Status.kind(page.status[i]) == Status.MEASURED) {
        accepted.set(first + i);
      }
    }
  }

  /** Forgets the days before {@code day}, in lumps of a month. */
  void dropBefore(long day) {
    if (!accepted.isEmpty() && day - firstDay >= 30) {
      shift(day);
    }
  }

  private void shift(long toDay) {
    long bits = (toDay - firstDay) * slotsPerDay;
    BitSet moved = new BitSet();
    for (int bit = accepted.nextSetBit(0); bit >= 0; bit = accepted.nextSetBit(bit + 1)) {
      if (bit >= bits) {
        moved.set(Math.toIntExact(bit - bits));
      }
    }
    accepted = moved;
    sealed = null;
    firstDay = toDay;
  }

  void write(DataOutput out) throws IOException {
    if (sealed == null) {
      sealed = runs();
    }
    Texts.writeBytes(sealed, out);
  }

  private byte[] runs() {
    Bytes runs = new Bytes();
    runs.putSigned(firstDay);
    int from = 0;
    int start = accepted.nextSetBit(0);
    while (start >= 0) {
      int end = accepted.nextClearBit(start);
      runs.putUnsigned(start - from);
      runs.putUnsigned(end - start);
      from = end;
      start = accepted.nextSetBit(end);
    }
    runs.putUnsigned(0);
    runs.putUnsigned(0);
    return runs.toArray();
  }

  void read(DataInput in) throws IOException {
    Bytes runs = new Bytes(Texts.readBytes(in));
    firstDay = runs.getSigned();
    int bit = 0;
    while (true) {
      int gap = (int) runs.getUnsigned();
      int run = (int) runs.getUnsigned();
      if (run == 0) {
        return;
      }
      accepted.set(bit + gap, bit + gap + run);
      bit += gap + run;
    }
  }
}
