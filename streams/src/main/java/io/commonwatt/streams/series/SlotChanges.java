package io.commonwatt.streams.series;

import java.util.Arrays;

/**
 * Which slots changed in this step, ascending, with the status they had before and whether another
 * raw reading holds now. Not part of the state. Not thread-safe.
 */
public final class SlotChanges {
  private long[] slots = new long[4];
  private int[] before = new int[4];
  private long[] beforeWh = new long[4];
  private boolean[] rawChanged = new boolean[4];
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

  void clear() {
    size = 0;
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
      slots = Arrays.copyOf(slots, size * 2);
      before = Arrays.copyOf(before, size * 2);
      beforeWh = Arrays.copyOf(beforeWh, size * 2);
      rawChanged = Arrays.copyOf(rawChanged, size * 2);
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
