package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * Expected load of each home over the next hours, from its own past and PV, the calendar and how
 * the other homes just differed from their usual: one ridge regression per home and hour ahead,
 * refitted daily, that of the next hour every six hours; until it has seen enough, the mean of like
 * hours corrected by the last error. Not thread-safe.
 */
final class LoadForecast {

  private static final int DAY = 24;
  private static final int ERROR_DAYS = 28;
  private static final int NEXT_HOUR_REFIT = 6;
  private static final double ERROR_KEPT = 0.6;
  private static final double ERROR_DECAY = 0.7;
  private static final double TRUSTED_ROWS = 14 * DAY;
  private static final double FIRST_TRUST = 0.3;

  private final int homes;
  private final int hours;
  private final RidgeRegression[][] models;
  private final double[][][][] pending;
  private final LoadFeatures features = new LoadFeatures();

  LoadForecast(int homes, int hours, double ridge, double keep) {
    this.homes = homes;
    this.hours = hours;
    models = new RidgeRegression[homes][hours];
    pending = new double[hours + 1][homes][hours][];
    for (RidgeRegression[] home : models) {
      for (int ahead = 0; ahead < hours; ahead++) {
        home[ahead] = new RidgeRegression(LoadFeatures.COUNT, ridge, keep);
      }
    }
  }

  /**
   * Learns from the hour that has ended and forecasts; kWh by hour ahead and home.
   *
   * @param solarKwh expected PV by hour ahead and home
   */
  double[][] next(CityLearnView view, double[][] solarKwh) {
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
      unusual[home] = view.loadKwh(home, now) - LoadFeatures.like(view, home, 0, ERROR_DAYS);
      sum += unusual[home];
    }
    double[][] expected = new double[hours][homes];
    for (int home = 0; home < homes; home++) {
      double others = homes > 1 ? (sum - unusual[home]) / (homes - 1) : 0;
      for (int ahead = 1; ahead <= hours; ahead++) {
        RidgeRegression model = models[home][ahead - 1];
        if (now % (ahead == 1 ? NEXT_HOUR_REFIT : DAY) == 0) {
          model.fit();
        }
        double[] row = features.row(view, home, ahead, others, solarKwh[ahead - 1][home]);
        pending[now % (hours + 1)][home][ahead - 1] = row;
        expected[ahead - 1][home] = Math.max(0, expected(view, home, ahead, model, row));
      }
    }
    return expected;
  }

  private static double expected(
      CityLearnView view, int home, int ahead, RidgeRegression model, double[] row) {
    int now = view.now();
    double error =
        view.loadKwh(home, now) - LoadFeatures.like(view, home, 0, LoadFeatures.LIKE_DAYS);
    double simple =
        LoadFeatures.like(view, home, ahead, LoadFeatures.LIKE_DAYS)
            + ERROR_KEPT * StrictMath.pow(ERROR_DECAY, ahead - 1) * error;
    double trust = Math.min(1, model.rows() / TRUSTED_ROWS);
    if (!model.isFitted() || trust < FIRST_TRUST) {
      return simple;
    }
    return trust * model.predict(row) + (1 - trust) * simple;
  }
}
