package io.commonwatt.market.local;

/**
 * What a home looks at when it acts alone: the clock, its own expected net load, what its stores
 * hold and the prices that are broadcast. Stateless.
 */
public final class LocalFeatures {

  private static final String[] NAMES = {
    "a-hour",
    "b-weekday",
    "c-net",
    "d-net6",
    "e-net12",
    "f-net24",
    "g-price",
    "h-rank",
    "i-spread",
    "j-next",
    "k-least",
    "l-most",
    "m-stored"
  };
  private static final int HOURS_PER_DAY = 24;

  private LocalFeatures() {}

  /** Names, in the order of the values. */
  public static String[] names() {
    return NAMES.clone();
  }

  /**
   * Features of an hour.
   *
   * @param hour since 1970-01-01T00:00Z
   * @param netKwh of the home from that hour on
   * @param importCent from that hour on
   * @param exportCent from that hour on
   * @param at the place of the hour in the three
   * @param stored share of the capacity that is stored at its start
   */
  public static double[] of(
      long hour, double[] netKwh, double[] importCent, double[] exportCent, int at, double stored) {
    int end = Math.min(netKwh.length, at + HOURS_PER_DAY);
    double now = importCent[at];
    double sum = 0;
    double least = now;
    double most = now;
    int cheaper = 0;
    for (int i = at; i < end; i++) {
      sum += importCent[i];
      least = Math.min(least, importCent[i]);
      most = Math.max(most, importCent[i]);
      cheaper += importCent[i] < now ? 1 : 0;
    }
    double mean = sum / (end - at);
    return new double[] {
      Math.floorMod(hour, HOURS_PER_DAY),
      Math.floorMod(Math.floorDiv(hour, HOURS_PER_DAY) + 3, 7) < 5 ? 1 : 0,
      netKwh[at],
      mean(netKwh, at, 6),
      mean(netKwh, at, 12),
      mean(netKwh, at, HOURS_PER_DAY),
      now - mean,
      cheaper / (double) (end - at),
      now - exportCent[at],
      importCent[Math.min(at + 1, importCent.length - 1)] - now,
      now - least,
      most - now,
      stored
    };
  }

  private static double mean(double[] values, int from, int length) {
    int end = Math.min(values.length, from + length);
    double sum = 0;
    for (int i = from; i < end; i++) {
      sum += values[i];
    }
    return sum / (end - from);
  }
}
