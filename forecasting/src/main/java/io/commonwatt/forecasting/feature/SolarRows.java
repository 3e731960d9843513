package io.commonwatt.forecasting.feature;

import io.commonwatt.forecasting.solar.ClearSky;

/** Rows of series that follow the sun. Every column vanishes at night. Not thread-safe. */
final class SolarRows implements Rows {

  static final FeatureSpecification SPECIFICATION =
      FeatureSpecification.of(
          "solar-1",
          "climatology.median level",
          "climatology.below.05 level",
          "climatology.below.10 level",
          "climatology.below.30 level",
          "climatology.above.70 level",
          "climatology.above.90 level",
          "climatology.above.95 level",
          "last.day level",
          "last.day.second level",
          "mean.3d level",
          "mean.7d level",
          "min.7d level",
          "max.7d level",
          "deviation.7d level",
          "envelope level",
          "potential level",
          "potential.fresh level",
          "potential.margin level",
          "cloud.forecast.spread level",
          "sky.index.3h level",
          "sky.index.24h level",
          "sky.index.24h.by.lead level",
          "lead.envelope level",
          "lead.fading.envelope level",
          "known.irradiance 1");

  private static final double LIMIT = 8;
  private static final double DARK = 30;
  private static final int PAST_DAYS = 14;

  private final Issue issue;
  private final SameTime same;
  private final double level;
  private final double max;
  private final double yieldPerIrradiance;
  private final double skyIndex3;
  private final double skyIndex24;

  SolarRows(Issue issue) {
    this.issue = issue;
    same = new SameTime(issue, true);
    double mean = issue.meanWh(issue.origin() - 28L * issue.stepsPerDay(), issue.origin());
    level = Math.max(Double.isNaN(mean) ? 0 : mean, 0.5);
    max = issue.maxWh(28);
    yieldPerIrradiance = yieldPerIrradiance();
    skyIndex3 = skyIndex(3);
    skyIndex24 = skyIndex(24);
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
    int i = Rows.putBase(same.quantiles(), row);
    row[i++] = same.newest(0, median) - median;
    row[i++] = same.newest(1, median) - median;
    row[i++] = same.mean(3) - median;
    row[i++] = same.mean(7) - median;
    int sorted = same.sort(7);
    row[i++] = same.sorted(0) - median;
    row[i++] = same.sorted(sorted - 1) - median;
    row[i++] = same.deviation(7);
    int many = same.sort(PAST_DAYS);
    double envelope = Math.min(max, same.sorted(many - 1));
    row[i++] = envelope;
    double potential = potential(target);
    boolean known = !Double.isNaN(potential);
    double cloud = known && envelope > 0 ? Math.min(1, potential / envelope) : 0;
    row[i++] = known ? potential - median : 0;
    row[i++] = known ? (potential - median) * Fading.over(12, leadHours) : 0;
    row[i++] = known ? Math.max(0, envelope - potential) : 0;
    row[i++] = known ? envelope * cloud * (1 - cloud) : 0;
    row[i++] = skyIndex3 * envelope * Fading.over(4, leadHours);
    row[i++] = skyIndex24 * envelope;
    row[i++] = skyIndex24 * envelope * leadHours / 48;
    row[i++] = envelope * leadHours / 48;
    row[i++] = envelope * Fading.over(3, leadHours);
    for (int column = 0; column < i; column++) {
      row[column] = Math.max(-LIMIT, Math.min(LIMIT, row[column] / level));
    }
    row[i++] = known && envelope > 0 ? 1 : 0;
    SinglePrecision.round(row, i);
    return true;
  }

  /** How much more a clear sky gives at the target than at a lag, 0.5…2; 1 near night. */
  static double skyRatio(Issue issue, long target, long lag) {
    ClearSky sky = issue.clearSky();
    if (sky == null) {
      return 1;
    }
    double then = sky.irradiance(lag);
    double now = sky.irradiance(target);
    return then < DARK || now < DARK ? 1 : Math.max(0.5, Math.min(2, now / then));
  }

  /**
   * Energy the forecast irradiance gives, from what irradiance gave at that time of day before, Wh;
   * NaN when no irradiance is forecast.
   */
  private double potential(long target) {
    long start = issue.startSecond(target);
    int step = issue.stepSeconds();
    double ahead = issue.weather().forecastIrradiance(start, start + step);
    if (Double.isNaN(ahead) || Double.isNaN(yieldPerIrradiance)) {
      return Double.NaN;
    }
    double energy = 0;
    double irradiance = 0;
    for (int day = 1; day <= PAST_DAYS; day++) {
      long lag = target - (long) day * issue.stepsPerDay();
      double then = issue.energyWh(lag);
      long lagStart = issue.startSecond(lag);
      double shone = issue.weather().pastIrradiance(lagStart, lagStart + step);
      if (!Double.isNaN(then) && !Double.isNaN(shone)) {
        energy += then;
        irradiance += shone;
      }
    }
    // A prior of some 100 W/m² over one day keeps the ratio steady near sunrise and sunset.
    double prior = 100;
    double yield = (energy + prior * yieldPerIrradiance) / (irradiance + prior);
    return Math.min(1.1 * max, yield * ahead);
  }

  private double yieldPerIrradiance() {
    double energy = 0;
    double irradiance = 0;
    for (long i = issue.origin() - (long) PAST_DAYS * issue.stepsPerDay();
        i < issue.origin();
        i++) {
      double then = issue.energyWh(i);
      if (then > 0) {
        long start = issue.startSecond(i);
        double shone = issue.weather().pastIrradiance(start, start + issue.stepSeconds());
        if (!Double.isNaN(shone)) {
          energy += then;
          irradiance += shone;
        }
      }
    }
    return irradiance < DARK ? Double.NaN : energy / irradiance;
  }

  /** Mean excess of the last hours over the mean of the week before, as a share of it, −1…1. */
  private double skyIndex(int hours) {
    double sum = 0;
    double usual = 0;
    int steps = hours * 3600 / issue.stepSeconds();
    for (long i = issue.origin() - steps; i < issue.origin(); i++) {
      double energy = issue.energyWh(i);
      double week = 0;
      int days = 0;
      for (int day = 1; day <= 7; day++) {
        double then = issue.energyWh(i - (long) day * issue.stepsPerDay());
        if (!Double.isNaN(then)) {
          week += then;
          days++;
        }
      }
      if (!Double.isNaN(energy) && days > 0) {
        sum += energy;
        usual += week / days;
      }
    }
    return usual < 0.2 * level ? 0 : Math.max(-1, Math.min(1, sum / usual - 1));
  }
}
