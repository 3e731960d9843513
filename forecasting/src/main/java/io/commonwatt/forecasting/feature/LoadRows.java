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

  private static final double LIMIT = 8;
  private static final double HEATING_BASE_C = 15.5;
  private static final double COOLING_BASE_C = 22;

  private final Issue issue;
  private final SameTime same;
  private final Recent recent;
  private final double level;
  private final double logarithm;

  LoadRows(Issue issue) {
    this.issue = issue;
    same = new SameTime(issue, false);
    recent = new Recent(issue);
    level = Math.max(recent.mean28(), 0.5);
    logarithm = StrictMath.log10(level * 3600 / issue.stepSeconds() / 300);
  }

  @Override
  public FeatureSpecification specification() {
    return SPECIFICATION;
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
    SinglePrecision.round(row, i);
    return true;
  }

  private void calendar(long target, double[] row, int from) {
    int offset = issue.offsetSeconds(target);
    double fraction =
        Math.floorMod(issue.startSecond(target) + offset, 86_400L) / 86_400.0
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
      long then = start - day * 86_400L;
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

  private static double clip(double value) {
    return Math.max(-LIMIT, Math.min(LIMIT, value));
  }
}
