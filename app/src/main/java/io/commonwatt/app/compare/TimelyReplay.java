package io.commonwatt.app.compare;

import io.commonwatt.app.plain.ForecastChain;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.RawReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The same readings, none of them late: what came later than an hour after its interval comes when
 * the others do. Filled by the replay, then read. Not thread-safe.
 */
final class TimelyReplay {

  private static final Duration LATE = Duration.ofHours(1);

  private final List<RawReading> late = new ArrayList<>();
  private long timely;
  private long timelyMillis;

  /** Takes note of a record as it came. */
  void see(Travelling record) {
    if (record instanceof RawReading reading) {
      if (isLate(reading)) {
        late.add(reading);
      } else {
        timely++;
        timelyMillis += delay(reading).toMillis();
      }
    }
  }

  /** How many readings were late. */
  int lateReadings() {
    return late.size();
  }

  /** Plays all records again, in the order in which they would have come. */
  void replay(Iterator<Travelling> all, Consumer<Travelling> records) {
    Duration usual = Duration.ofMillis(timely == 0 ? 0 : timelyMillis / timely + 1);
    List<RawReading> moved = new ArrayList<>();
    for (RawReading reading : late) {
      moved.add(knownAt(reading, end(reading).plus(usual)));
    }
    // Sorting is stable: of two that say the same the one that came first stays first.
    moved.sort(Comparator.comparing(RawReading::knownAt));
    int next = 0;
    while (all.hasNext()) {
      Travelling record = all.next();
      if (record instanceof RawReading reading && isLate(reading)) {
        continue;
      }
      while (next < moved.size() && moved.get(next).knownAt().isBefore(record.knownAt())) {
        records.accept(moved.get(next++));
      }
      records.accept(record);
    }
    moved.subList(next, moved.size()).forEach(records);
  }

  /** Steps a chain hour by hour through what a replay brings. */
  static void drive(
      Iterator<Travelling> all,
      TimelyReplay replay,
      ForecastChain chain,
      Instant from,
      Instant end,
      Consumer<Instant> hour) {
    Instant[] next = {from};
    replay.replay(
        all,
        record -> {
          while (record.knownAt().isAfter(next[0])) {
            chain.advance(next[0]);
            hour.accept(next[0]);
            next[0] = next[0].plusSeconds(3600);
          }
          chain.arrive(record);
        });
    for (; !next[0].isAfter(end); next[0] = next[0].plusSeconds(3600)) {
      chain.advance(next[0]);
      hour.accept(next[0]);
    }
  }

  private static boolean isLate(RawReading reading) {
    return delay(reading).compareTo(LATE) > 0;
  }

  private static Duration delay(RawReading reading) {
    return Duration.between(end(reading), reading.knownAt());
  }

  private static Instant end(RawReading reading) {
    return reading.start().plusSeconds(reading.lengthSeconds());
  }

  private static RawReading knownAt(RawReading reading, Instant knownAt) {
    return new RawReading(
        reading.source(),
        reading.importId(),
        reading.sequence(),
        reading.meter(),
        reading.channel(),
        reading.start(),
        reading.lengthSeconds(),
        reading.mantissa(),
        reading.powerOfTen(),
        reading.unit(),
        reading.carryMicroJoule(),
        reading.sentQuality(),
        knownAt,
        reading.placement());
  }
}
