package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.Received;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what was fetched into records on their way to an inbox, and the progress between them into
 * watermarks: the time all partitions of this subtask have reached, and the maximum after it when
 * all have ended. What comes from partition p is handled by subtask p mod parallelism, so the
 * operator knows which partitions to wait for; their progress is checkpointed, because a partition
 * that has ended says nothing more after a restart.
 */
final class Arrivals extends AbstractStreamOperator<Placed>
    implements OneInputStreamOperator<Fetched, Placed> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final List<String> topicNames;
  private final List<List<String>> placements;
  private final boolean once;

  private transient Topic<?>[] topics;
  private transient PartitionProgress progress;
  private transient StreamRecord<Placed> reused;
  private transient Counter undecodable;
  private transient long emitted;

  /**
   * Reads these topics.
   *
   * @param placements by partition, who gets a copy of a replicated record; when all are empty, the
   *     copy of partition 0 goes on under the record's own placement
   */
  Arrivals(List<String> topicNames, List<List<String>> placements) {
    this.topicNames = List.copyOf(topicNames);
    this.placements = List.copyOf(placements);
    this.once = placements.stream().allMatch(List::isEmpty);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    topics = topicNames.stream().map(Topics::getByName).toArray(Topic<?>[]::new);
    progress =
        new PartitionProgress(
            topics,
            placements.size(),
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    progress.restore(context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    reused = new StreamRecord<>(null);
    undecodable = getMetricGroup().counter("undecodable");
    emitted = Long.MIN_VALUE;
    // Once running: what was reached before a restart need not be said again by anybody.
    getContainingTask()
        .getMailboxExecutorFactory()
        .createExecutor(getOperatorConfig().getChainIndex())
        .execute(this::advance, "Emit the restored progress");
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    progress.snapshot();
  }

  @Override
  public void processElement(StreamRecord<Fetched> element) {
    Fetched fetched = element.getValue();
    Topic<?> topic = topics[fetched.topic()];
    Received received = Received.of(topic, fetched.bytes());
    if (received.value() instanceof Progress said) {
      if (progress.accept(fetched.topic(), fetched.partition(), said)) {
        advance();
      }
    } else if (received.value() instanceof Travelling record) {
      place(topic, fetched.partition(), record);
    } else {
      undecodable.inc();
      LOG.warn(
          "Cannot read {}/{}@{}: {}",
          topic.name(),
          fetched.partition(),
          fetched.offset(),
          received.fault());
    }
  }

  private void place(Topic<?> topic, int partition, Travelling record) {
    if (topic.spread() == Spread.PLACED) {
      emit(record.placement(), record);
      return;
    }
    for (String placement : placements.get(partition)) {
      emit(placement, record);
    }
    if (partition == 0 && once) {
      emit(record.placement(), record);
    }
  }

  private void emit(String placement, Travelling record) {
    output.collect(reused.replace(new Placed(placement, record)));
  }

  private void advance() {
    long through = progress.through();
    if (through > emitted) {
      emitted = through;
      output.emitWatermark(new Watermark(through));
    }
    if (emitted != Long.MIN_VALUE && emitted != Long.MAX_VALUE && progress.ended()) {
      emitted = Long.MAX_VALUE;
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }

  /** The source has no watermarks of its own; not even its end is the end of the data. */
  @Override
  public void processWatermark(Watermark mark) {}

  /** A partition without records is not idle: its progress is what everybody waits for. */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}
}
