package io.commonwatt.streams.sums;

import java.util.Arrays;

/** A small ascending set of slots, used again and again. Not thread-safe. */
final class SlotSet {
  private long[] slots = new long[8];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return slots[index];
  }

  void add(long slot) {
    int index = size;
    while (index > 0 && slots[index - 1] >= slot) {
      index--;
    }
    if (index < size && slots[index] == slot) {
      return;
    }
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, size * 2);
    }
    System.arraycopy(slots, index, slots, index + 1, size - index);
    slots[index] = slot;
    size++;
  }

  boolean contains(long slot) {
    return Arrays.binarySearch(slots, 0, size, slot) >= 0;
  }
}
