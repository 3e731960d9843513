package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * What a load regression sees of a home: its load in like hours and in the last ones, the calendar,
 * its PV, and products of load and hour of day, because how long a load lasts depends on the hour.
 */
final class LoadFeatures {

  static final int LIKE_DAYS = 14;
  static final int COUNT = 66;

  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final int RECENT_DAYS = 3;
  private static final int LIKE_WEEKS = 4;
  private static final int SIX = 6;
  private static final int HARMONICS = 6;
  private static final int LAST_HARMONICS = 4;
  private static final int FEW_HARMONICS = 3;
  private static final int SUN_HARMONICS = 2;
  private static final double GREATEST_RATIO = 4;
  private static final double SMALL_KWH = 0.05;

  private final HourHarmonics harmonics = new HourHarmonics(HARMONICS);

  /**
   * Features of a home's load in the hour {@code ahead} of the one that has ended.
   *
   * @param othersUnusualKwh how far the other homes' last load was from their usual, mean
   * @param expectedSolarKwh PV the home expects in the hour ahead
   */
  double[] row(
      CityLearnView view, int home, int ahead, double othersUnusualKwh, double expectedSolarKwh) {
    int now = view.now();
    int target = Math.min(view.hours() - 1, now + ahead);
    double like = like(view, home, ahead, LIKE_DAYS);
    double likeNow = like(view, home, 0, LIKE_DAYS);
    double last = view.loadKwh(home, now);
    double day = mean(view, home, DAY);
    double six = mean(view, home, SIX);
    double yesterday = known(view, home, now + ahead - DAY, like);
    double[] row = new double[COUNT];
    int at = 0;
    row[at++] = 1;
    row[at++] = like;
    row[at++] = like(view, home, ahead, RECENT_DAYS);
    row[at++] = likeWeeks(view, home, ahead, like);
    row[at++] = likeNow;
    for (int back = 0; back <= RECENT_DAYS; back++) {
      row[at++] = known(view, home, now - back, like);
    }
    row[at++] = six;
    row[at++] = day;
    row[at++] = yesterday;
    row[at++] = known(view, home, now + ahead - DAY + 1, like);
    row[at++] = known(view, home, now + ahead - DAY - 1, like);
    row[at++] = known(view, home, now + ahead - DAY - 2, like);
    row[at++] = Math.min(last, yesterday);
    row[at++] = Math.min(last, day / 2);
    row[at++] = Math.min(last, day);
    row[at++] = Math.min(last, 2 * day);
    row[at++] = likeNow > SMALL_KWH ? like * Math.min(GREATEST_RATIO, last / likeNow) : like;
    row[at++] = othersUnusualKwh;
    row[at++] = view.solarKwh(home, now);
    row[at++] = expectedSolarKwh;
    boolean weekend = isWeekend(view.dayType(target));
    row[at++] = weekend ? 1 : 0;
    int hour = view.hourOfDay(target);
    double before = known(view, home, now - 1, like);
    at = harmonics.write(row, at, hour, HARMONICS, 1);
    at = harmonics.write(row, at, hour, LAST_HARMONICS, last);
    at = harmonics.write(row, at, hour, FEW_HARMONICS, before - last);
    at = harmonics.write(row, at, hour, FEW_HARMONICS, six);
    at = harmonics.write(row, at, hour, FEW_HARMONICS, weekend ? 1 : 0);
    harmonics.write(row, at, hour, SUN_HARMONICS, view.solarKwh(home, now));
    return row;
  }

  /** Mean load of the hour {@code ahead} over the last days that are known, kWh. */
  static double like(CityLearnView view, int home, int ahead, int days) {
    int now = view.now();
    double sum = 0;
    int count = 0;
    for (int hour = now + ahead - DAY; hour >= 0 && count < days; hour -= DAY) {
      if (hour <= now) {
        sum += view.loadKwh(home, hour);
        count++;
      }
    }
    return count == 0 ? view.loadKwh(home, now) : sum / count;
  }

  private static double likeWeeks(CityLearnView view, int home, int ahead, double otherwise) {
    double sum = 0;
    int count = 0;
    for (int hour = view.now() + ahead - WEEK; hour >= 0 && count < LIKE_WEEKS; hour -= WEEK) {
      sum += view.loadKwh(home, hour);
      count++;
    }
    return count == 0 ? otherwise : sum / count;
  }

  private static double mean(CityLearnView view, int home, int hours) {
    double sum = 0;
    for (int back = 0; back < hours; back++) {
      sum += view.loadKwh(home, Math.max(0, view.now() - back));
    }
    return sum / hours;
  }

  /** Load of an hour, or what is given where it is not known yet. */
  private static double known(CityLearnView view, int home, int hour, double otherwise) {
    return hour <= view.now() ? view.loadKwh(home, Math.max(0, hour)) : otherwise;
  }

  private static boolean isWeekend(int dayType) {
    return dayType == 6 || dayType == 7;
  }
}
