package io.commonwatt.forecasting.scenario;

import io.commonwatt.forecasting.StableHash;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Ranks of scenarios after the past: scenario k goes up and down, over the steps and across the
 * series, as the days after past day k did (Schaake shuffle; Clark et al. 2004). Past windows begin
 * whole days before the origin and end before it. A gap counts as the mean of the others; equal
 * values are ordered by a seeded hash. Immutable, thread-safe.
 */
public final class SchaakeShuffle {

  /** Past windows used, at most. */
  public static final int MOST_WINDOWS = 56;

  /** Fewer past windows say too little. */
  public static final int FEWEST_WINDOWS = 8;

  /** A sorting key is the value, then the tie, then the scenario in its lowest bits. */
  private static final int TIE_SHIFT = 6;

  private static final long MOST_WINDOWS_MASK = (1 << TIE_SHIFT) - 1;

  private static final int DAY_SECONDS = Series.DAY_SECONDS;

  private final int[] daysBack;
  private final long seed;

  private SchaakeShuffle(int[] daysBack, long seed) {
    this.daysBack = daysBack;
    this.seed = seed;
  }

  /**
   * Chooses the past windows of an issue, in a seeded order: those of which most series know most.
   *
   * @param issueSecond issue time, epoch seconds
   * @param horizonHours length of a window, h
   */
  public static SchaakeShuffle choose(
      SortedMap<Series, SeriesHistory> histories, long issueSecond, int horizonHours, long seed) {
    int first = (horizonHours * 3600 + DAY_SECONDS - 1) / DAY_SECONDS;
    int[] days = new int[MOST_WINDOWS];
    int chosen = 0;
    for (int back = first; back < first + MOST_WINDOWS; back++) {
      int known = 0;
      for (SeriesHistory history : histories.values()) {
        known += isKnown(history, issueSecond - (long) back * DAY_SECONDS, horizonHours) ? 1 : 0;
      }
      if (2 * known > histories.size()) {
        days[chosen++] = back;
      }
    }
    int[] order = Arrays.copyOf(days, chosen);
    long hash = StableHash.of(seed, issueSecond);
    for (int i = chosen - 1; i > 0; i--) {
      int other = (int) Math.floorMod(StableHash.of(hash, i), (long) (i + 1));
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return new SchaakeShuffle(order, seed);
  }

  /** Number of scenarios; 0 where too little is known. */
  public int scenarios() {
    return daysBack.length < FEWEST_WINDOWS ? 0 : daysBack.length;
  }

  /** Days before the issue that each scenario follows, in the order of the scenarios. */
  public List<Integer> daysBack() {
    return Arrays.stream(daysBack).boxed().toList();
  }

  /**
   * Ranks of a series.
   *
   * @param id of the series, for the order of ties
   * @param origin index of the first interval after the issue
   * @return row-major: scenario × step
   */
  public byte[] ranks(String id, SeriesHistory history, long origin, int steps) {
    int scenarios = scenarios();
    byte[] ranks = new byte[scenarios * steps];
    long hash = StableHash.of(seed + StableHash.of(id), origin);
    double[] values = new double[scenarios];
    long[] ties = new long[scenarios];
    long[] order = new long[scenarios];
    for (int k = 0; k < scenarios; k++) {
      ties[k] = StableHash.of(hash, daysBack[k]) >>> (TIE_SHIFT + Integer.SIZE);
    }
    for (int step = 0; step < steps; step++) {
      gather(history, origin + step, values);
      for (int k = 0; k < scenarios; k++) {
        order[k] = (long) ordered((float) values[k]) << Integer.SIZE | ties[k] << TIE_SHIFT | k;
      }
      Arrays.sort(order);
      for (int rank = 0; rank < scenarios; rank++) {
        int k = (int) (order[rank] & MOST_WINDOWS_MASK);
        ranks[k * steps + step] = (byte) rank;
      }
    }
    return ranks;
  }

  /** Past values of a target; a gap counts as their mean. */
  private void gather(SeriesHistory history, long target, double[] values) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < values.length; k++) {
      values[k] = history.energyWh(target - (long) daysBack[k] * history.stepsPerDay());
      if (!Double.isNaN(values[k])) {
        sum += values[k];
        count++;
      }
    }
    double mean = count == 0 ? 0 : sum / count;
    for (int k = 0; k < values.length; k++) {
      values[k] = Double.isNaN(values[k]) ? mean : values[k];
    }
  }

  /** An integer that is ordered like the value. */
  private static int ordered(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits ^ (bits >> 31) & Integer.MAX_VALUE;
  }

  private static boolean isKnown(SeriesHistory history, long fromSecond, int hours) {
    if (history.isEmpty()) {
      return false;
    }
    long from = fromSecond / history.stepSeconds();
    int steps = hours * 3600 / history.stepSeconds();
    int known = 0;
    for (long index = from; index < from + steps; index++) {
      known += Double.isNaN(history.energyWh(index)) ? 0 : 1;
    }
    return 2 * known > steps;
  }
}
