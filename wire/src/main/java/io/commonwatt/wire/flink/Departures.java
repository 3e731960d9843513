package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Routes;
import io.commonwatt.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Turns records into Kafka records with topic and partition, and every watermark into the progress
 * of this subtask, in every partition of all topics. Chained to the sink, so that in each partition
 * progress follows the records it speaks of.
 */
final class Departures extends AbstractStreamOperator<Departure>
    implements OneInputStreamOperator<Travelling, Departure> {

  private static final long serialVersionUID = 1L;

  private final String stage;
  private final List<String> topicNames;
  private final int partitions;

  private transient Routes routes;
  private transient List<Topic<?>> topics;
  private transient StreamRecord<Departure> reused;
  private transient Instant through;

  Departures(String stage, List<String> topicNames, int partitions) {
    this.stage = stage;
    this.topicNames = List.copyOf(topicNames);
    this.partitions = partitions;
  }

  @Override
  public void open() throws Exception {
    super.open();
    routes = Routes.ofNames(topicNames);
    topics = routes.topics();
    reused = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<Travelling> element) {
    Travelling record = element.getValue();
    Topic<?> topic = routes.getTopic(record);
    int index = topics.indexOf(topic);
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    byte[] value = Wire.encode(record);
    if (topic.spread() == Spread.PLACED) {
      emit(index, Partitions.of(record.placement(), partitions), key, value);
    } else {
      emitEverywhere(index, key, value);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean end = mark.getTimestamp() == Long.MAX_VALUE;
    if (!end) {
      through = Instant.ofEpochMilli(mark.getTimestamp());
    }
    if (through != null) {
      String writer = stage + '/' + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
      int writers = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
      byte[] key = writer.getBytes(StandardCharsets.UTF_8);
      byte[] value = Wire.encode(new Progress(writer, writers, through, end));
      for (int topic = 0; topic < topics.size(); topic++) {
        emitEverywhere(topic, key, value);
      }
    }
    super.processWatermark(mark);
  }

  private void emitEverywhere(int topic, byte[] key, byte[] value) {
    for (int partition = 0; partition < partitions; partition++) {
      emit(topic, partition, key, value);
    }
  }

  private void emit(int topic, int partition, byte[] key, byte[] value) {
    output.collect(reused.replace(new Departure(topic, partition, key, value)));
  }
}
