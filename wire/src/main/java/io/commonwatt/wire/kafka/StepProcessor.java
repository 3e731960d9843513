package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Received;
import io.commonwatt.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives a step over one partition number of its input topics; see {@link StepTopology}. */
final class StepProcessor<S> implements Processor<byte[], Received, byte[], Outgoing> {

  private static final Logger LOG = LoggerFactory.getLogger(StepProcessor.class);

  /** A task that took fewer records since its last commit has little to do. */
  private static final int FEW_RECORDS = 1_000;

  private static final long SHORT_COMMIT_INTERVAL_MILLIS = 200;

  private final StepPlan<S> plan;
  private final boolean rejects;

  private ProcessorContext<byte[], Outgoing> context;
  private int partition;
  private List<String> placements;
  private PlacedSteps<S> steps;
  private Inbox inbox;
  private Faults faults;
  private TaskProgress progress;
  private StepTimes times;
  private int recordsSinceCommit;
  private boolean saidSinceCommit;
  private long committedAtMillis;
  private Sensor resent;
  private Sensor undecodable;

  StepProcessor(StepPlan<S> plan) {
    this.plan = plan;
    this.rejects = plan.routes().topics().contains(Topics.REJECTED);
  }

  /** Called with restored stores, possibly again on the same object: everything starts anew. */
  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    this.context = context;
    partition = context.taskId().partition();
    placements = plan.listPlacements(partition);
    resent = sensor("resent");
    undecodable = sensor("undecodable");
    inbox = new Inbox(context.getStateStore(plan.inboxStore()));
    faults = new Faults(plan.step().name(), partition, inbox);
    progress = new TaskProgress(plan.in(), context.getStateStore(plan.progressStore()));
    KeyValueStore<String, byte[]> states = context.getStateStore(plan.stateStore());
    steps = new PlacedSteps<>(plan.step());
    times = new StepTimes(plan.step());
    try (KeyValueIterator<String, byte[]> saved = states.all()) {
      while (saved.hasNext()) {
        KeyValue<String, byte[]> state = saved.next();
        steps.restore(state.key, state.value);
      }
    }
    inbox.forEach(this::restore);
    BeforeCommit beforeCommit = context.getStateStore(plan.commitStore());
    beforeCommit.run(
        () -> {
          steps.save(states::put);
          inbox.save();
          progress.save();
          committed();
        });
    CommitPacing.commitWhen(context, this::isCommitDue);
    committed();
  }

  private void committed() {
    recordsSinceCommit = 0;
    saidSinceCommit = false;
    committedAtMillis = context.currentSystemTimeMs();
  }

  private void restore(String key, List<byte[]> entry) {
    if (Faults.isRejection(key)) {
      Rejection rejection = (Rejection) Wire.decode(entry.get(0));
      inbox.remember(key, rejection.knownAt());
      faults.restore(rejection);
      return;
    }
    Topic<?> topic = StepPlan.getTopic(Inbox.topic(key));
    Instant at = null;
    for (byte[] bytes : entry) {
      Received received = Received.of(topic, bytes);
      if (received.value() instanceof Travelling record) {
        at = times.stepAtOrAfter(record.knownAt());
        file(topic, record, at);
      } else {
        faults.take(topic, key, received);
      }
    }
    if (at != null) {
      inbox.remember(key, at);
    }
  }

  @Override
  public void process(Record<byte[], Received> consumed) {
    recordsSinceCommit++;
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Topic<?> topic = StepPlan.getTopic(at.topic());
    Received received = consumed.value() == null ? Received.of(topic, null) : consumed.value();
    if (received.value() instanceof Progress said) {
      accept(topic, said);
    } else if (received.value() instanceof Travelling record) {
      Instant step = times.stepAtOrAfter(record.knownAt());
      if (file(topic, record, step)) {
        inbox.keep(at.topic(), at.offset(), step, received.bytes());
      }
    } else {
      undecodable.record();
      LOG.warn("Cannot read {}/{}@{}: {}", at.topic(), partition, at.offset(), received.fault());
      if (rejects) {
        String key = Inbox.key(at.topic(), at.offset());
        inbox.keepAlone(key, received.bytes());
        faults.take(topic, key, received);
      }
    }
  }

  /** Files a record under whom it concerns; false when it is a re-send for each of them. */
  private boolean file(Topic<?> topic, Travelling record, Instant at) {
    boolean filed = false;
    if (topic.spread() == Spread.PLACED) {
      filed = steps.file(record.placement(), record, at);
    } else {
      for (String placement : placements) {
        filed |= steps.file(placement, record, at);
      }
    }
    if (!filed) {
      resent.record();
    }
    return filed;
  }

  private void accept(Topic<?> topic, Progress said) {
    if (progress.accept(topic, said)) {
      faults.resolve(topic, plan.step().stepAtOrAfter(progress.through(topic)));
    }
    if (!progress.isDue()) {
      return;
    }
    Instant reached = progress.reached();
    for (Instant at = nextStep(); at != null && !at.isAfter(reached); at = nextStep()) {
      faults.run(at, this::forward);
      steps.run(at, this::emit);
      inbox.discardThrough(at);
    }
    String writer = plan.step().name() + '/' + partition;
    Progress own = new Progress(writer, 1, reached, progress.inputsEnded());
    byte[] bytes = Wire.encode(own);
    for (Topic<?> out : plan.routes().topics()) {
      forward(out, writer, reached, bytes);
    }
    progress.said(own);
    saidSinceCommit = true;
    if (own.end()) {
      context.commit();
    }
  }

  /**
   * A commit is due when progress was said and little comes, so that what left is seen soon. While
   * much comes the application's own interval is long enough, and cheaper. A moment after the
   * progress rather than at once: the partitions of an hour arrive within some milliseconds, and a
   * commit is for all tasks of a thread.
   */
  private boolean isCommitDue(long nowMillis) {
    return saidSinceCommit
        && recordsSinceCommit < FEW_RECORDS
        && nowMillis - committedAtMillis >= SHORT_COMMIT_INTERVAL_MILLIS;
  }

  private Instant nextStep() {
    Instant step = steps.next().orElse(null);
    Instant fault = faults.next();
    if (step == null || fault == null) {
      return step == null ? fault : step;
    }
    return fault.isBefore(step) ? fault : step;
  }

  private void emit(String placement, Travelling output) {
    if (!output.placement().equals(placement)
        && Partitions.of(output.placement(), plan.partitions()) != partition) {
      throw new IllegalStateException(
          "Step '"
              + plan.step().name()
              + "' emits "
              + output.getClass().getSimpleName()
              + " '"
              + output.id()
              + "' for placement '"
              + output.placement()
              + "', which lives in another partition than "
              + partition
              + "; a step writes for its own placement only");
    }
    forward(output);
  }

  private void forward(Travelling output) {
    Topic<?> out = plan.routes().getTopic(output);
    forward(out, output.key(), output.knownAt(), Wire.encode(output));
  }

  private void forward(Topic<?> out, String key, Instant knownAt, byte[] bytes) {
    context.forward(
        new Record<>(
            key.getBytes(StandardCharsets.UTF_8),
            new Outgoing(partition, bytes),
            StepPlan.timestamp(knownAt)),
        plan.sink(out));
  }

  private Sensor sensor(String what) {
    return context
        .metrics()
        .addRateTotalSensor("step", plan.step().name(), what, RecordingLevel.INFO);
  }
}
