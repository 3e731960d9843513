package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.Arrays;

/**
 * Expected PV energy of each home over the next hours, from its own past alone: a clear-sky
 * envelope from like hours times regressed clearness, one ridge regression per home and hour ahead.
 * Not thread-safe.
 */
final class SolarForecast {

  private static final int DAY = 24;
  private static final int ENVELOPE_DAYS = 14;
  private static final int FEWEST_DAYS = 3;
  private static final int LIKE_DAYS = 7;
  private static final int RECENT_DAYS = 3;
  private static final int MEDIAN_DAYS = 15;
  private static final int HARMONICS = 3;
  private static final int FEATURES = 24;
  private static final int WARM_HOURS = 240;
  private static final double RIDGE = 1;
  private static final double KEEP = 0.998;
  private static final double DARK_KWH = 0.02;
  private static final double DIM_KWH = 0.1;
  private static final double USUAL_CLEARNESS = 0.8;
  private static final double GREATEST_CLEARNESS = 1.3;
  private static final double ABOVE_ENVELOPE = 1.2;
  private static final double ENOUGH_KWH = 0.2;

  private final int homes;
  private final int hours;
  private final RidgeRegression[][] models;
  private final double[][][][] pending;
  private final HourHarmonics harmonics = new HourHarmonics(HARMONICS);

  SolarForecast(int homes, int hours) {
    this.homes = homes;
    this.hours = hours;
    models = new RidgeRegression[homes][hours];
    pending = new double[hours + 1][homes][hours][];
    for (RidgeRegression[] home : models) {
      for (int ahead = 0; ahead < hours; ahead++) {
        home[ahead] = new RidgeRegression(FEATURES, RIDGE, KEEP);
      }
    }
  }

  /** Learns from the hour that has ended and forecasts; kWh by hour ahead and home. */
  double[][] next(CityLearnView view) {
    int now = view.now();
    for (int ahead = 1; ahead <= hours && now - ahead >= DAY; ahead++) {
      for (int home = 0; home < homes; home++) {
        double[] row = pending[(now - ahead) % (hours + 1)][home][ahead - 1];
        if (row[0] > DARK_KWH) {
          models[home][ahead - 1].add(row, view.solarKwh(home, now));
        }
      }
    }
    double[][] expected = new double[hours][homes];
    for (int home = 0; home < homes; home++) {
      double[] clearness = clearnesses(view, home);
      for (int ahead = 1; ahead <= hours; ahead++) {
        RidgeRegression model = models[home][ahead - 1];
        if (now % DAY == 0) {
          model.fit();
        }
        double[] row = features(view, home, ahead, clearness);
        pending[now % (hours + 1)][home][ahead - 1] = row;
        expected[ahead - 1][home] = expected(now, model, row);
      }
    }
    return expected;
  }

  /** Clearness of the hour that has ended by home, and last their mean. */
  double[] clearness(CityLearnView view) {
    double[] values = new double[homes + 1];
    for (int home = 0; home < homes; home++) {
      values[home] = clearness(view, home, view.now());
      values[homes] += values[home] / homes;
    }
    return values;
  }

  private static double expected(int now, RidgeRegression model, double[] row) {
    double like = row[5];
    if (!model.isFitted() || now <= WARM_HOURS || row[0] <= DARK_KWH) {
      return like;
    }
    double most = ABOVE_ENVELOPE * Math.max(row[0], like);
    return Math.max(0, Math.min(most, model.predict(row)));
  }

  /** Clearness of this hour, the one before, the last three and the last day. */
  private static double[] clearnesses(CityLearnView view, int home) {
    double energy = 0;
    double clear = 0;
    double threeEnergy = 0;
    double threeClear = 0;
    for (int back = 0; back < DAY && view.now() - back >= 0; back++) {
      energy += view.solarKwh(home, view.now() - back);
      clear += envelope(view, home, view.now() - back, 0);
      threeEnergy = back == 2 ? energy : threeEnergy;
      threeClear = back == 2 ? clear : threeClear;
    }
    double day = clear > 0 ? energy / clear : USUAL_CLEARNESS;
    double three = threeClear > ENOUGH_KWH ? threeEnergy / threeClear : day;
    return new double[] {
      clearness(view, home, view.now()), clearness(view, home, view.now() - 1), three, day
    };
  }

  private static double clearness(CityLearnView view, int home, int hour) {
    double clear = hour < 0 ? 0 : envelope(view, home, hour, 0);
    return clear > DIM_KWH
        ? Math.min(GREATEST_CLEARNESS, view.solarKwh(home, hour) / clear)
        : USUAL_CLEARNESS;
  }

  private double[] features(CityLearnView view, int home, int ahead, double[] clearness) {
    double clear = envelope(view, home, view.now(), ahead);
    double like = like(view, home, ahead, LIKE_DAYS);
    int yesterday = Math.max(0, view.now() + ahead - DAY);
    double[] row = new double[FEATURES];
    int at = 0;
    row[at++] = clear;
    for (double one : clearness) {
      row[at++] = clear * one;
    }
    row[at++] = like;
    row[at++] = ahead <= DAY ? view.solarKwh(home, yesterday) : like;
    row[at++] = clear * clearness[3] * clearness[3];
    row[at++] = like(view, home, ahead, RECENT_DAYS);
    row[at++] = median(view, home, ahead, like);
    row[at++] = envelope(view, home, view.now(), 0);
    row[at++] = view.solarKwh(home, view.now());
    int hour = view.hourOfDay(Math.min(view.hours() - 1, view.now() + ahead));
    at = harmonics.write(row, at, hour, HARMONICS, clear);
    harmonics.write(row, at, hour, HARMONICS, clear * clearness[0]);
    return row;
  }

  /** Second greatest PV energy of the hour of day over the last days known then. */
  private static double envelope(CityLearnView view, int home, int now, int ahead) {
    double greatest = 0;
    double second = 0;
    int count = 0;
    for (int hour = now + ahead - DAY; hour >= 0 && count < ENVELOPE_DAYS; hour -= DAY) {
      if (hour <= now) {
        double energy = view.solarKwh(home, hour);
        second = Math.max(second, Math.min(greatest, energy));
        greatest = Math.max(greatest, energy);
        count++;
      }
    }
    return count < FEWEST_DAYS ? greatest : second;
  }

  private static double like(CityLearnView view, int home, int ahead, int days) {
    double sum = 0;
    int count = 0;
    for (int hour = view.now() + ahead - DAY; hour >= 0 && count < days; hour -= DAY) {
      if (hour <= view.now()) {
        sum += view.solarKwh(home, hour);
        count++;
      }
    }
    return count == 0 ? view.solarKwh(home, view.now()) : sum / count;
  }

  /** Median PV energy of the target's hour over the last days that are known. */
  private static double median(CityLearnView view, int home, int ahead, double otherwise) {
    double[] energies = new double[MEDIAN_DAYS];
    int count = 0;
    for (int hour = view.now() + ahead - DAY; hour >= 0 && count < MEDIAN_DAYS; hour -= DAY) {
      if (hour <= view.now()) {
        energies[count++] = view.solarKwh(home, hour);
      }
    }
    Arrays.sort(energies, 0, count);
    return count == 0 ? otherwise : energies[count / 2];
  }
}
