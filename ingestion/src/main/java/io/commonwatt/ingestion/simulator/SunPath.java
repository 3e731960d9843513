package io.commonwatt.ingestion.simulator;

import java.time.LocalDate;

/**
 * Where the sun stands over a place on one UTC day, at the middle of each quarter-hour.
 *
 * <p>Declination, equation of time and distance to the sun after Spencer (1971), "Fourier series
 * representation of the position of the sun", as given in Iqbal (1983), An Introduction to Solar
 * Radiation, eqs. 1.2.1, 1.3.1 and 1.4.1. Immutable.
 */
final class SunPath {

  static final int QUARTERS = 96;
  private static final double MINUTES_PER_RADIAN = 229.18;

  private final double[] up = new double[QUARTERS];
  private final double[] east = new double[QUARTERS];
  private final double[] north = new double[QUARTERS];
  private final double eccentricity;

  SunPath(double latitude, double longitude, long epochDay) {
    int dayOfYear = LocalDate.ofEpochDay(epochDay).getDayOfYear();
    double angle = 2 * StrictMath.PI * (dayOfYear - 1) / 365;
    double cos1 = StrictMath.cos(angle);
    double sin1 = StrictMath.sin(angle);
    double cos2 = StrictMath.cos(2 * angle);
    double sin2 = StrictMath.sin(2 * angle);
    double declination =
        0.006918
            - 0.399912 * cos1
            + 0.070257 * sin1
            - 0.006758 * cos2
            + 0.000907 * sin2
            - 0.002697 * StrictMath.cos(3 * angle)
            + 0.00148 * StrictMath.sin(3 * angle);
    double equationOfTimeMinutes =
        MINUTES_PER_RADIAN
            * (0.000075 + 0.001868 * cos1 - 0.032077 * sin1 - 0.014615 * cos2 - 0.040849 * sin2);
    eccentricity = 1.00011 + 0.034221 * cos1 + 0.00128 * sin1 + 0.000719 * cos2 + 0.000077 * sin2;

    double sinLatitude = StrictMath.sin(StrictMath.toRadians(latitude));
    double cosLatitude = StrictMath.cos(StrictMath.toRadians(latitude));
    double sinDeclination = StrictMath.sin(declination);
    double cosDeclination = StrictMath.cos(declination);
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      double solarMinutes = quarter * 15 + 7.5 + 4 * longitude + equationOfTimeMinutes;
      double hourAngle = StrictMath.toRadians(solarMinutes / 4 - 180);
      double cosHour = StrictMath.cos(hourAngle);
      up[quarter] = sinLatitude * sinDeclination + cosLatitude * cosDeclination * cosHour;
      east[quarter] = -cosDeclination * StrictMath.sin(hourAngle);
      north[quarter] = cosLatitude * sinDeclination - sinLatitude * cosDeclination * cosHour;
    }
  }

  /** Sine of the sun's elevation (cosine of the zenith angle); negative at night. */
  double up(int quarter) {
    return up[quarter];
  }

  /** East component of the unit vector to the sun. */
  double east(int quarter) {
    return east[quarter];
  }

  /** North component of the unit vector to the sun. */
  double north(int quarter) {
    return north[quarter];
  }

  /** Correction of the solar constant for the day's distance to the sun. */
  double eccentricity() {
    return eccentricity;
  }
}
