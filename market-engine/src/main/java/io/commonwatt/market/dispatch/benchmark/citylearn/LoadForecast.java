package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * Expected load of each home over the next hours, from its own past, the calendar and how the other
 * homes just differed from their usual: one ridge regression per home and hour ahead, refitted
 * daily; until it has seen enough, the mean of like hours corrected by the last error. Not
 * thread-safe.
 */
final class LoadForecast {

  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final int LIKE_DAYS = 14;
  private static final int RECENT_DAYS = 3;
  private static final int LIKE_WEEKS = 4;
  private static final int HARMONICS = 3;
  private static final int FEATURES = 21;
  private static final int ERROR_DAYS = 28;
  private static final int SIX = 6;
  private static final double GREATEST_RATIO = 4;
  private static final double SMALL_KWH = 0.05;
  private static final double ERROR_KEPT = 0.6;
  private static final double ERROR_DECAY = 0.7;
  private static final double TRUSTED_ROWS = 14 * DAY;
  private static final double FIRST_TRUST = 0.3;

  private final int homes;
  private final int hours;
  private final RidgeRegression[][] models;
  private final double[][][][] pending;

  LoadForecast(int homes, int hours, double ridge, double keep) {
    this.homes = homes;
    this.hours = hours;
    models = new RidgeRegression[homes][hours];
    pending = new double[hours + 1][homes][hours][];
    for (RidgeRegression[] home : models) {
      for (int ahead = 0; ahead < hours; ahead++) {
        home[ahead] = new RidgeRegression(FEATURES, ridge, keep);
      }
    }
  }

  /** Learns from the hour that has ended and forecasts; kWh by hour ahead and home. */
  double[][] next(CityLearnView view) {
    int now = view.now();
    for (int ahead = 1; ahead <= hours && now - ahead >= DAY; ahead++) {
      for (int home = 0; home < homes; home++) {
        double[] row = pending[(now - ahead) % (hours + 1)][home][ahead - 1];
        models[home][ahead - 1].add(row, view.loadKwh(home, now));
      }
    }
    double[] unusual = new double[homes];
    double sum = 0;
    for (int home = 0; home < homes; home++) {
      unusual[home] = view.loadKwh(home, now) - like(view, home, 0, ERROR_DAYS);
      sum += unusual[home];
    }
    double[][] expected = new double[hours][homes];
    for (int home = 0; home < homes; home++) {
      for (int ahead = 1; ahead <= hours; ahead++) {
        RidgeRegression model = models[home][ahead - 1];
        if (now % DAY == 0) {
          model.fit();
        }
        double[] row = features(view, home, ahead);
        row[FEATURES - 1] = homes > 1 ? (sum - unusual[home]) / (homes - 1) : 0;
        pending[now % (hours + 1)][home][ahead - 1] = row;
        expected[ahead - 1][home] = Math.max(0, expected(view, home, ahead, model, row));
      }
    }
    return expected;
  }

  private static double expected(
      CityLearnView view, int home, int ahead, RidgeRegression model, double[] row) {
    int now = view.now();
    double error = view.loadKwh(home, now) - like(view, home, 0, LIKE_DAYS);
    double simple =
        like(view, home, ahead, LIKE_DAYS)
            + ERROR_KEPT * StrictMath.pow(ERROR_DECAY, ahead - 1) * error;
    double trust = Math.min(1, model.rows() / TRUSTED_ROWS);
    if (!model.isFitted() || trust < FIRST_TRUST) {
      return simple;
    }
    return trust * model.predict(row) + (1 - trust) * simple;
  }

  private static double[] features(CityLearnView view, int home, int ahead) {
    int now = view.now();
    int target = Math.min(view.hours() - 1, now + ahead);
    double like = like(view, home, ahead, LIKE_DAYS);
    double likeNow = like(view, home, 0, LIKE_DAYS);
    double last = view.loadKwh(home, now);
    double[] row = new double[FEATURES];
    int at = 0;
    row[at++] = 1;
    row[at++] = like;
    row[at++] = like(view, home, ahead, RECENT_DAYS);
    row[at++] = likeWeeks(view, home, ahead, like);
    row[at++] = likeNow;
    for (int back = 0; back <= RECENT_DAYS; back++) {
      row[at++] = past(view, home, now - back);
    }
    row[at++] = mean(view, home, SIX);
    row[at++] = mean(view, home, DAY);
    row[at++] = ahead <= DAY ? past(view, home, now + ahead - DAY) : like;
    for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      double angle = 2 * Math.PI * harmonic * view.hourOfDay(target) / DAY;
      row[at++] = StrictMath.sin(angle);
      row[at++] = StrictMath.cos(angle);
    }
    row[at++] = isWeekend(view.dayType(target)) ? 1 : 0;
    row[at] = likeNow > SMALL_KWH ? like * Math.min(GREATEST_RATIO, last / likeNow) : like;
    return row;
  }

  /** Mean load of the target's hour over the last days that are known. */
  private static double like(CityLearnView view, int home, int ahead, int days) {
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
      sum += past(view, home, view.now() - back);
    }
    return sum / hours;
  }

  private static double past(CityLearnView view, int home, int hour) {
    return view.loadKwh(home, Math.max(0, hour));
  }

  private static boolean isWeekend(int dayType) {
    return dayType == 6 || dayType == 7;
  }
}
