package io.commonwatt.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a piece of work took: wall time, and processor time, which a shared machine disturbs less.
 *
 * @param cpuSeconds of this JVM
 * @param childCpuSeconds of the processes it started and that still live: PostgreSQL
 */
public record Effort(double seconds, double cpuSeconds, double childCpuSeconds) {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double NANOS_PER_SECOND = 1e9;

  /** Begins a measurement. */
  public static Running start() {
    return new Running(System.nanoTime(), SYSTEM.getProcessCpuTime(), childCpuNanos());
  }

  /** A measurement that goes on. */
  public record Running(long nanos, long cpuNanos, long childNanos) {
    /** What it took up to now. */
    public Effort stop() {
      return new Effort(
          (System.nanoTime() - nanos) / NANOS_PER_SECOND,
          (SYSTEM.getProcessCpuTime() - cpuNanos) / NANOS_PER_SECOND,
          (childCpuNanos() - childNanos) / NANOS_PER_SECOND);
    }
  }

  private static long childCpuNanos() {
    return ProcessHandle.current()
        .descendants()
        .mapToLong(child -> child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
        .sum();
  }

  /** Processor time of the children a reading, µs. */
  public double childCpuMicros(long readings) {
    return childCpuSeconds * 1e6 / readings;
  }

  /** Processor time a reading, µs. */
  public double cpuMicros(long readings) {
    return cpuSeconds * 1e6 / readings;
  }
}
