package io.commonwatt.benchmarks;

import java.time.Duration;

/**
 * How much a benchmark works through.
 *
 * @param meters meters, one channel each, 20 to a community
 * @param days days of readings
 * @param stepMinutes interval length, a divisor of an hour
 * @param parallelism threads of each engine
 * @param seed of the readings
 */
public record Size(int meters, int days, int stepMinutes, int parallelism, long seed) {

  public Size {
    if (meters < 1 || days < 1 || parallelism < 1 || stepMinutes < 1 || 60 % stepMinutes != 0) {
      throw new IllegalArgumentException(
          "Size of "
              + meters
              + " meters, "
              + days
              + " days, "
              + stepMinutes
              + " min, parallelism "
              + parallelism
              + ": each must be positive, and the minutes divide an hour");
    }
  }

  /** Half-hourly meters on two threads, seed 1. */
  public static Size of(int meters, int days) {
    return new Size(meters, days, 30, 2, 1);
  }

  /** The same with another interval length. */
  public Size every(int minutes) {
    return new Size(meters, days, minutes, parallelism, seed);
  }

  public Duration step() {
    return Duration.ofMinutes(stepMinutes);
  }

  @Override
  public String toString() {
    return String.format(
        "%,d meters, %d min, %d days, seed %d, parallelism %d",
        meters, stepMinutes, days, seed, parallelism);
  }
}
