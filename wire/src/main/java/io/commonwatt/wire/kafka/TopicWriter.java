package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The transactional writer of a door. A transaction covers whole steps, a step being the records
 * sent between two calls of {@link #progress}, so that a killed door resumes exactly after the last
 * progress it committed. Send the records of a step together: an open transaction is aborted by the
 * broker after five minutes. Opening a writer fences a former one of the same prefix and stage.
 *
 * <p>A record is written by its {@link Topic.Spread}: to the partition of its placement, or one
 * copy into every partition. Key: {@link Travelling#key()}; value: {@link Wire#encode(Travelling)};
 * no headers. Broker failures surface as {@link KafkaException} from any method. Not thread-safe.
 */
public final class TopicWriter implements AutoCloseable {

  /** A transaction is committed after the step that brings it to this many records. */
  private static final int COMMIT_RECORDS = 20_000;

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(5);
  private static final long RETRY_BACKOFF_MS = 20;
  private static final int BATCH_BYTES = 64 << 10;
  private static final long BUFFER_BYTES = 64L << 20;

  private final Producer<byte[], byte[]> producer;
  private final String writer;
  private final List<Topic<?>> topics;
  private final int partitions;
  private final InstantSource ticker;

  private Progress committed;
  private Progress written;
  private boolean midStep;
  private boolean inTransaction;
  private int recordsSinceCommit;
  private Instant lastCommit;

  private TopicWriter(
      WireSettings settings, String stage, List<Topic<?>> topics, InstantSource ticker) {
    this.topics = List.copyOf(topics);
    this.partitions = settings.partitions();
    this.writer = stage + "/0";
    this.ticker = ticker;
    this.lastCommit = ticker.instant();
    this.producer =
        new KafkaProducer<>(
            config(settings, stage), new ByteArraySerializer(), new ByteArraySerializer());
    try {
      // Fences a former writer and ends its transaction, so that what is read next is final.
      producer.initTransactions();
      committed = LastProgress.find(settings, stage, this.topics).orElse(null);
      written = committed;
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /** Opens a writer that commits by count, on {@link #flush()} and at the end. */
  public static TopicWriter open(WireSettings settings, String stage, List<Topic<?>> topics) {
    return open(settings, stage, topics, () -> Instant.EPOCH);
  }

  /**
   * Opens a writer that also commits when the ticker has moved on by 200 ms.
   *
   * @param stage writer name of the progress, unique among the stages of the topics; the
   *     transactional id is {@code prefix-stage}
   * @param topics what it writes to, all of them existing; each gets the progress
   * @param ticker paces commits only, never what is written; a live door passes the system's
   * @throws IllegalStateException when the topics disagree on whether the stage ever wrote
   */
  public static TopicWriter open(
      WireSettings settings, String stage, List<Topic<?>> topics, InstantSource ticker) {
    return new TopicWriter(settings, stage, topics, ticker);
  }

  /** Through of the last committed progress of this stage; empty when it never wrote. */
  public Optional<Instant> resumeFrom() {
    return Optional.ofNullable(committed).map(Progress::through);
  }

  /** Whether the stage has committed its end. */
  public boolean ended() {
    return committed != null && committed.end();
  }

  /**
   * Sends a record: to its partition, or one copy into each when the topic is replicated.
   *
   * @throws IllegalArgumentException when the topic is not one of this writer's, or the record is
   *     known at or before the last progress, so that every reader would take it for a re-send
   */
  public <T extends Travelling> void send(Topic<T> topic, T record) {
    check(topic, record);
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    byte[] value = Wire.encode(record);
    midStep = true;
    if (topic.spread() == Spread.PLACED) {
      write(topic, Partitions.of(record.placement(), partitions), key, value);
      return;
    }
    for (int partition = 0; partition < partitions; partition++) {
      write(topic, partition, key, value);
    }
  }

  private void check(Topic<?> topic, Travelling record) {
    if (!topics.contains(topic)) {
      throw new IllegalArgumentException(
          "Writer '" + writer + "' was not opened for topic '" + topic.name() + "'");
    }
    if (written != null && !record.knownAt().isAfter(written.through())) {
      throw new IllegalArgumentException(
          record.getClass().getSimpleName()
              + " '"
              + record.id()
              + "' is known at "
              + record.knownAt()
              + ", not after the progress "
              + written.through()
              + " of writer '"
              + writer
              + "'; send it before that progress");
    }
  }

  /**
   * Writes progress into every partition of all topics of this writer: it sends nothing more known
   * at or before {@code through}. Ends the step; commits when enough has gathered.
   *
   * @param end whether it sends nothing more, ever; commits
   * @throws IllegalArgumentException when {@code through} goes back
   */
  public void progress(Instant through, boolean end) {
    if (written != null && through.isBefore(written.through())) {
      throw new IllegalArgumentException(
          "Progress of writer '"
              + writer
              + "' goes back from "
              + written.through()
              + " to "
              + through);
    }
    written = new Progress(writer, 1, through, end);
    byte[] key = writer.getBytes(StandardCharsets.UTF_8);
    byte[] value = Wire.encode(written);
    for (Topic<?> topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        write(topic, partition, key, value);
      }
    }
    midStep = false;
    Duration sinceCommit = Duration.between(lastCommit, ticker.instant());
    if (end
        || recordsSinceCommit >= COMMIT_RECORDS
        || sinceCommit.compareTo(COMMIT_INTERVAL) >= 0) {
      commit();
    }
  }

  /**
   * Commits what was sent.
   *
   * @throws IllegalStateException in the middle of a step: a transaction covers whole steps only
   */
  public void flush() {
    if (midStep) {
      throw new IllegalStateException(
          "Writer '" + writer + "' has sent records since its last progress; write progress first");
    }
    commit();
  }

  /**
   * Commits what was sent without ending the step: for a live door, whose senders want an answer
   * far more often than its readers want progress, and which never sends a record again. A door
   * that resumes by sending the same step again must not call it.
   */
  public void commitRecords() {
    commit();
  }

  private void commit() {
    if (inTransaction) {
      producer.commitTransaction();
      inTransaction = false;
      committed = written;
    }
    recordsSinceCommit = 0;
    lastCommit = ticker.instant();
  }

  private void write(Topic<?> topic, int partition, byte[] key, byte[] value) {
    if (!inTransaction) {
      producer.beginTransaction();
      inTransaction = true;
    }
    producer.send(new ProducerRecord<>(topic.name(), partition, key, value));
    recordsSinceCommit++;
  }

  /** Aborts what was sent after the last commit and closes. */
  @Override
  public void close() {
    try (producer) {
      if (inTransaction) {
        inTransaction = false;
        producer.abortTransaction();
      }
    } catch (KafkaException e) {
      // Fenced or unreachable: the next writer, or the broker's timeout, ends the transaction.
    }
  }

  private static Map<String, Object> config(WireSettings settings, String stage) {
    String id = settings.prefix() + "-" + stage;
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ProducerConfig.CLIENT_ID_CONFIG, id);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    // The first batch after a commit may have to be repeated, soon; others must not overtake it.
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.LARGE_MESSAGE_BYTES);
    return config;
  }
}
