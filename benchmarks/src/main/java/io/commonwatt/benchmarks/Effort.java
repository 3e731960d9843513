package io.commonwatt.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a piece of work took: wall time, and processor time of this JVM, which a shared machine
 * disturbs less.
 */
public record Effort(double seconds, double cpuSeconds) {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double NANOS_PER_SECOND = 1e9;

  /** Begins a measurement. */
  public static Running start() {
    return new Running(System.nanoTime(), SYSTEM.getProcessCpuTime());
  }

  /** A measurement that goes on. */
  public record Running(long nanos, long cpuNanos) {
    /** What it took up to now. */
    public Effort stop() {
      return new Effort(
          (System.nanoTime() - nanos) / NANOS_PER_SECOND,
          (SYSTEM.getProcessCpuTime() - cpuNanos) / NANOS_PER_SECOND);
    }
  }

  /** Processor time a reading, µs. */
  public double cpuMicros(long readings) {
    return cpuSeconds * 1e6 / readings;
  }
}
