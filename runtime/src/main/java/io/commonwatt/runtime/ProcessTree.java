package io.commonwatt.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Memory of this process and its descendants (the PostgreSQL server and its backends): the sum of
 * their proportional set sizes, so that shared pages count once. Read from {@code /proc}; 0 where
 * there is none. Thread-safe.
 */
public final class ProcessTree implements AutoCloseable {

  private static final long KB_PER_MB = 1024;

  private final AtomicLong peakKb = new AtomicLong();
  private final Thread sampler;
  private volatile boolean running = true;

  private ProcessTree(Duration interval) {
    sampler =
        new Thread(
            () -> {
              while (running) {
                sample();
                try {
                  Thread.sleep(interval.toMillis());
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "process-tree");
    sampler.setDaemon(true);
    sampler.start();
  }

  /** Starts sampling on a daemon thread, every interval. */
  public static ProcessTree sample(Duration interval) {
    return new ProcessTree(interval);
  }

  /** The largest sum seen so far, the one of now included, MB. */
  public long peakMemoryMb() {
    sample();
    return peakKb.get() / KB_PER_MB;
  }

  /** The sum now, MB. */
  public static long memoryMb() {
    return memoryKb() / KB_PER_MB;
  }

  /** Stops sampling. */
  @Override
  public void close() {
    running = false;
    sampler.interrupt();
  }

  private void sample() {
    peakKb.accumulateAndGet(memoryKb(), Math::max);
  }

  private static long memoryKb() {
    ProcessHandle self = ProcessHandle.current();
    try (Stream<ProcessHandle> descendants = self.descendants()) {
      return Stream.concat(Stream.of(self), descendants)
          .mapToLong(process -> memoryKb(process.pid()))
          .sum();
    }
  }

  private static long memoryKb(long pid) {
    Path proc = Path.of("/proc", String.valueOf(pid));
    long proportional = field(proc.resolve("smaps_rollup"), "Pss:");
    return proportional >= 0 ? proportional : Math.max(0, field(proc.resolve("status"), "VmRSS:"));
  }

  /** Value of a line {@code name value kB}; -1 where there is none, as when the process ended. */
  private static long field(Path file, String name) {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return -1;
  }
}
