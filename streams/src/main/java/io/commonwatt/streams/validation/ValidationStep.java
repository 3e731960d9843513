package io.commonwatt.streams.validation;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.streams.completeness.CompleteDays;
import io.commonwatt.streams.series.PlacementCodec;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.sums.Sums;
import io.commonwatt.streams.vee.Vee;
import io.commonwatt.streams.vee.VeeSettings;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Validation, then sums and the completeness of days, once an hour (UTC) per placement. Everything
 * emitted at T is known at T. Immutable; safe to share between threads that step different states.
 */
public final class ValidationStep implements Step<PlacementState> {
  /** Operator id, writer name. */
  public static final String NAME = "validation";

  private static final int GRID_SECONDS = 3600;

  private static final long serialVersionUID = 1L;

  private final Registry registry;
  private final VeeSettings settings;
  private final transient Vee vee;
  private final transient Sums sums;
  private final transient CompleteDays days;
  private final transient StateCodec<PlacementState> codec;

  /**
   * A step over the usage points of a registry.
   *
   * @throws IllegalArgumentException when a usage point's interval does not divide a day
   */
  public ValidationStep(Registry registry, VeeSettings settings) {
    this.registry = registry;
    this.settings = settings;
    this.vee = new Vee(registry, settings);
    this.sums = new Sums(registry, settings.absenceDelay());
    this.days = new CompleteDays(registry, settings.completenessDeadline());
    this.codec = new PlacementCodec(settings.memoryDays());
  }

  private Object readResolve() {
    return new ValidationStep(registry, settings);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PlacementState initialState(String placement) {
    return new PlacementState(placement);
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    long second = time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
    return Instant.ofEpochSecond(-Math.floorDiv(-second, (long) GRID_SECONDS) * GRID_SECONDS);
  }

  @Override
  public void step(
      PlacementState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    vee.step(state, at, inputs, outputs);
    sums.step(state, at, outputs);
    days.step(state, at, outputs);
    vee.end(state, at);
  }

  @Override
  public StateCodec<PlacementState> stateCodec() {
    return codec;
  }
}
