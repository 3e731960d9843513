package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.weather.WeatherForecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts the weather of a place with an error that grows with the lead time: temperature is the
 * truth plus a persistent error of 0.4 °C at once and about 2 °C after two days; cloudiness fades
 * from a smoothed truth to its climate mean while its error doubles. Each issue errs in its own
 * way. Not thread-safe.
 */
public final class ForecastingOffice {

  /** A forecast reaches this far. */
  public static final int HOURS_AHEAD = 60;

  /** Hours between two issues; the first of a day is at 00 UTC. */
  public static final int HOURS_BETWEEN_ISSUES = 6;

  private static final int SECONDS_PER_HOUR = 3600;
  private static final double ERROR_MEMORY = 0.93;
  private static final double MEAN_CLEAR_INDEX = 0.58;

  private final long seed;
  private final Climate climate;

  public ForecastingOffice(long seed, Climate climate) {
    this.seed = seed;
    this.climate = climate;
  }

  /**
   * The forecast of that issue time, hourly steps from it on, known at once.
   *
   * @param issued a full hour
   */
  public WeatherForecast forecast(Instant issued) {
    long firstHour = issued.getEpochSecond() / SECONDS_PER_HOUR;
    Draws draws = Draws.named(seed, climate.place().id() + "/forecast", firstHour);
    double innovation = StrictMath.sqrt(1 - ERROR_MEMORY * ERROR_MEMORY);
    double warm = draws.gaussian();
    double clear = draws.gaussian();
    List<Double> temperatureC = new ArrayList<>(HOURS_AHEAD);
    List<Double> irradianceWPerM2 = new ArrayList<>(HOURS_AHEAD);
    for (int lead = 0; lead < HOURS_AHEAD; lead++) {
      long hour = firstHour + lead;
      double age = 1 - StrictMath.exp(-(lead + 1) / 30.0);
      temperatureC.add(tenth(temperatureC(hour) + (0.4 + 1.9 * age) * warm));
      double trust = 0.92 * StrictMath.exp(-lead / 48.0);
      double index =
          trust * smoothClearIndex(hour)
              + (1 - trust) * MEAN_CLEAR_INDEX
              + (0.06 + 0.1 * age) * clear;
      double bounded = StrictMath.max(0.04, StrictMath.min(1.05, index));
      irradianceWPerM2.add(tenth(bounded * clearSkyWPerM2(hour)));
      warm = ERROR_MEMORY * warm + innovation * draws.gaussian();
      clear = ERROR_MEMORY * clear + innovation * draws.gaussian();
    }
    return new WeatherForecast(
        climate.place().id(),
        issued,
        issued,
        SECONDS_PER_HOUR,
        temperatureC,
        irradianceWPerM2,
        issued);
  }

  private double temperatureC(long hour) {
    return day(hour).hourlyTemperatureC((int) Math.floorMod(hour, 24L));
  }

  private double clearSkyWPerM2(long hour) {
    return day(hour).hourlyClearSkyWPerM2((int) Math.floorMod(hour, 24L));
  }

  private double smoothClearIndex(long hour) {
    double sum = 0;
    for (long near = hour - 1; near <= hour + 1; near++) {
      sum += day(near).hourlyClearIndex((int) Math.floorMod(near, 24L));
    }
    return sum / 3;
  }

  private DayWeather day(long hour) {
    return climate.day(Math.floorDiv(hour, 24L));
  }

  /** Rounded to a tenth, as it is published. */
  static double tenth(double value) {
    return StrictMath.rint(value * 10) / 10 + 0.0;
  }
}
