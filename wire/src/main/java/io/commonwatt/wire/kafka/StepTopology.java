package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.wire.WireSettings;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.Topology;

/** Kafka Streams drives a step. */
public final class StepTopology {

  private StepTopology() {}

  /**
   * A topology with one processor per partition that files records and runs the step for every step
   * time the progress of its inputs has reached.
   *
   * @param in topics the step reads
   * @param out topics its outputs go to, by record class; progress goes to all of them
   * @param placements who gets a copy of each record of a replicated topic, in its own partition
   */
  public static <S> Topology build(
      WireSettings settings,
      Step<S> step,
      List<Topic<?>> in,
      List<Topic<?>> out,
      List<String> placements) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Configuration of the application {@code prefix-stage}. */
  public static Properties properties(WireSettings settings, String stage) {
    throw new UnsupportedOperationException("not yet");
  }
}
