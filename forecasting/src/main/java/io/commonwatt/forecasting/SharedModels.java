package io.commonwatt.forecasting;

import io.commonwatt.forecasting.model.RowModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Models a process has unpacked, by what they were made of: every placement and slot scores by the
 * same immutable one. Thread-safe.
 */
final class SharedModels {

  /** Most models remembered; one that is forgotten is unpacked again. */
  private static final int MOST = 64;

  private static final Map<String, RowModel> UNPACKED =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RowModel> eldest) {
          return size() > MOST;
        }
      };

  private SharedModels() {}

  /** The model of a key, unpacked where it is not known. */
  static RowModel get(String key, Supplier<RowModel> unpack) {
    synchronized (UNPACKED) {
      RowModel known = UNPACKED.get(key);
      if (known == null) {
        known = unpack.get();
        UNPACKED.put(key, known);
      }
      return known;
    }
  }
}
