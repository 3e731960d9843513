package io.commonwatt.ingestion.simulator;

import java.time.LocalDate;

/**
 * The weather of a place as it truly happens: a season, warm and cold spells that last for days, a
 * daily swing that is wider under a clear sky, and clouds that all homes of the place share.
 * Function of (seed, place, day). Not thread-safe.
 */
public final class Climate {

  private static final int DAYS_KEPT = 12;
  private static final double SPELL_MEMORY = 0.78;
  private static final double SPELL_C = 2.6;
  private static final double CLOUD_DAY_MEMORY = 0.5;
  private static final double CLOUD_QUARTER_MEMORY = 0.9;
  private static final double WARMEST_DAY = 203;
  private static final double LONGEST_DAY = 172;
  private static final double WARMEST_SOLAR_HOUR = 15;

  private final long seed;
  private final SimulatedPlace place;
  private final DayMemo<DayWeather> days = new DayMemo<>(DAYS_KEPT, this::compute);
  private final DayMemo<Double> spells = new DayMemo<>(DAYS_KEPT, this::spellC);
  private final DayMemo<double[]> damped = new DayMemo<>(DAYS_KEPT, this::damp);

  public Climate(long seed, SimulatedPlace place) {
    this.seed = seed;
    this.place = place;
  }

  public SimulatedPlace place() {
    return place;
  }

  /** The weather of a UTC day. */
  public DayWeather day(long epochDay) {
    return days.get(epochDay);
  }

  /** Outdoor temperature of each hour as buildings with some mass feel it, °C. */
  double[] dampedC(long epochDay) {
    return damped.get(epochDay);
  }

  private double[] damp(long epochDay) {
    double[] dampedC = new double[24];
    for (int hour = 0; hour < dampedC.length; hour++) {
      dampedC[hour] = HeatPump.dampedC(this, epochDay, hour);
    }
    return dampedC;
  }

  private DayWeather compute(long epochDay) {
    double clear = clearShare(epochDay);
    double level = 0.2 + 0.76 * clear;
    double broken = 0.04 + 0.9 * clear * (1 - clear);
    Draws draws = Draws.named(seed, place.id() + "/clouds", epochDay);
    double innovation = StrictMath.sqrt(1 - CLOUD_QUARTER_MEMORY * CLOUD_QUARTER_MEMORY);
    double passing = draws.gaussian();
    double[] clearIndex = new double[SunPath.QUARTERS];
    double[] temperatureC = new double[SunPath.QUARTERS];
    for (int quarter = 0; quarter < SunPath.QUARTERS; quarter++) {
      passing = CLOUD_QUARTER_MEMORY * passing + innovation * draws.gaussian();
      clearIndex[quarter] = StrictMath.max(0.04, StrictMath.min(1.08, level + broken * passing));
      temperatureC[quarter] = temperatureC(epochDay, quarter, clear);
    }
    return new DayWeather(
        new SunPath(place.latitude(), place.longitude(), epochDay), clearIndex, temperatureC);
  }

  /** How clear the day is, 0…1, nearly uniform over the days (logistic of a normal). */
  private double clearShare(long epochDay) {
    double latent =
        Draws.autoregressive(seed, place.id() + "/cloud-day", epochDay, CLOUD_DAY_MEMORY);
    return 1 / (1 + StrictMath.exp(-1.702 * latent));
  }

  private double spellC(long epochDay) {
    return SPELL_C * Draws.autoregressive(seed, place.id() + "/spell", epochDay, SPELL_MEMORY);
  }

  private double temperatureC(long epochDay, int quarter, double clear) {
    double dayShare = quarter / (double) SunPath.QUARTERS;
    double dayOfYear = LocalDate.ofEpochDay(epochDay).getDayOfYear() + dayShare;
    double season = place.meanC() + place.seasonC() * season(dayOfYear, WARMEST_DAY);
    double swing = (3.2 + 1.6 * season(dayOfYear, LONGEST_DAY)) * (0.55 + 0.9 * clear);
    double solarHour = quarter / 4.0 + place.longitude() / 15;
    double daily =
        swing * StrictMath.cos(2 * StrictMath.PI * (solarHour - WARMEST_SOLAR_HOUR) / 24);
    return season + daily + spellBetweenNoons(epochDay, dayShare - 0.5);
  }

  private double spellBetweenNoons(long epochDay, double fromNoon) {
    long earlier = fromNoon < 0 ? epochDay - 1 : epochDay;
    double share = fromNoon < 0 ? fromNoon + 1 : fromNoon;
    return (1 - share) * spells.get(earlier) + share * spells.get(earlier + 1);
  }

  private static double season(double dayOfYear, double peakDay) {
    return StrictMath.cos(2 * StrictMath.PI * (dayOfYear - peakDay) / 365.25);
  }
}
