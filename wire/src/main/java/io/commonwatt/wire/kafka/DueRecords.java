package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.Inputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Records that wait for a step time. They are ordered when they are taken: in a log they stand
 * almost in order, which a sort makes use of. Not thread-safe.
 */
final class DueRecords {

  private final TreeMap<Instant, List<Travelling>> due = new TreeMap<>();
  private Instant lastAt;
  private List<Travelling> last;

  /** Adds a record that is due at a step time. */
  void add(Instant at, Travelling record) {
    if (!at.equals(lastAt)) {
      last = due.computeIfAbsent(at, time -> new ArrayList<>());
      lastAt = at;
    }
    last.add(record);
  }

  /** Takes what is due at or before a step time, ordered; the same record twice counts once. */
  List<Travelling> takeThrough(Instant at) {
    List<Travelling> taken = new ArrayList<>();
    while (!due.isEmpty() && !due.firstKey().isAfter(at)) {
      List<Travelling> records = due.pollFirstEntry().getValue();
      Inputs.sort(records);
      addOnce(records, taken);
    }
    lastAt = null;
    last = null;
    return taken;
  }

  /** Of records that are equal in order the last that came holds. */
  private static void addOnce(List<Travelling> records, List<Travelling> taken) {
    for (int i = 0; i < records.size(); i++) {
      boolean again =
          i + 1 < records.size() && Inputs.ORDER.compare(records.get(i), records.get(i + 1)) == 0;
      if (!again) {
        taken.add(records.get(i));
      }
    }
  }
}
