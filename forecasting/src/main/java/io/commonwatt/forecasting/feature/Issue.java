package io.commonwatt.forecasting.feature;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.series.PriceHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.WeatherHistory;
import io.commonwatt.forecasting.solar.ClearSky;
import java.util.Optional;

/**
 * A series as a forecast issued at one time may see it: nothing that ends after the issue. Valid
 * until the history changes; not thread-safe.
 */
public final class Issue {

  /** How far ahead forecasts reach, h. */
  public static final int HORIZON_HOURS = 48;

  private static final int RESTED_DAYS = 14;
  private static final int FEWEST_RESTED = 5;

  private final Series series;
  private final SeriesHistory history;
  private final long origin;
  private final WeatherHistory weather;
  private final boolean priced;
  private final PriceHistory prices;
  private final ClearSky clearSky;
  private final CivilClock clock;
  private final int horizonHours;
  private final IssueMatrix matrix;
  private Rows rows;

  Issue(
      Series series,
      SeriesHistory history,
      long origin,
      WeatherHistory weather,
      boolean priced,
      PriceHistory prices,
      ClearSky clearSky,
      CivilClock clock,
      int horizonHours,
      IssueMatrix matrix) {
    this.series = series;
    this.history = history;
    this.origin = origin;
    this.weather = weather;
    this.priced = priced;
    this.prices = prices;
    this.clearSky = clearSky;
    this.clock = clock;
    this.horizonHours = horizonHours;
    this.matrix = matrix;
  }

  public Series series() {
    return series;
  }

  /** Index of the first interval after the issue. */
  public long origin() {
    return origin;
  }

  /** Number of intervals of a forecast. */
  public int steps() {
    return horizonHours * 3600 / series.stepSeconds();
  }

  /** Rows of this issue's targets. */
  public Rows rows() {
    if (rows == null) {
      rows = solar() ? new SolarRows(this) : new LoadRows(this);
    }
    return rows;
  }

  /** All rows of this issue; they hold until those of another issue of the factory are made. */
  public IssueMatrix matrix() {
    matrix.open(this);
    return matrix;
  }

  /** Energy of an interval, Wh; NaN when unknown or not before the origin. */
  public double energyWh(long index) {
    return index >= origin ? Double.NaN : history.energyWh(index);
  }

  /** Whether the series follows the sun. */
  public boolean solar() {
    return series.channel() == Channel.GENERATION;
  }

  /**
   * Whether a generating series rests over the whole interval: the sun is below the horizon, or,
   * where its path is not known, there was nothing at that time in the last two weeks.
   */
  public boolean night(long index) {
    if (!solar()) {
      return false;
    }
    return clearSky != null ? clearSky.isNight(index) : restedBefore(index);
  }

  /** Greatest energy of an interval in the last days, Wh; 0 when nothing is known. */
  public double maxWh(int days) {
    double max = 0;
    for (long index = origin - (long) days * stepsPerDay(); index < origin; index++) {
      double energy = history.energyWh(index);
      if (energy > max) {
        max = energy;
      }
    }
    return max;
  }

  /** Mean over [from, to) of what is known, Wh; NaN when nothing is. */
  public double meanWh(long from, long to) {
    double sum = 0;
    int count = 0;
    for (long index = from; index < Math.min(to, origin); index++) {
      double energy = history.energyWh(index);
      if (!Double.isNaN(energy)) {
        sum += energy;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  public int stepSeconds() {
    return series.stepSeconds();
  }

  public int stepsPerDay() {
    return series.stepsPerDay();
  }

  /** Start of an interval, epoch seconds. */
  public long startSecond(long index) {
    return index * series.stepSeconds();
  }

  private boolean restedBefore(long index) {
    int rested = 0;
    for (int day = 1; day <= RESTED_DAYS; day++) {
      for (int away = -1; away <= 1; away++) {
        double energy = energyWh(index - (long) day * stepsPerDay() + away);
        if (energy > 0) {
          return false;
        }
        rested += Double.isNaN(energy) ? 0 : 1;
      }
    }
    return rested >= FEWEST_RESTED;
  }

  WeatherHistory weather() {
    return weather;
  }

  /** Whether its rows carry prices. */
  boolean isPriced() {
    return priced;
  }

  /** What the series pays; empty where that follows no market. */
  Optional<PriceHistory> prices() {
    return Optional.ofNullable(prices);
  }

  /** Null when it is not known where the series is. */
  ClearSky clearSky() {
    return clearSky;
  }

  /** Local offset at the start of an interval, s. */
  int offsetSeconds(long index) {
    return clock.offsetSeconds(startSecond(index));
  }
}
