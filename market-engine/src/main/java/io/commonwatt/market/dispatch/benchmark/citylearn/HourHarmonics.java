package io.commonwatt.market.dispatch.benchmark.citylearn;

/** Sines and cosines of the hour of day, from the slowest on. */
final class HourHarmonics {

  private static final int DAY = 24;

  private final double[][] values;

  /**
   * @param harmonics how many; each gives a sine and a cosine
   */
  HourHarmonics(int harmonics) {
    values = new double[DAY][2 * harmonics];
    for (int hour = 0; hour < DAY; hour++) {
      for (int harmonic = 1; harmonic <= harmonics; harmonic++) {
        double angle = 2 * Math.PI * harmonic * hour / DAY;
        values[hour][2 * harmonic - 2] = StrictMath.sin(angle);
        values[hour][2 * harmonic - 1] = StrictMath.cos(angle);
      }
    }
  }

  /**
   * Writes factor times the first harmonics of an hour of day into a row.
   *
   * @return where the row goes on
   */
  int write(double[] row, int at, int hourOfDay, int harmonics, double factor) {
    for (int index = 0; index < 2 * harmonics; index++) {
      row[at + index] = factor * values[hourOfDay][index];
    }
    return at + 2 * harmonics;
  }
}
