package io.commonwatt.forecasting.feature;

import java.util.Arrays;

/**
 * The values around the same time of earlier days, kept in order from target to target: when the
 * target moves on by an interval, one value a day leaves and one enters, and only these are sorted.
 * What it hands out is what adding all values to the {@link Climatology} day by day, the one at the
 * centre first, would give. Not thread-safe.
 */
final class SlidingSample {

  /** A key is the value, then the day, then the last bits of the interval's index. */
  private static final int INDEX_BITS = 7;

  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
  private static final int DAY_MASK = 31;

  private final Issue issue;
  private final int days;
  private final int neighbours;
  private final long[] centres;
  private final long[] fresh;
  private long[] keys;
  private long[] merged;
  private int size;
  private boolean open;

  /**
   * @param days days looked back, at most 31
   * @param neighbours intervals on each side of the centre, at most 63
   */
  SlidingSample(Issue issue, int days, int neighbours) {
    this.issue = issue;
    this.days = days;
    this.neighbours = neighbours;
    centres = new long[days + 1];
    keys = new long[days * (2 * neighbours + 1)];
    merged = new long[keys.length];
    fresh = new long[keys.length];
  }

  /**
   * Moves to a target.
   *
   * @param next index of the interval of each day that the target's stands for, from 1
   */
  void move(long[] next) {
    boolean isNext = open;
    for (int day = 1; day <= days; day++) {
      isNext &= next[day] == centres[day] + 1;
      centres[day] = next[day];
    }
    if (isNext) {
      slide();
    } else {
      gather();
    }
    open = true;
  }

  /** Hands the values out in order. */
  void fill(double[] centreWeights, double[] neighbourWeights, Climatology into) {
    for (int from = 0, to; from < size; from = to) {
      long group = keys[from] >>> INDEX_BITS;
      int day = (int) group & DAY_MASK;
      long centre = centres[day] & INDEX_MASK;
      boolean holdsCentre = false;
      for (to = from; to < size && keys[to] >>> INDEX_BITS == group; to++) {
        holdsCentre |= (keys[to] & INDEX_MASK) == centre;
      }
      double value = valueOf(keys[from]);
      int others = to - from;
      if (holdsCentre) {
        into.append(value, centreWeights[day]);
        others--;
      }
      for (; others > 0; others--) {
        into.append(value, neighbourWeights[day]);
      }
    }
  }

  private void gather() {
    size = 0;
    for (int day = 1; day <= days; day++) {
      for (long index = centres[day] - neighbours; index <= centres[day] + neighbours; index++) {
        size = add(index, day, keys, size);
      }
    }
    Arrays.sort(keys, 0, size);
  }

  private void slide() {
    int entering = 0;
    for (int day = 1; day <= days; day++) {
      entering = add(centres[day] + neighbours, day, fresh, entering);
    }
    Arrays.sort(fresh, 0, entering);
    int kept = 0;
    int entered = 0;
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      long leaving = centres[(int) (key >>> INDEX_BITS) & DAY_MASK] - neighbours - 1;
      if (((key ^ leaving) & INDEX_MASK) != 0) {
        while (entered < entering && fresh[entered] < key) {
          merged[kept++] = fresh[entered++];
        }
        merged[kept++] = key;
      }
    }
    System.arraycopy(fresh, entered, merged, kept, entering - entered);
    size = kept + entering - entered;
    long[] swap = keys;
    keys = merged;
    merged = swap;
  }

  private int add(long index, int day, long[] into, int at) {
    float value = (float) issue.energyWh(index);
    if (Float.isNaN(value)) {
      return at;
    }
    // Zero added, so that both zeros are one value.
    long ordered = ordered(Float.floatToIntBits(value + 0f));
    into[at] = ordered << Integer.SIZE | (long) day << INDEX_BITS | index & INDEX_MASK;
    return at + 1;
  }

  private static double valueOf(long key) {
    return Float.intBitsToFloat(ordered((int) (key >> Integer.SIZE)));
  }

  /** Bits of a float as an integer that is ordered like it, and back. */
  private static int ordered(int bits) {
    return bits ^ bits >> 31 & Integer.MAX_VALUE;
  }
}
