package io.commonwatt.contracts.step;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Drives a step from a plain loop: files records, runs every step time in order. It is the meaning
 * of a step; the engines must give the same outputs. Not thread-safe.
 */
public final class StepDriver<S> {

  private final Step<S> step;
  private final Map<String, Place<S>> places = new TreeMap<>();
  private long dropped;

  public StepDriver(Step<S> step) {
    this.step = step;
  }

  /** Files a record under its own placement. */
  public void file(Travelling record) {
    file(record.placement(), record);
  }

  /**
   * Files a record under a placement. What is known at or before the time already stepped through
   * is a re-send: dropped and counted. The same id and version filed twice counts once.
   */
  public void file(String placement, Travelling record) {
    Place<S> place =
        places.computeIfAbsent(
            placement,
            key -> new Place<>(step.initialState(key), step.stepAtOrAfter(record.knownAt())));
    if (place.through != null && !record.knownAt().isAfter(place.through)) {
      dropped++;
      return;
    }
    if (place.through == null && record.knownAt().isBefore(place.next)) {
      Instant first = step.stepAtOrAfter(record.knownAt());
      place.next = first.isBefore(place.next) ? first : place.next;
    }
    place.inbox.put(new InboxKey(record), record);
  }

  /** Runs every step time at or before {@code through}; placements in order within a time. */
  public void advanceTo(Instant through, Consumer<Travelling> outputs) {
    while (true) {
      Instant at = null;
      for (Place<S> place : places.values()) {
        if (!place.next.isAfter(through) && (at == null || place.next.isBefore(at))) {
          at = place.next;
        }
      }
      if (at == null) {
        return;
      }
      for (Place<S> place : places.values()) {
        if (place.next.equals(at)) {
          place.run(step, at, outputs);
        }
      }
    }
  }

  /** State of a placement, or null before its first record. */
  public S state(String placement) {
    Place<S> place = places.get(placement);
    return place == null ? null : place.state;
  }

  /** How many re-sends were dropped. */
  public long dropped() {
    return dropped;
  }

  private static final class Place<S> {
    private final S state;
    private final TreeMap<InboxKey, Travelling> inbox = new TreeMap<>();
    private Instant next;
    private Instant through;

    Place(S state, Instant next) {
      this.state = state;
      this.next = next;
    }

    void run(Step<S> step, Instant at, Consumer<Travelling> outputs) {
      List<Travelling> inputs = new ArrayList<>();
      while (!inbox.isEmpty() && !inbox.firstKey().record().knownAt().isAfter(at)) {
        inputs.add(inbox.pollFirstEntry().getValue());
      }
      step.step(state, at, inputs, outputs);
      through = at;
      next = step.stepAtOrAfter(at.plusMillis(1));
    }
  }

  private record InboxKey(Travelling record) implements Comparable<InboxKey> {
    @Override
    public int compareTo(InboxKey other) {
      return Inputs.ORDER.compare(record, other.record);
    }
  }
}
