package io.commonwatt.streams.series;

import java.util.Arrays;

/**
 * Which slots changed in this step, ascending, with the status they had before and whether another
 * raw reading holds now. Not part of the state. Not thread-safe.
 */
public final class SlotChanges {
  private long[] slots = new long[4];
  private byte[] before = new byte[4];
  private boolean[] rawChanged = new boolean[4];
  private int size;

  public int size() {
    return size;
  }

  public long slot(int index) {
    return slots[index];
  }

  /** Status at the beginning of the step. */
  public byte before(int index) {
    return before[index];
  }

  /** Whether the slot got a raw reading, or another one, in this step. */
  public boolean rawChanged(int index) {
    return rawChanged[index];
  }

  void clear() {
    size = 0;
  }

  void note(long slot, byte statusBefore, boolean raw) {
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
      rawChanged = Arrays.copyOf(rawChanged, size * 2);
    }
    System.arraycopy(slots, index, slots, index + 1, size - index);
    System.arraycopy(before, index, before, index + 1, size - index);
    System.arraycopy(rawChanged, index, rawChanged, index + 1, size - index);
    slots[index] = slot;
    before[index] = statusBefore;
    rawChanged[index] = raw;
    size++;
  }
}
