package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;

/**
 * Whether the readings of a period suit the days before it better when they are moved by some
 * intervals: what a clock that is wrong does also where no energy crosses the period's ends, as
 * with generation. Stateless.
 */
final class ClockShift {
  /** How much more likely, in powers of e and a day, the readings must be when they are moved. */
  private static final double LEAST_GAIN = 5;

  private static final int MOST_SECONDS = 6 * 3600;

  private ClockShift() {}

  /** Whether the clock seems wrong in a period; never of less than a day. */
  static boolean isLikely(Examination examination, Balance balance) {
    Series series = examination.series;
    int perDay = series.slotsPerDay();
    int slots = balance.slots();
    if (slots < perDay) {
      return false;
    }
    Profile profile = new Profile(examination, balance);
    int most = MOST_SECONDS / series.lengthSeconds();
    double inPlace = likelihood(examination, balance, profile, 0);
    double best = Double.NEGATIVE_INFINITY;
    for (int shift = 1; shift <= most; shift++) {
      best = Math.max(best, likelihood(examination, balance, profile, shift));
      best = Math.max(best, likelihood(examination, balance, profile, -shift));
    }
    return best - inPlace > LEAST_GAIN * slots / perDay;
  }

  /** Of the known readings, if each were of so many intervals earlier, at the day's end cyclic. */
  private static double likelihood(
      Examination examination, Balance balance, Profile profile, int shift) {
    int perDay = examination.series.slotsPerDay();
    int slots = balance.slots();
    double sum = 0;
    double before = 0;
    for (int index = 0; index < slots; index++) {
      long slot = balance.from() + index;
      if (!examination.isPossibleAt(slot)) {
        before = Profile.expected(before);
        continue;
      }
      int moved = index - shift;
      moved = moved < 0 ? moved + perDay : moved >= slots ? moved - perDay : moved;
      double residual = profile.residual(moved, examination.series.rawWh(slot));
      sum += profile.fit(moved, before, residual);
      before = residual;
    }
    return sum;
  }
}
