package io.commonwatt.market.dispatch.benchmark.citylearn;

/** Carbon intensity ahead: the mean of the hour over a week plus the last error, which fades. */
final class CarbonForecast {

  private static final int DAY = 24;
  private static final int DAYS = 7;
  private static final double ERROR_DECAY = 0.95;

  private CarbonForecast() {}

  /** kg/kWh, {@code ahead} hours after the hour that has ended. */
  static double expected(CityLearnView view, int ahead) {
    double last = view.carbonKgPerKwh(view.now());
    double error = last - like(view, 0, last);
    return like(view, ahead, last) + StrictMath.pow(ERROR_DECAY, ahead) * error;
  }

  private static double like(CityLearnView view, int ahead, double otherwise) {
    double sum = 0;
    int count = 0;
    for (int hour = view.now() + ahead - DAY; hour >= 0 && count < DAYS; hour -= DAY) {
      if (hour <= view.now()) {
        sum += view.carbonKgPerKwh(hour);
        count++;
      }
    }
    return count == 0 ? otherwise : sum / count;
  }
}
