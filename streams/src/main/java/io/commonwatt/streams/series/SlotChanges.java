package io.commonwatt.streams.series;

import java.util.Arrays;

/**
 * Which slots changed in this step, ascending, with the status they had before and whether another
 * raw reading holds now. Not part of the state. Not thread-safe.
 */
public final class SlotChanges {
  private static final long[] NO_LONGS = {};
  private static final int[] NO_INTS = {};
  private static final boolean[] NO_BOOLEANS = {};

  private long[] slots = NO_LONGS;
  private int[] before = NO_INTS;
  private long[] beforeWh = NO_LONGS;
  private boolean[] rawChanged = NO_BOOLEANS;
  private int size;

  public int size() {
    return size;
  }

  public long slot(int index) {
    return slots[index];
  }

  /** Status at the beginning of the step. */
  public int before(int index) {
    return before[index];
  }

  /** Whether the slot got a raw reading, or another one, in this step. */
  public boolean rawChanged(int index) {
    return rawChanged[index];
  }

  /** Drops the slots that came back to what they were. */
  void settle(Series series) {
    int kept = 0;
    for (int index = 0; index < size; index++) {
      long slot = slots[index];
      if (rawChanged[index]
          || series.status(slot) != before[index]
          || series.energyWh(slot) != beforeWh[index]) {
        slots[kept] = slot;
        before[kept] = before[index];
        beforeWh[kept] = beforeWh[index];
        rawChanged[kept++] = rawChanged[index];
      }
    }
    size = kept;
  }

  void note(long slot, int statusBefore, long whBefore, boolean raw) {
    int index = size;
    while (index > 0 && slots[index - 1] >= slot) {
      index--;
    }
    if (index < size && slots[index] == slot) {
      rawChanged[index] |= raw;
      return;
    }
    if (size == slots.length) {
      int length = Math.max(4, size * 2);
      slots = Arrays.copyOf(slots, length);
      before = Arrays.copyOf(before, length);
      beforeWh = Arrays.copyOf(beforeWh, length);
      rawChanged = Arrays.copyOf(rawChanged, length);
    }
    System.arraycopy(slots, index, slots, index + 1, size - index);
    System.arraycopy(before, index, before, index + 1, size - index);
    System.arraycopy(beforeWh, index, beforeWh, index + 1, size - index);
    System.arraycopy(rawChanged, index, rawChanged, index + 1, size - index);
    slots[index] = slot;
    before[index] = statusBefore;
    beforeWh[index] = whBefore;
    rawChanged[index] = raw;
    size++;
  }
}
