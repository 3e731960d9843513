package io.commonwatt.ingestion.door.table;

import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.IntervalValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a series of the tables holds. Not thread-safe. */
final class SeriesSummary {

  private static final double SECONDS_PER_HOUR = 3600;
  private static final long SECONDS_PER_DAY = 86_400;

  private final TreeMap<Integer, Integer> valuesByLength = new TreeMap<>();
  private final Map<Long, Integer> valuesByDay = new HashMap<>();
  private Instant first = Instant.MAX;
  private Instant end = Instant.MIN;
  private double greatestKw;
  private boolean onlyZeros = true;
  private int values;
  private int besideGrid;

  void add(IntervalValue value) {
    int seconds = value.lengthSeconds();
    Instant start = value.start();
    Instant stop = start.plusSeconds(seconds);
    values++;
    valuesByLength.merge(seconds, 1, Integer::sum);
    valuesByDay.merge(day(start), 1, Integer::sum);
    first = start.isBefore(first) ? start : first;
    end = stop.isAfter(end) ? stop : end;
    besideGrid += Math.floorMod(start.getEpochSecond(), (long) seconds) == 0 ? 0 : 1;
    onlyZeros &= value.mantissa() == 0;
    double sent = value.mantissa() * StrictMath.pow(10, value.powerOfTen());
    double watts = value.unit() == Unit.WATT ? sent : sent * SECONDS_PER_HOUR / seconds;
    greatestKw = StrictMath.max(greatestKw, watts / 1000);
  }

  /** Start of its first interval. */
  Instant first() {
    return first;
  }

  /** End of its last interval. */
  Instant end() {
    return end;
  }

  /** Greatest mean power of an interval, kW; 0 when none is positive. */
  double greatestKw() {
    return greatestKw;
  }

  /** Whether nothing ever flowed. */
  boolean isOnlyZeros() {
    return onlyZeros;
  }

  /** The most frequent interval length, s; the shortest of several. */
  int usualSeconds() {
    int usual = 0;
    int most = 0;
    for (Map.Entry<Integer, Integer> length : valuesByLength.entrySet()) {
      if (length.getValue() > most) {
        most = length.getValue();
        usual = length.getKey();
      }
    }
    return usual;
  }

  /** Whether most intervals begin beside whole intervals from midnight UTC. */
  boolean isBesideGrid() {
    return 2 * besideGrid > values;
  }

  /** Values on the UTC days that a time touches. */
  int valuesWithin(Instant from, Instant to) {
    int within = 0;
    for (long day = day(from); day <= day(to.minusSeconds(1)); day++) {
      within += valuesByDay.getOrDefault(day, 0);
    }
    return within;
  }

  private static long day(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS_PER_DAY);
  }
}
