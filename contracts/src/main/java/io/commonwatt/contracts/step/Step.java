package io.commonwatt.contracts.step;

import io.commonwatt.contracts.Travelling;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the core of a room offers to whatever drives it: (state, inputs known up to T) → (state,
 * outputs). Flink, Kafka Streams and a plain loop drive the same step and get the same bytes.
 *
 * <p>The driver files arriving records and calls {@link #step} once per placement for every step
 * time of the grid, in order, also when nothing arrived, with the inputs that became known in
 * (previous step time, T], ordered by ({@code knownAt}, topic, key, id, version). Implementations
 * hold no state of their own and must be deterministic; one instance may be driven by one thread at
 * a time. Serializable, so that a cluster can be handed the step: keep configuration in
 * serializable fields and anything else transient.
 *
 * @param <S> mutable state of one placement
 */
public interface Step<S> extends Serializable {

  /** Short stable name: operator id, writer name and store name derive from it. */
  String name();

  /** State of a placement (a community, else a feeder, else an id) before its first input. */
  S initialState(String placement);

  /** The first step time at or after {@code time}. */
  Instant stepAtOrAfter(Instant time);

  /**
   * Advances one placement to {@code at}. Outputs must have {@code knownAt == at}.
   *
   * @param state changed in place
   * @param at the step time T; every input with {@code knownAt <= T} has been seen
   * @param inputs what became known since the previous step, ordered
   * @param outputs takes what leaves, in a deterministic order
   */
  void step(S state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs);

  /**
   * Called when a driver starts, before the first record: loads and compiles what the data would
   * otherwise wait for. May do nothing; changes no result.
   */
  default void prepare() {}

  /** How the state is written to checkpoints and changelogs. */
  StateCodec<S> stateCodec();
}
