package io.commonwatt.benchmarks.step;

import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.step.StepDriver;
import java.time.Instant;

/** Fills states, and tells how much of the heap is in use. */
final class Heap {

  private Heap() {}

  /** Sends the first hours of a fleet through a step. */
  static void fill(StepDriver<?> driver, Fleet fleet, long hours) {
    for (long hour = 0; hour < hours; hour++) {
      fleet.readings(hour, driver::file);
      Instant through = Fleet.FROM.plusSeconds((hour + 1) * 3_600);
      driver.advanceTo(through, output -> {});
      if (hour > 0 && hour % 240 == 0) {
        Stopwatch.say("day %d of %d", hour / 24, fleet.size().days());
      }
    }
  }

  /** Bytes in use after full collections. */
  static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      runtime.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
