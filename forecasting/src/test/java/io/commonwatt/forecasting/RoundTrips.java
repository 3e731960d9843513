package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A step whose state goes through its codec every so many hours, as a restart would send it. */
final class RoundTrips<S> implements Step<RoundTrips.Box<S>> {

  private static final long serialVersionUID = 1L;

  /** Holds a state that can be replaced. */
  static final class Box<S> {
    private S state;
  }

  private final Step<S> step;
  private final int everyHours;

  RoundTrips(Step<S> step, int everyHours) {
    this.step = step;
    this.everyHours = everyHours;
  }

  @Override
  public String name() {
    return step.name();
  }

  @Override
  public Box<S> initialState(String placement) {
    Box<S> box = new Box<>();
    box.state = step.initialState(placement);
    return box;
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    return step.stepAtOrAfter(time);
  }

  @Override
  public void step(Box<S> box, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    if (at.getEpochSecond() / 3600 % everyHours == 0) {
      box.state = copy(step.stateCodec(), box.state);
    }
    step.step(box.state, at, inputs, outputs);
  }

  @Override
  public StateCodec<Box<S>> stateCodec() {
    throw new UnsupportedOperationException("The plain loop needs none");
  }

  static <S> S copy(StateCodec<S> codec, S state) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      codec.write(state, new DataOutputStream(bytes));
      return codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
