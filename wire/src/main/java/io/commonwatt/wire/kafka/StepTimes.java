package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.step.Step;
import java.time.Instant;

/**
 * Step times of a grid, remembering the last: what is between a time and its step time has the same
 * step time. Not thread-safe.
 */
final class StepTimes {

  private final Step<?> step;
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;

  StepTimes(Step<?> step) {
    this.step = step;
  }

  /** The first step time at or after {@code time}. */
  Instant stepAtOrAfter(Instant time) {
    if (time.isBefore(from) || time.isAfter(to)) {
      to = step.stepAtOrAfter(time);
      from = time;
    }
    return to;
  }
}
