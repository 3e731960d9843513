package io.commonwatt.benchmarks;

import java.util.Locale;

/** Wall time of a measurement, and its words on stderr. */
public final class Stopwatch {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long started = System.nanoTime();

  /** Seconds since it was made. */
  public double seconds() {
    return (System.nanoTime() - started) / NANOS_PER_SECOND;
  }

  /** A line of progress. */
  public static void say(String format, Object... arguments) {
    System.err.println("bench: " + String.format(Locale.ROOT, format, arguments));
  }
}
