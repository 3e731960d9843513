package io.commonwatt.forecasting.backtest;

import java.time.LocalDateTime;
import java.util.SplittableRandom;

/** Made-up series with a daily shape, noise and gaps. */
final class MadeSeries {

  static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00:00");

  private MadeSeries() {}

  static RegularSeries make(long seed, int days, int stepsPerDay, double gapShare) {
    return new RegularSeries(
        "made-" + seed,
        Quantity.load("kW"),
        START,
        86_400 / stepsPerDay,
        values(seed, days * stepsPerDay, stepsPerDay, gapShare));
  }

  static double[] values(long seed, int length, int stepsPerDay, double gapShare) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      double shape = 2 + Math.sin(2 * Math.PI * (i % stepsPerDay) / stepsPerDay);
      values[i] = random.nextDouble() < gapShare ? Double.NaN : shape + random.nextDouble();
    }
    return values;
  }
}
