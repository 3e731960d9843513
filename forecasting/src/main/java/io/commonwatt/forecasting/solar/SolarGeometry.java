package io.commonwatt.forecasting.solar;

/**
 * Elevation of the sun by Spencer's Fourier series (1971) for declination and equation of time,
 * within about half a degree. Immutable, thread-safe.
 */
public final class SolarGeometry {

  private static final double DAY_SECONDS = 86_400;
  private static final double TROPICAL_YEAR_SECONDS = 365.2422 * DAY_SECONDS;

  /** 2000-01-01T00:00Z. */
  private static final double EPOCH_2000 = 946_684_800;

  private final double sinLatitude;
  private final double cosLatitude;
  private final double longitudeRadians;

  /**
   * @param latitude degrees, north positive
   * @param longitude degrees, east positive
   */
  public SolarGeometry(double latitude, double longitude) {
    double radians = StrictMath.toRadians(latitude);
    sinLatitude = StrictMath.sin(radians);
    cosLatitude = StrictMath.cos(radians);
    longitudeRadians = StrictMath.toRadians(longitude);
  }

  /** Sine of the elevation of the sun's centre, without refraction, −1…1. */
  public double sinElevation(double epochSecond) {
    double year = 2 * Math.PI * ((epochSecond - EPOCH_2000) / TROPICAL_YEAR_SECONDS);
    double sin = StrictMath.sin(year);
    double cos = StrictMath.cos(year);
    double sin2 = 2 * sin * cos;
    double cos2 = 2 * cos * cos - 1;
    double declination =
        0.006918
            - 0.399912 * cos
            + 0.070257 * sin
            - 0.006758 * cos2
            + 0.000907 * sin2
            - 0.002697 * (cos2 * cos - sin2 * sin)
            + 0.00148 * (sin2 * cos + cos2 * sin);
    double equationOfTime =
        0.000075 + 0.001868 * cos - 0.032077 * sin - 0.014615 * cos2 - 0.04089 * sin2;
    double dayFraction = epochSecond / DAY_SECONDS - StrictMath.floor(epochSecond / DAY_SECONDS);
    double hourAngle = 2 * Math.PI * (dayFraction - 0.5) + longitudeRadians + equationOfTime;
    return sinLatitude * StrictMath.sin(declination)
        + cosLatitude * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
  }

  /** Global horizontal irradiance of a clear sky (Haurwitz 1945), W/m². */
  public static double clearSkyIrradiance(double sinElevation) {
    return sinElevation <= 0 ? 0 : 1098 * sinElevation * StrictMath.exp(-0.057 / sinElevation);
  }
}
