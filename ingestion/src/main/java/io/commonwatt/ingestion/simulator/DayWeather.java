package io.commonwatt.ingestion.simulator;

/**
 * True weather of one UTC day at one place, by quarter-hour (0…95) and hour (0…23). Arrays are not
 * copied: whoever makes one gives them away.
 */
public final class DayWeather {

  private static final int QUARTERS_PER_HOUR = 4;

  private final SunPath sun;
  private final double[] clearIndex;
  private final double[] temperatureC;
  private final double[] irradianceWPerM2;

  DayWeather(SunPath sun, double[] clearIndex, double[] temperatureC) {
    this.sun = sun;
    this.clearIndex = clearIndex;
    this.temperatureC = temperatureC;
    this.irradianceWPerM2 = new double[clearIndex.length];
    for (int quarter = 0; quarter < clearIndex.length; quarter++) {
      irradianceWPerM2[quarter] = clearIndex[quarter] * Irradiance.clearSky(sun.up(quarter));
    }
  }

  SunPath sun() {
    return sun;
  }

  /** Global horizontal irradiance, W/m²; 0 at night. */
  public double irradianceWPerM2(int quarter) {
    return irradianceWPerM2[quarter];
  }

  /** Air temperature, °C. */
  public double temperatureC(int quarter) {
    return temperatureC[quarter];
  }

  /** Mean global horizontal irradiance of an hour, W/m². */
  public double hourlyIrradianceWPerM2(int hour) {
    double sum = 0;
    for (int quarter = 0; quarter < QUARTERS_PER_HOUR; quarter++) {
      sum += irradianceWPerM2(hour * QUARTERS_PER_HOUR + quarter);
    }
    return sum / QUARTERS_PER_HOUR;
  }

  /** Mean clear-sky irradiance of an hour, W/m². */
  double hourlyClearSkyWPerM2(int hour) {
    double sum = 0;
    for (int quarter = 0; quarter < QUARTERS_PER_HOUR; quarter++) {
      sum += Irradiance.clearSky(sun.up(hour * QUARTERS_PER_HOUR + quarter));
    }
    return sum / QUARTERS_PER_HOUR;
  }

  /** Mean clear-sky index of an hour: global over clear-sky irradiance. */
  double hourlyClearIndex(int hour) {
    double sum = 0;
    for (int quarter = 0; quarter < QUARTERS_PER_HOUR; quarter++) {
      sum += clearIndex[hour * QUARTERS_PER_HOUR + quarter];
    }
    return sum / QUARTERS_PER_HOUR;
  }

  /** Mean air temperature of an hour, °C. */
  public double hourlyTemperatureC(int hour) {
    double sum = 0;
    for (int quarter = 0; quarter < QUARTERS_PER_HOUR; quarter++) {
      sum += temperatureC[hour * QUARTERS_PER_HOUR + quarter];
    }
    return sum / QUARTERS_PER_HOUR;
  }
}
