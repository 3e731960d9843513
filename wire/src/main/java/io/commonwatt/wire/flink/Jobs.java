package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Routes;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The pieces a Flink job is wired from. Sources emit the progress in the log as watermarks: a
 * watermark W says that everything known at or before W is here, so a timer at W may run; the
 * maximum says that nothing more comes, ever.
 */
public final class Jobs {

  /** Upper bound of any parallelism; fixed, since key groups depend on it. */
  public static final int MAX_PARALLELISM = 128;

  /** What is not full leaves a network buffer after this long; an hour passes several of them. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  private Jobs() {}

  /**
   * Settings every job has: parallelism, generic types off, object reuse on (everything that
   * travels is immutable), maximum parallelism 128, aligned checkpoints.
   */
  public static void environmentDefaults(StreamExecutionEnvironment env, WireSettings settings) {
    Configuration config = new Configuration();
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.OBJECT_REUSE, true);
    config.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    config.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    env.configure(config);
    env.setParallelism(settings.parallelism());
    env.setMaxParallelism(MAX_PARALLELISM);
  }

  /**
   * Reads topics; watermarks are the progress in the log. Progress itself is not handed out; bytes
   * that cannot be read are counted ({@code undecodable}) and dropped with a warning, the Kafka
   * Streams stage of the topic rejects them.
   *
   * @param uid operator id, also the end of the consumer group {@code prefix-uid}; unique in the
   *     job
   * @param placements who gets a copy of each record of a replicated topic, each from its own
   *     partition; when empty, replicated records come once, from partition 0, under their own
   *     placement
   */
  public static DataStream<Placed> read(
      StreamExecutionEnvironment env,
      WireSettings settings,
      String uid,
      List<Topic<?>> topics,
      List<String> placements) {
    int readers = Math.min(settings.parallelism(), settings.partitions());
    DataStream<Fetched> fetched =
        env.fromSource(
                KafkaConnections.source(settings, uid, topics),
                placements.isEmpty()
                    ? WatermarkStrategy.noWatermarks()
                    : ReadAhead.bounded(placements.size()),
                uid,
                WireType.FETCHED)
            .uid(uid)
            .setParallelism(readers);
    if (readers > 1) {
      fetched =
          fetched.partitionCustom(
              (Integer partition, int subtasks) -> partition % subtasks, Fetched::partition);
    }
    return fetched
        .transform(
            uid + "-progress",
            WireType.PLACED,
            new Arrivals(KafkaConnections.names(topics), byPartition(settings, placements)))
        .uid(uid + "-progress")
        .setParallelism(readers);
  }

  private static List<List<String>> byPartition(WireSettings settings, List<String> placements) {
    List<List<String>> byPartition = new ArrayList<>();
    for (int partition = 0; partition < settings.partitions(); partition++) {
      byPartition.add(new ArrayList<>());
    }
    for (String placement : placements) {
      byPartition.get(Partitions.of(placement, settings.partitions())).add(placement);
    }
    return byPartition;
  }

  /**
   * Drives a step, keyed by placement; uid and name are the step's. Re-sends are dropped and
   * counted ({@code resent}). The step's state codec is used by the checkpointing thread beside the
   * one that runs the step and must not keep anything between calls. Step times are whole
   * milliseconds.
   */
  public static <S> SingleOutputStreamOperator<Travelling> step(
      DataStream<Placed> inputs, Step<S> step) {
    return inputs
        .keyBy(Placed::placement, Types.STRING)
        .process(new StepFunction<>(step), WireType.TRAVELLING)
        .name(step.name())
        .uid(step.name());
  }

  /** Records of one class. Call once per stream and class. */
  public static DataStream<Travelling> only(
      DataStream<Travelling> records, Class<? extends Travelling> type) {
    return identified(
        records.filter(type::isInstance),
        records,
        "only-" + type.getSimpleName().toLowerCase(Locale.ROOT));
  }

  /**
   * Records that are wanted, so that nobody keys and keeps what a step would not look at. Call once
   * per stream and name.
   */
  public static DataStream<Placed> where(
      DataStream<Placed> records, String name, FilterFunction<Placed> wanted) {
    return identified(records.filter(wanted), records, name);
  }

  /** Places records under their own placement. Call once per stream. */
  public static DataStream<Placed> place(DataStream<Travelling> records) {
    return identified(
        records.map(record -> new Placed(record.placement(), record), WireType.PLACED),
        records,
        "place");
  }

  /** Places a copy of each record under each placement. Call once per stream. */
  public static DataStream<Placed> fanOut(DataStream<Travelling> records, List<String> placements) {
    List<String> copies = List.copyOf(placements);
    return identified(
        records.flatMap(
            (Travelling record, Collector<Placed> out) -> {
              for (String placement : copies) {
                out.collect(new Placed(placement, record));
              }
            },
            WireType.PLACED),
        records,
        "fan-out");
  }

  /** Names a stateless operator after the one before it. */
  private static <T> DataStream<T> identified(
      SingleOutputStreamOperator<T> stream, DataStream<?> before, String what) {
    String uid = before.getTransformation().getUid();
    stream.setParallelism(before.getParallelism());
    return uid == null ? stream.name(what) : stream.name(uid + "-" + what).uid(uid + "-" + what);
  }

  /**
   * Writes records to the topic of their class, and progress after them: each watermark becomes a
   * {@link Progress} of each subtask in every partition of all topics, the maximum one with {@code
   * end}. At least once.
   *
   * @param stage writer name of the progress, unique among the stages of the topics; operator ids
   *     are {@code stage-write} and {@code stage-sink}
   * @throws IllegalArgumentException when two of the topics hold the same class
   */
  public static void write(
      DataStream<Travelling> records, WireSettings settings, String stage, List<Topic<?>> topics) {
    List<String> names = KafkaConnections.names(new Routes(topics).topics());
    records
        .transform(
            stage + "-write",
            WireType.DEPARTURE,
            new Departures(stage, names, settings.partitions()))
        .uid(stage + "-write")
        .setParallelism(settings.parallelism())
        .sinkTo(KafkaConnections.sink(settings, topics))
        .name(stage + "-sink")
        .uid(stage + "-sink")
        .setParallelism(settings.parallelism());
  }
}
