package io.commonwatt.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** A job that counts slowly enough to be stopped meanwhile, and remembers where it was. */
final class CountingJob {

  static final String NAME = "counting";
  static final long EVENTS = 600;

  /** Counts as they were reached, by this JVM's runs of the job. */
  static final Queue<Long> COUNTS = new ConcurrentLinkedQueue<>();

  private CountingJob() {}

  static java.util.Optional<java.nio.file.Path> submit(EmbeddedFlink flink) {
    StreamExecutionEnvironment environment = flink.environment(2);
    environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> index, EVENTS, RateLimiterStrategy.perSecond(200), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "events")
        .uid("events")
        .keyBy(event -> "all")
        .process(new Count())
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .uid("sink");
    return flink.submit(NAME, environment);
  }

  private static final class Count extends KeyedProcessFunction<String, Long, Long> {
    private static final long serialVersionUID = 1L;
    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long event, Context context, Collector<Long> output)
        throws Exception {
      long next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      COUNTS.add(next);
      output.collect(next);
    }
  }
}
