package io.commonwatt.ingestion.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.ingestion.door.live.ImportLog;
import io.commonwatt.ingestion.door.live.Remembered;
import io.commonwatt.wire.Routes;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicWriter;
import java.time.Instant;

/**
 * The log of the live doors on Kafka: the transactional writer of the stage {@link
 * Publisher#STAGE}, with a mark of each import in the transaction of its records. Opening it fences
 * a former one and ends its transaction; then the marks are read back. One live door or publisher
 * writes at a time. Not thread-safe.
 */
public final class KafkaImportLog implements ImportLog {

  private final TopicWriter writer;
  private final Remembered remembered;
  private final Routes routes = new Routes(Publisher.TOPICS);

  private KafkaImportLog(TopicWriter writer, Remembered remembered) {
    this.writer = writer;
    this.remembered = remembered;
  }

  /**
   * Opens the log.
   *
   * @param horizon how many imports are remembered, see {@link
   *     io.commonwatt.ingestion.door.live.RecentImports#DEFAULT_HORIZON}
   * @throws IllegalStateException when the log was ended: its readers have stopped
   */
  public static KafkaImportLog open(WireSettings settings, int horizon) {
    TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS);
    try {
      if (writer.ended()) {
        throw new IllegalStateException(
            "The run with prefix '"
                + settings.prefix()
                + "' has ended and its readers have stopped; start a new one for live readings");
      }
      Instant through = writer.resumeFrom().orElse(Instant.MIN);
      return new KafkaImportLog(writer, new CommittedImports(settings, horizon).read(through));
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public Remembered remembered() {
    return remembered;
  }

  @Override
  public void append(Travelling record) {
    send(routes.getTopic(record), record);
  }

  private <T extends Travelling> void send(Topic<T> topic, Travelling record) {
    writer.send(topic, topic.type().cast(record));
  }

  @Override
  public void commit() {
    writer.commitRecords();
  }

  @Override
  public void progress(Instant through, boolean end) {
    writer.progress(through, end);
    writer.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}
