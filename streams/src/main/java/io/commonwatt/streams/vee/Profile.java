package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import java.util.Arrays;

/**
 * What the history of a series lets one expect of the slots of a period: for each slot the median
 * and the spread of the logarithm of possible raw values at the same time of day, give or take an
 * interval, on the fourteen days before the period, moved to the level of the period. Looks at raw
 * values only, so that the order of arrival is of no consequence. Made for one period; not
 * thread-safe.
 */
final class Profile {
  /** Days before the period that are looked at. */
  static final int DAYS = 14;

  private static final double LEAST_SPREAD = 0.25;
  private static final double DEGREES_OF_FREEDOM = 3;
  private static final double PERSISTENCE = 0.5;
  private static final double INNOVATION = 1;
  private static final double LEVEL_SLACK = 0.1;
  private static final double MEDIAN_DEVIATION_TO_SPREAD = 1.4826;

  private final double offsetWh;
  private final double[] center;
  private final double[] spread;
  private double historyWh;
  private int historyCount;
  private int followers;
  private int repeaters;

  Profile(Examination examination, Balance balance) {
    int slots = balance.slots();
    this.offsetWh = 1 + 0.05 * Math.max(0, balance.advanceWh()) / slots;
    this.center = new double[slots];
    this.spread = new double[slots];
    double[] sample = new double[3 * DAYS];
    double[] own = new double[slots];
    int ownCount = 0;
    for (int index = 0; index < slots; index++) {
      if (examination.isPossibleAt(balance.from() + index)) {
        own[ownCount++] = logarithm(examination.series.rawWh(balance.from() + index));
      }
    }
    double fallback = ownCount == 0 ? logarithm(0) : median(own, ownCount);
    for (int index = 0; index < slots; index++) {
      int count = gather(examination, balance, index, sample);
      center[index] = count < 3 ? fallback : median(sample, count);
      for (int i = 0; i < count; i++) {
        sample[i] = Math.abs(sample[i] - center[index]);
      }
      double measured = count < 3 ? 1 : MEDIAN_DEVIATION_TO_SPREAD * median(sample, count);
      spread[index] = Math.max(LEAST_SPREAD, measured);
    }
    shift(examination, balance, own);
  }

  /**
   * Moves the whole profile to the level of the period: by what is typical of the values sent, as
   * far as the register's advance, against what the days before held, bears it out.
   */
  private void shift(Examination examination, Balance balance, double[] residuals) {
    if (historyCount == 0) {
      return;
    }
    int count = 0;
    for (int index = 0; index < center.length; index++) {
      long slot = balance.from() + index;
      if (examination.isPossibleAt(slot)) {
        residuals[count++] = logarithm(examination.series.rawWh(slot)) - center[index];
      }
    }
    double usual = historyWh / historyCount;
    double byRegister = logarithm((double) balance.advanceWh() / center.length) - logarithm(usual);
    double typical = count == 0 ? byRegister : median(residuals, count);
    double level = Math.max(byRegister - LEVEL_SLACK, Math.min(byRegister + LEVEL_SLACK, typical));
    for (int index = 0; index < center.length; index++) {
      center[index] += level;
    }
  }

  private int gather(Examination examination, Balance balance, int index, double[] sample) {
    Series series = examination.series;
    int perDay = series.slotsPerDay();
    long slot = balance.from() + index;
    int count = 0;
    long back = Math.floorDiv(slot - balance.from(), (long) perDay) + 1;
    for (long day = back; day < back + DAYS; day++) {
      long center = slot - day * perDay;
      for (long near = center - 1; near <= center + 1; near++) {
        if (near < balance.from() && examination.isPossibleAt(near)) {
          sample[count++] = logarithm(series.rawWh(near));
          historyWh += series.rawWh(near);
          historyCount++;
          if (near == center && examination.isPossibleAt(near - 1)) {
            followers++;
            repeaters += series.rawWh(near) == series.rawWh(near - 1) ? 1 : 0;
          }
        }
      }
    }
    return count;
  }

  private static double median(double[] values, int count) {
    Arrays.sort(values, 0, count);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
  }

  private double logarithm(double wh) {
    return StrictMath.log(wh + offsetWh);
  }

  /** How often a value repeated the one before it. */
  double shareRepeated() {
    return followers == 0 ? 1 : (double) repeaters / followers;
  }

  /** Usual energy of a slot of the period, Wh. */
  double usualWh(int index) {
    return Math.max(0, StrictMath.exp(center[index]) - offsetWh);
  }

  /** How far a value is from what is usual for the slot, in logarithms. */
  double residual(int index, double wh) {
    return logarithm(wh) - center[index];
  }

  /**
   * How well a residual follows on the one before it: the logarithm of its density, up to a
   * constant of the slot. Homes that use much now do so in the next interval.
   */
  double fit(int index, double before, double residual) {
    double z = (residual - PERSISTENCE * before) / (INNOVATION * spread[index]);
    return -(DEGREES_OF_FREEDOM + 1) / 2 * StrictMath.log(1 + z * z / DEGREES_OF_FREEDOM);
  }

  /** What a residual leads one to expect of the next. */
  static double expected(double before) {
    return PERSISTENCE * before;
  }
}
