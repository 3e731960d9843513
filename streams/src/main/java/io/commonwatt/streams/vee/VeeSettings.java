package io.commonwatt.streams.vee;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * Settings of validation. {@code vee.yaml} overrides single keys: see {@link VeeSettingsFile}.
 * Immutable.
 *
 * @param absenceDelay how long after an interval's end its reading is waited for
 * @param maxAge how old a reading may be when it becomes known
 * @param futureTolerance how far an interval may end after its reading became known: clocks drift
 * @param interpolationLimit longest gap that is interpolated linearly (California DASMMD: 2 h)
 * @param memoryDays days of intervals kept: reference days (28) plus how late a reading may come
 *     and still be judged as if it had come in time
 * @param completenessDeadline local time of the next day at which a day should be complete
 * @param sourcePriority sources of readings, the most trusted first; one not named comes last
 * @param classes thresholds, by the connection they reach up to; the last is for all others
 */
public record VeeSettings(
    Duration absenceDelay,
    Duration maxAge,
    Duration futureTolerance,
    Duration interpolationLimit,
    int memoryDays,
    LocalTime completenessDeadline,
    List<String> sourcePriority,
    List<MeterClass> classes)
    implements Serializable {

  /** Shortest memory, days: what like-day estimation looks back. */
  public static final int LEAST_MEMORY_DAYS = 28;

  public VeeSettings {
    check(!absenceDelay.isNegative(), "absenceDelay must not be negative", absenceDelay);
    check(!futureTolerance.isNegative(), "futureTolerance must not be negative", futureTolerance);
    check(
        !interpolationLimit.isNegative(),
        "interpolationLimit must not be negative",
        interpolationLimit);
    check(
        memoryDays >= LEAST_MEMORY_DAYS && memoryDays <= 4000,
        "memoryDays must be " + LEAST_MEMORY_DAYS + "…4000",
        memoryDays);
    check(
        maxAge.compareTo(Duration.ofDays(1)) >= 0 && maxAge.toDays() <= 40_000,
        "maxAge must be 1…40000 days",
        maxAge);
    check(!classes.isEmpty(), "there must be a class of meters", classes);
    sourcePriority = List.copyOf(sourcePriority);
    classes = List.copyOf(classes);
  }

  /** Whether an interval may have become known when it did; epoch seconds. */
  public boolean accepts(long start, long end, long knownAt) {
    return start >= knownAt - maxAge.toSeconds() && end <= knownAt + futureTolerance.toSeconds();
  }

  /** The defaults. */
  public static VeeSettings defaults() {
    return VeeSettingsFile.parse("", "defaults");
  }

  /** The class of a connection. */
  public MeterClass getClass(double maxKw) {
    for (MeterClass each : classes) {
      if (maxKw <= each.upToKw()) {
        return each;
      }
    }
    return classes.get(classes.size() - 1);
  }

  /** Rank of a source, 0 for the most trusted. */
  int rank(String source) {
    int index = sourcePriority.indexOf(source);
    return index < 0 ? sourcePriority.size() : index;
  }

  private static void check(boolean holds, String rule, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + found);
    }
  }
}
