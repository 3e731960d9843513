package io.commonwatt.ingestion.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/**
 * Feeds mutated documents to a format and holds it to its contract: it returns or throws {@link
 * FormatException}, with a bounded number of values, of bytes allocated and of processor time for
 * each input. A failure names seed and number; {@code Mutations.of(seed, number).pick(corpus)}
 * gives the bytes back.
 */
public final class FormatFuzzing {

  /** Inputs of the default build. */
  public static final int SMALL = 2_000;

  /** Inputs at full size. */
  public static final int FULL = 1_000_000;

  /** Work a single input may cost: bytes allocated (so also memory held), and values handed on. */
  private static final long MAX_ALLOCATED = 256L << 20;

  private static final long MAX_RECORDS = 20_000;

  /** Processor time, not time of the wall, after which an input counts as a hang. */
  private static final long MAX_CPU_SECONDS = 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private FormatFuzzing() {}

  /** How many inputs this build tries: 2 000, a million at full size, or commonwatt.fuzzing. */
  public static int count() {
    boolean full = System.getProperty("commonwatt.size", "ci").equals("full");
    return Integer.getInteger("commonwatt.fuzzing", full ? FULL : SMALL);
  }

  /** Runs {@link #count()} mutated documents through a format and prints what became of them. */
  public static void run(Format format, FormatOptions options, List<byte[]> corpus, long seed)
      throws InterruptedException {
    Run run =
        new Run(
            format,
            options.withMaxRecords(MAX_RECORDS),
            number -> Mutations.of(seed, number).pick(corpus),
            count());
    run.watch();
    System.out.printf(
        "Fuzzing %s: %d inputs with seed %d, %d refused by %d rules; at most %.1f MB allocated, by"
            + " input %d; %.0f s of processor time%n",
        format.name(),
        run.done.get(),
        seed,
        run.refusals.values().stream().mapToLong(Long::longValue).sum(),
        run.refusals.size(),
        run.mostAllocated / 1e6,
        run.mostAllocatedBy,
        run.cpuNanos / 1e9);
    assertThat(run.failure.get()).as("format %s, seed %d", format.name(), seed).isNull();
    assertThat(run.done.get()).as("inputs tried").isEqualTo(run.count);
  }

  /** One thread reads, the caller watches its processor time. */
  private static final class Run {
    private final Format format;
    private final FormatOptions options;
    private final LongFunction<byte[]> inputs;
    private final int count;
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private long mostAllocated;
    private long mostAllocatedBy;
    private long cpuNanos;

    Run(Format format, FormatOptions options, LongFunction<byte[]> inputs, int count) {
      this.format = format;
      this.options = options;
      this.inputs = inputs;
      this.count = count;
    }

    void watch() throws InterruptedException {
      Thread worker = new Thread(this::work, "fuzzing-" + format.name());
      worker.setDaemon(true);
      worker.start();
      long last = -1;
      long since = 0;
      while (worker.isAlive() && failure.get() == null) {
        worker.join(1_000);
        long now = THREADS.getThreadCpuTime(worker.getId());
        if (done.get() != last) {
          last = done.get();
          since = now;
        } else if (now - since > MAX_CPU_SECONDS * 1_000_000_000L) {
          failure.compareAndSet(
              null,
              "input " + last + " takes more than " + MAX_CPU_SECONDS + " s:" + where(worker));
        }
      }
    }

    private void work() {
      try {
        for (long i = 0; i < count && failure.get() == null; i++) {
          byte[] input = inputs.apply(i);
          long before = THREADS.getCurrentThreadAllocatedBytes();
          read(input);
          long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
          if (allocated > mostAllocated) {
            mostAllocated = allocated;
            mostAllocatedBy = i;
            check(allocated <= MAX_ALLOCATED, "bytes allocated", allocated);
          }
          done.incrementAndGet();
        }
      } catch (IOException | RuntimeException | Error e) {
        StringBuilder trace = new StringBuilder(e.toString());
        for (int j = 0; j < Math.min(12, e.getStackTrace().length); j++) {
          trace.append("\n  at ").append(e.getStackTrace()[j]);
        }
        failure.set("input " + done.get() + ": " + trace);
      }
      cpuNanos = THREADS.getCurrentThreadCpuTime();
    }

    private void read(byte[] input) throws IOException {
      try {
        CountingSink sink = new CountingSink();
        format.read(new ByteArrayInputStream(input), options, sink);
        check(sink.values <= MAX_RECORDS, "more values than allowed", sink.values);
      } catch (FormatException e) {
        check(e.code() != null && !e.code().isEmpty(), "no code");
        check(e.getMessage() != null && !e.getMessage().isEmpty(), "no message");
        refusals.merge(e.code(), 1L, Long::sum);
      }
    }

    private static String where(Thread worker) {
      StringBuilder where = new StringBuilder();
      for (StackTraceElement element : worker.getStackTrace()) {
        where.append("\n  at ").append(element);
      }
      return where.toString();
    }
  }

  /** Writes the value out only where it is wrong: most of the time went there. */
  private static void check(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalStateException(what + " of " + value);
    }
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }

  private static final class CountingSink implements FormatSink {
    private long values;

    @Override
    public void interval(IntervalValue value) {
      check(value.lengthSeconds() > 0 && value.meter() != null, "interval", value);
      check(value.powerOfTen() >= -12 && value.powerOfTen() <= 9, "power of ten", value);
      values++;
    }

    @Override
    public void register(RegisterValue value) {
      check(value.at() != null && value.meter() != null, "register", value);
      check(value.powerOfTen() >= -12 && value.powerOfTen() <= 9, "power of ten", value);
      values++;
    }

    @Override
    public void event(EventValue value) {
      check(value.at() != null && value.type() != null, "event", value);
      values++;
    }

    @Override
    public void edit(EditValue value) {
      check(value.lengthSeconds() > 0 && value.meter() != null, "edit " + value);
      check(value.energyWh() == null || value.energyWh() >= 0, "energy of " + value);
      values++;
    }

    @Override
    public void telemetry(TelemetryValue value) {
      check(value.at() != null && value.resource() != null, "telemetry", value);
      values++;
    }

    @Override
    public void passedOver(String what, long values, long line) {
      check(what != null && values >= 0, "passed over");
    }
  }
}
