package io.commonwatt.ingestion.simulator;

/**
 * A roof with modules and an inverter.
 *
 * @param peakKw module power under standard test conditions, also the inverter's limit, kW
 * @param tiltDegrees from the horizontal
 * @param azimuthDegrees of the normal, clockwise from north
 */
public record PhotovoltaicSystem(double peakKw, double tiltDegrees, double azimuthDegrees) {

  /** Inverter, cables, dirt, mismatch. */
  private static final double PERFORMANCE_RATIO = 0.86;

  /** Of crystalline silicon. */
  private static final double POWER_PER_C = -0.004;

  /** Cell over air temperature (Ross 1976): (NOCT − 20) / 800, with NOCT 45 °C. */
  private static final double HEATING_C_PER_W_PER_M2 = (45.0 - 20) / 800;

  /** The system a home of that name has. */
  public static PhotovoltaicSystem seeded(long seed, String home) {
    Draws draws = Draws.named(seed, home + "/pv");
    double peakKw = StrictMath.rint(10 * draws.between(1.8, 4.4)) / 10;
    double tiltDegrees = StrictMath.rint(draws.between(22, 46));
    double azimuthDegrees = StrictMath.rint(180 + draws.between(-65, 65));
    return new PhotovoltaicSystem(peakKw, tiltDegrees, azimuthDegrees);
  }

  /** Energy generated in each quarter-hour of the day, Wh. */
  public double[] generationWh(DayWeather weather) {
    double tilt = StrictMath.toRadians(tiltDegrees);
    double azimuth = StrictMath.toRadians(azimuthDegrees);
    double[] normal = {
      StrictMath.sin(tilt) * StrictMath.sin(azimuth),
      StrictMath.sin(tilt) * StrictMath.cos(azimuth),
      StrictMath.cos(tilt)
    };
    double[] energyWh = new double[SunPath.QUARTERS];
    for (int quarter = 0; quarter < energyWh.length; quarter++) {
      double plane =
          Irradiance.onPlane(weather.irradianceWPerM2(quarter), weather.sun(), quarter, normal);
      double cellC = weather.temperatureC(quarter) + HEATING_C_PER_W_PER_M2 * plane;
      double powerKw = peakKw * plane / 1000 * PERFORMANCE_RATIO * (1 + POWER_PER_C * (cellC - 25));
      energyWh[quarter] = StrictMath.max(0, StrictMath.min(peakKw, powerKw)) * 250;
    }
    return energyWh;
  }
}
