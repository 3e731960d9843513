package io.commonwatt.ingestion.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** Remembers what a function of the day gave for the last few days. Not thread-safe. */
final class DayMemo<V> {

  private final LongFunction<V> function;
  private final Map<Long, V> kept;

  DayMemo(int days, LongFunction<V> function) {
    this.function = function;
    this.kept =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
            return size() > days;
          }
        };
  }

  V get(long epochDay) {
    V value = kept.get(epochDay);
    if (value == null) {
      value = function.apply(epochDay);
      kept.put(epochDay, value);
    }
    return value;
  }
}
