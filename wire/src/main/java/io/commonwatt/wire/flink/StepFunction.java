package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Drives a step for the placements of a subtask: arriving files a record under the step time that
 * will see it, the timer of that time runs the step and registers the next.
 */
final class StepFunction<S> extends KeyedProcessFunction<String, Placed, Travelling> {

  private static final long serialVersionUID = 1L;

  private final Step<S> step;

  private transient StateCodec<S> codec;
  private transient MapState<Long, List<Travelling>> inbox;
  private transient ValueState<HeldState<S>> state;

  /** The last step time run, ms. */
  private transient ValueState<Long> through;

  /** The step time whose timer is registered before any has run, ms. */
  private transient ValueState<Long> first;

  private transient Counter resent;

  StepFunction(Step<S> step) {
    this.step = step;
  }

  @Override
  public void open(OpenContext context) {
    codec = step.stateCodec();
    inbox =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "inbox",
                    LongSerializer.INSTANCE,
                    new ListSerializer<>(TravellingSerializer.INSTANCE)));
    state = value("state", new HeldStateSerializer<>());
    through = value("through", LongSerializer.INSTANCE);
    first = value("first", LongSerializer.INSTANCE);
    resent = getRuntimeContext().getMetricGroup().counter("resent");
    step.prepare();
  }

  private <T> ValueState<T> value(String name, TypeSerializer<T> serializer) {
    return getRuntimeContext().getState(new ValueStateDescriptor<>(name, serializer));
  }

  @Override
  public void processElement(Placed placed, Context context, Collector<Travelling> out)
      throws Exception {
    Travelling record = placed.record();
    Long last = through.value();
    if (last != null && record.knownAt().toEpochMilli() <= last) {
      resent.inc();
      return;
    }
    long at = step.stepAtOrAfter(record.knownAt()).toEpochMilli();
    if (last == null) {
      startAt(at, context);
    }
    List<Travelling> waiting = inbox.get(at);
    if (waiting == null) {
      waiting = new ArrayList<>();
    }
    waiting.add(record);
    inbox.put(at, waiting);
  }

  /** The grid of a placement starts at its earliest record. */
  private void startAt(long at, Context context) throws Exception {
    Long start = first.value();
    if (start == null || at < start) {
      if (start != null) {
        context.timerService().deleteEventTimeTimer(start);
      }
      context.timerService().registerEventTimeTimer(at);
      first.update(at);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Travelling> out)
      throws Exception {
    if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
      // The inputs have ended before this time; the step would see a future that never comes.
      return;
    }
    HeldState<S> held = state.value();
    if (held == null) {
      held = HeldState.of(step.initialState(context.getCurrentKey()), codec);
    }
    Instant at = Instant.ofEpochMilli(time);
    step.step(held.value(codec), at, takeInputs(time), out::collect);
    state.update(held);
    through.update(time);
    long next = step.stepAtOrAfter(at.plusMillis(1)).toEpochMilli();
    context.timerService().registerEventTimeTimer(next);
  }

  private List<Travelling> takeInputs(long time) throws Exception {
    List<Travelling> waiting = inbox.get(time);
    if (waiting == null) {
      return List.of();
    }
    inbox.remove(time);
    List<Travelling> inputs = new ArrayList<>(waiting);
    Inputs.sort(inputs);
    // The same id and version sent twice counts once.
    int kept = 1;
    for (int i = 1; i < inputs.size(); i++) {
      if (Inputs.ORDER.compare(inputs.get(kept - 1), inputs.get(i)) != 0) {
        inputs.set(kept++, inputs.get(i));
      }
    }
    return inputs.subList(0, kept);
  }
}
