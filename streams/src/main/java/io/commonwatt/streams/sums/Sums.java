package io.commonwatt.streams.sums;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.streams.series.PlacementState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The sums of a placement, a step at a time. Immutable; safe to share between threads that step
 * different states.
 */
public final class Sums {
  private final long absenceDelaySeconds;
  private final Map<String, List<SumGroup>> groupsByPlacement = new HashMap<>();

  public Sums(Registry registry, Duration absenceDelay) {
    this.absenceDelaySeconds = absenceDelay.toSeconds();
    for (String placement : registry.listPlacements()) {
      groupsByPlacement.put(placement, SumGroup.listOf(registry, placement));
    }
  }

  /** Emits the sums that changed, or are declared incomplete, at T; before the step is closed. */
  public void step(PlacementState state, Instant at, Consumer<Travelling> outputs) {
    Summation summation = new Summation(state, at, absenceDelaySeconds, outputs);
    for (SumGroup group : groupsByPlacement.getOrDefault(state.placement(), List.of())) {
      summation.run(group);
    }
  }
}
