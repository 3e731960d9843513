package io.commonwatt.wire;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A {@link TallyStep} that fails at one time, after its outputs, as often as it is told to. */
final class FaultyStep implements Step<TallyStep.Tally> {

  private static final long serialVersionUID = 1L;

  /** How many more times it fails; shared with the engines of this JVM. */
  static final AtomicInteger FAULTS = new AtomicInteger();

  private final TallyStep step = new TallyStep();
  private final Instant faultAt;

  FaultyStep(Instant faultAt) {
    this.faultAt = faultAt;
  }

  @Override
  public String name() {
    return step.name();
  }

  @Override
  public TallyStep.Tally initialState(String placement) {
    return step.initialState(placement);
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return step.stepAtOrAfter(time);
  }

  @Override
  public void step(
      TallyStep.Tally state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    step.step(state, at, inputs, outputs);
    if (at.equals(faultAt) && FAULTS.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("The fault of this test");
    }
  }

  @Override
  public StateCodec<TallyStep.Tally> stateCodec() {
    return step.stateCodec();
  }
}
