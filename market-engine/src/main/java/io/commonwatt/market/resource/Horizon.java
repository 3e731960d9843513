package io.commonwatt.market.resource;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * The steps of a plan, all of the same length in seconds: a day of 23 or 25 hours has 23 or 25
 * hourly steps.
 *
 * @param start of the first step
 * @param stepSeconds length of a step, s
 * @param steps how many
 */
public record Horizon(Instant start, int stepSeconds, int steps) {

  public Horizon {
    Objects.requireNonNull(start, "start");
    if (stepSeconds <= 0 || steps <= 0) {
      throw new IllegalArgumentException(
          "Horizon at " + start + ": " + steps + " steps of " + stepSeconds + " s are impossible");
    }
  }

  /** Length of a step, h. */
  public double stepHours() {
    return stepSeconds / 3600.0;
  }

  /** Start of a step. */
  public Instant startOf(int step) {
    return start.plusSeconds((long) step * stepSeconds);
  }

  /** The first step that does not begin before a time; {@link #steps} when none does. */
  public int firstFrom(Instant time) {
    long seconds = time.getEpochSecond() - start.getEpochSecond();
    return (int)
        Math.max(0, Math.min(steps, Math.floorDiv(seconds + stepSeconds - 1L, stepSeconds)));
  }

  /** How many steps end by a time, 0 to {@link #steps}. */
  public int endedBy(Instant time) {
    long seconds = time.getEpochSecond() - start.getEpochSecond();
    return (int) Math.max(0, Math.min(steps, Math.floorDiv(seconds, (long) stepSeconds)));
  }

  /** An array with the same value in every step. */
  public double[] constant(double value) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return values;
  }
}
