package io.commonwatt.ingestion.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Feeds mutated documents to a format and holds it to its contract: it returns or throws {@link
 * FormatException}, in bounded time, with a bounded number of values. A failure names seed and
 * number; {@code Mutations.of(seed, number).pick(corpus)} gives the bytes back.
 */
public final class FormatFuzzing {

  /** Inputs of the default build. */
  public static final int SMALL = 2_000;

  /** Inputs at full size. */
  public static final int FULL = 1_000_000;

  private static final long MAX_INPUT_SECONDS = 20;
  private static final long MAX_RECORDS = 200_000;

  private FormatFuzzing() {}

  /** How many inputs this build tries: 2 000, a million at full size, or commonwatt.fuzzing. */
  public static int count() {
    boolean full = System.getProperty("commonwatt.size", "ci").equals("full");
    return Integer.getInteger("commonwatt.fuzzing", full ? FULL : SMALL);
  }

  /** Runs {@link #count()} mutated documents through a format and prints what became of them. */
  public static void run(Format format, FormatOptions options, List<byte[]> corpus, long seed)
      throws InterruptedException {
    FormatOptions bounded = options.withMaxRecords(MAX_RECORDS);
    int count = count();
    AtomicLong current = new AtomicLong(-1);
    AtomicLong refused = new AtomicLong();
    AtomicReference<String> failure = new AtomicReference<>();
    Thread worker =
        new Thread(
            () -> {
              for (int i = 0; i < count && failure.get() == null; i++) {
                current.set(i);
                try {
                  CountingSink sink = new CountingSink();
                  byte[] input = Mutations.of(seed, i).pick(corpus);
                  format.read(new ByteArrayInputStream(input), bounded, sink);
                  check(sink.values <= MAX_RECORDS, "more values than allowed: " + sink.values);
                } catch (FormatException e) {
                  refused.incrementAndGet();
                  check(e.code() != null && !e.code().isEmpty(), "no code");
                } catch (IOException | RuntimeException | Error e) {
                  StringBuilder trace = new StringBuilder(e.toString());
                  for (int j = 0; j < Math.min(8, e.getStackTrace().length); j++) {
                    trace.append("\n  at ").append(e.getStackTrace()[j]);
                  }
                  failure.set("input " + i + ": " + trace);
                }
              }
            },
            "fuzzing-" + format.name());
    worker.setDaemon(true);
    worker.start();
    long last = -1;
    while (worker.isAlive() && failure.get() == null) {
      worker.join(MAX_INPUT_SECONDS * 1000);
      if (worker.isAlive() && current.get() == last) {
        StringBuilder where = new StringBuilder();
        for (StackTraceElement element : worker.getStackTrace()) {
          where.append("\n  at ").append(element);
        }
        failure.compareAndSet(
            null, "input " + last + " takes more than " + MAX_INPUT_SECONDS + " s:" + where);
      }
      last = current.get();
    }
    System.out.printf(
        "Fuzzing %s: %d inputs with seed %d, %d refused%n",
        format.name(), current.get() + 1, seed, refused.get());
    assertThat(failure.get()).as("format %s, seed %d", format.name(), seed).isNull();
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
      check(value.lengthSeconds() > 0 && value.meter() != null, "interval " + value);
      check(value.powerOfTen() >= -12 && value.powerOfTen() <= 9, "power of ten of " + value);
      values++;
    }

    @Override
    public void register(RegisterValue value) {
      check(value.at() != null && value.meter() != null, "register " + value);
      check(value.powerOfTen() >= -12 && value.powerOfTen() <= 9, "power of ten of " + value);
      values++;
    }

    @Override
    public void event(EventValue value) {
      check(value.at() != null && value.type() != null, "event " + value);
      values++;
    }

    @Override
    public void edit(EditValue value) {
      check(value.lengthSeconds() > 0 && value.meter() != null, "edit " + value);
      check(value.energyWh() == null || value.energyWh() >= 0, "energy of " + value);
      values++;
    }

    @Override
    public void passedOver(String what, long values, long line) {
      check(what != null && values >= 0, "passed over");
    }
  }
}
