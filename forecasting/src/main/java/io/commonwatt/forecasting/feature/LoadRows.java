package io.commonwatt.forecasting.feature;

/** Rows of series that follow people: consumption, import and export. Not thread-safe. */
final class LoadRows implements Rows {

  static final FeatureSpecification SPECIFICATION =
      FeatureSpecification.of(
          "load-1",
          "climatology.median level",
          "climatology.below.05 level",
          "climatology.below.10 level",
          "climatology.below.30 level",
          "climatology.above.70 level",
          "climatology.above.90 level",
          "climatology.above.95 level",
          "last.day level",
          "last.day.second level",
          "last.day.by.lead level",
          "week.ago level",
          "mean.3d level",
          "mean.7d level",
          "mean.28d level",
          "median.7d level",
          "min.7d level",
          "max.7d level",
          "deviation.7d level",
          "day.type.mean level",
          "weekday.mean level",
          "anomaly.last level",
          "anomaly.3h level",
          "anomaly.6h level",
          "anomaly.24h level",
          "anomaly.24h.by.lead level",
          "ratio.6h.fading level",
          "ratio.24h level",
          "trend.7d level",
          "floor.24h level",
          "level.logarithm 1",
          "hour.sin1 1",
          "hour.cos1 1",
          "hour.sin2 1",
          "hour.cos2 1",
          "weekend 1",
          "weekend.hour.sin1 1",
          "weekend.hour.cos1 1",
          "lead 2d",
          "lead.fading 1",
          "temperature.anomaly 10K",
          "temperature.anomaly.proportional level",
          "heating.degrees 10K",
          "cooling.degrees 10K");

  /** The same with prices, counted in root mean squares of those of the last week. */
  static final FeatureSpecification PRICED =
      SPECIFICATION.with(
          "load-2",
          "price.anomaly 1",
          "price.anomaly.proportional level",
          "price.in.day.anomaly 1",
          "price.in.day.anomaly.proportional level",
          "price.known 1");

  private static final long DAY_SECONDS = 86_400;
  private static final double LIMIT = 8;
  private static final double HEATING_BASE_C = 15.5;
  private static final double COOLING_BASE_C = 22;

  private final Issue issue;
  private final SameTime same;
  private final Recent recent;
  private final double level;
  private final double logarithm;
  private final double usualPrice;

  LoadRows(Issue issue) {
    this.issue = issue;
    same = new SameTime(issue, false);
    recent = new Recent(issue);
    level = Math.max(recent.mean28(), 0.5);
    logarithm = StrictMath.log10(level * 3600 / issue.stepSeconds() / 300);
    usualPrice = issue.isPriced() ? usualPrice() : Double.NaN;
  }

  @Override
  public FeatureSpecification specification() {
    return issue.isPriced() ? PRICED : SPECIFICATION;
  }

  @Override
  public double levelWh() {
    return level;
  }

  @Override
  public boolean fill(long target, double[] row) {
    if (!same.gather(target)) {
      return false;
    }
    double median = same.quantiles()[MEDIAN];
    double leadHours = (target - issue.origin()) * (double) issue.stepSeconds() / 3600;
    double last = same.newest(0, median);
    int i = Rows.putBase(same.quantiles(), row);
    row[i++] = last - median;
    row[i++] = same.newest(1, median) - median;
    row[i++] = (last - median) * leadHours / 48;
    double week = same.lag(7);
    row[i++] = Double.isNaN(week) ? 0 : week - median;
    row[i++] = same.mean(3) - median;
    row[i++] = same.mean(7) - median;
    row[i++] = same.mean(28) - median;
    int sorted = same.sort(7);
    row[i++] = (same.sorted(sorted / 2) + same.sorted((sorted - 1) / 2)) / 2 - median;
    row[i++] = same.sorted(0) - median;
    row[i++] = same.sorted(sorted - 1) - median;
    row[i++] = same.deviation(7);
    row[i++] = same.dayTypeMean(median) - median;
    row[i++] = same.weekMean(median) - median;
    row[i++] = recent.anomaly(1) * Fading.over(2, leadHours);
    row[i++] = recent.anomaly(3) * Fading.over(6, leadHours);
    row[i++] = recent.anomaly(6) * Fading.over(12, leadHours);
    row[i++] = recent.anomaly(24);
    row[i++] = recent.anomaly(24) * leadHours / 48;
    row[i++] = recent.ratio(6) * median * Fading.over(12, leadHours);
    row[i++] = recent.ratio(24) * median;
    row[i++] = recent.mean7() - recent.mean28();
    row[i++] = recent.floor24() - recent.mean7();
    for (int column = 0; column < i; column++) {
      row[column] = clip(row[column] / level);
    }
    row[i++] = logarithm;
    calendar(target, row, i);
    i += 7;
    row[i++] = leadHours / 48;
    row[i++] = Fading.over(3, leadHours);
    weather(target, median / level, row, i);
    i += 4;
    if (issue.isPriced()) {
      price(target, median / level, row, i);
      i += 5;
    }
    SinglePrecision.round(row, i);
    return true;
  }

  private void calendar(long target, double[] row, int from) {
    int offset = issue.offsetSeconds(target);
    double fraction =
        Math.floorMod(issue.startSecond(target) + offset, DAY_SECONDS) / 86_400.0
            + issue.stepSeconds() / 172_800.0;
    double sin = StrictMath.sin(2 * Math.PI * fraction);
    double cos = StrictMath.cos(2 * Math.PI * fraction);
    double weekend = same.weekday(target, offset) >= 5 ? 1 : 0;
    row[from] = sin;
    row[from + 1] = cos;
    row[from + 2] = 2 * sin * cos;
    row[from + 3] = 2 * cos * cos - 1;
    row[from + 4] = weekend;
    row[from + 5] = weekend * sin;
    row[from + 6] = weekend * cos;
  }

  private void weather(long target, double median, double[] row, int from) {
    long start = issue.startSecond(target);
    double ahead = issue.weather().forecastTemperatureC(start, start + issue.stepSeconds());
    double usual = 0;
    int days = 0;
    for (int day = 1; day <= 8 && days < 7; day++) {
      long then = start - day * DAY_SECONDS;
      if (then + issue.stepSeconds() <= issue.startSecond(issue.origin())) {
        double temperature = issue.weather().pastTemperatureC(then, then + issue.stepSeconds());
        if (!Double.isNaN(temperature)) {
          usual += temperature;
          days++;
        }
      }
    }
    if (days > 0) {
      usual /= days;
    }
    boolean known = !Double.isNaN(ahead) && days > 0;
    double anomaly = known ? clip((ahead - usual) / 10) : 0;
    double expected = !Double.isNaN(ahead) ? ahead : days > 0 ? usual : HEATING_BASE_C;
    row[from] = anomaly;
    row[from + 1] = clip(anomaly * median);
    row[from + 2] = clip(Math.max(0, HEATING_BASE_C - expected) / 10);
    row[from + 3] = clip(Math.max(0, expected - COOLING_BASE_C) / 10);
  }

  /**
   * What the price of the target says beyond the prices of the days the climatology knows, and
   * beyond those of the hours around it: who is able to wait, waits for a cheaper hour. All of it
   * is nothing where no price is published, or nobody pays it.
   */
  private void price(long target, double median, double[] row, int from) {
    long start = issue.startSecond(target);
    int step = issue.stepSeconds();
    double ahead = meanPrice(start, start + step);
    double usual = 0;
    int days = 0;
    long first = 0;
    long last = 0;
    for (int day = 1; day <= 9 && days < 7; day++) {
      long then = start - day * DAY_SECONDS;
      if (then + step <= issue.startSecond(issue.origin())) {
        double price = meanPrice(then, then + step);
        if (!Double.isNaN(price)) {
          usual += price;
          last = days == 0 ? then : last;
          first = then;
          days++;
        }
      }
    }
    boolean known = !Double.isNaN(ahead) && days > 0 && usualPrice > 0;
    double anomaly = known ? (ahead - usual / days) / usualPrice : 0;
    double inDay = 0;
    if (known) {
      double around = meanPrice(start - DAY_SECONDS / 2, start + DAY_SECONDS / 2);
      double before = meanPrice(first - DAY_SECONDS / 2, last + DAY_SECONDS / 2);
      inDay = anomaly - (around - before) / usualPrice;
    }
    row[from] = clip(anomaly);
    row[from + 1] = clip(anomaly * median);
    row[from + 2] = clip(inDay);
    row[from + 3] = clip(inDay * median);
    row[from + 4] = known ? 1 : 0;
  }

  /** Root mean square of the hourly prices of the week before the issue, milli-cent/kWh. */
  private double usualPrice() {
    long issued = issue.startSecond(issue.origin());
    double squares = 0;
    int hours = 0;
    for (long hour = issued - 7 * DAY_SECONDS; hour < issued; hour += 3600) {
      double price = meanPrice(hour, hour + 3600);
      if (!Double.isNaN(price)) {
        squares += price * price;
        hours++;
      }
    }
    return hours == 0 ? Double.NaN : Math.sqrt(squares / hours);
  }

  private double meanPrice(long fromSecond, long toSecond) {
    return issue.prices().isEmpty()
        ? Double.NaN
        : issue.prices().get().meanMilliCentPerKwh(fromSecond, toSecond);
  }

  private static double clip(double value) {
    return Math.max(-LIMIT, Math.min(LIMIT, value));
  }
}
