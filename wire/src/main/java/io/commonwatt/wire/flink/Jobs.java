package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.wire.WireSettings;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The pieces a Flink job is wired from. */
public final class Jobs {

  private Jobs() {}

  /** Settings every job has: generic types off, object reuse on, maximum parallelism 128. */
  public static void environmentDefaults(StreamExecutionEnvironment env, WireSettings settings) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Reads topics; watermarks are the progress in the log.
   *
   * @param uid operator id, also the end of the consumer group
   * @param placements who gets a copy of each record of a replicated topic, each from its own
   *     partition; when empty, replicated records come once, from partition 0
   */
  public static DataStream<Placed> read(
      StreamExecutionEnvironment env,
      WireSettings settings,
      String uid,
      List<Topic<?>> topics,
      List<String> placements) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Drives a step, keyed by placement; uid and name are the step's. */
  public static <S> SingleOutputStreamOperator<Travelling> step(
      DataStream<Placed> inputs, Step<S> step) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Places records under their own placement. */
  public static DataStream<Placed> place(DataStream<Travelling> records) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Places a copy of each record under each placement. */
  public static DataStream<Placed> fanOut(DataStream<Travelling> records, List<String> placements) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Writes records to the topic of their class, and progress after them.
   *
   * @param stage writer name of the progress, unique among the stages of the topics
   */
  public static void write(
      DataStream<Travelling> records, WireSettings settings, String stage, List<Topic<?>> topics) {
    throw new UnsupportedOperationException("not yet");
  }
}
