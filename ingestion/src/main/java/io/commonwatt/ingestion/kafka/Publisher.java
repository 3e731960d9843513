package io.commonwatt.ingestion.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.wire.Routes;
import io.commonwatt.wire.kafka.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;

/**
 * Publishes a source: for every full hour T what becomes known up to T, then progress through T.
 *
 * <p>The last hour is the first at or after both the run's end and the last record's {@code
 * knownAt}: readings that arrive late are published as long as the source has them, and the sources
 * close their files about an hour after the end. The progress of the last hour says {@code end}.
 *
 * <p>Resumes after the last committed progress of the writer: what is known up to then is counted,
 * not sent. As the source gives the same records again, the log of a run that was killed equals the
 * log of one that was not. Not thread-safe, but for {@link #stop}.
 */
public final class Publisher {

  /** Stage name to open the writer with. */
  public static final String STAGE = "ingestion";

  /** Topics to open the writer with. */
  public static final List<Topic<?>> TOPICS =
      List.of(
          Topics.USAGE_POINT,
          Topics.METER_INSTALLATION,
          Topics.MEMBER,
          Topics.RESOURCE,
          Topics.TARIFF,
          Topics.RAW_READING,
          Topics.METER_EVENT,
          Topics.RAW_REGISTER,
          Topics.READING_EDIT,
          Topics.REJECTED,
          Topics.IMPORT,
          Topics.DEVICE_TELEMETRY,
          Topics.WEATHER_OBSERVED,
          Topics.WEATHER_FORECAST,
          Topics.PRICE);

  private static final Duration STEP = Duration.ofHours(1);

  private final DoorSource source;
  private final TopicWriter writer;
  private final Pacer pacer;
  private final Routes routes = new Routes(TOPICS);

  private volatile boolean stopping;
  private long readings;
  private long rejectedReadings;
  private long records;

  /**
   * A publisher of one source.
   *
   * @param writer opened for {@link #STAGE} and {@link #TOPICS}
   */
  public Publisher(DoorSource source, TopicWriter writer, Pacer pacer) {
    this.source = source;
    this.writer = writer;
    this.pacer = pacer;
  }

  /**
   * Publishes to the end, or until {@link #stop}: then what it wrote is committed.
   *
   * @return how far it got
   * @throws IllegalStateException when the source breaks its order: a bug
   */
  public Published run(ProgressListener listener) {
    Instant resumedFrom = writer.resumeFrom().orElse(Instant.MIN);
    Ahead ahead = new Ahead(source.records());
    Instant lastHour = ceiling(source.to());
    Instant hour = ceiling(source.from());
    while (true) {
      boolean sending = hour.isAfter(resumedFrom);
      if (sending) {
        pacer.awaitDataTime(hour);
      }
      while (ahead.isKnownAt(hour)) {
        publish(ahead.take(), sending);
      }
      boolean end = ahead.isEmpty() && !hour.isBefore(lastHour);
      if (sending) {
        writer.progress(hour, end);
      }
      Published published =
          new Published(hour, source.from(), source.to(), readings, rejectedReadings, records, end);
      listener.published(published);
      if (end || stopping) {
        writer.flush();
        return published;
      }
      hour = hour.plus(STEP);
    }
  }

  /**
   * Asks a run to end after the hour at hand; a later run resumes there. From any thread. A pacer
   * that waits must be woken by who calls this.
   */
  public void stop() {
    stopping = true;
  }

  private void publish(Travelling record, boolean sending) {
    records++;
    if (record instanceof RawReading) {
      readings++;
    } else if (record instanceof Rejection rejection && rejection.reading()) {
      rejectedReadings++;
    }
    if (sending) {
      send(routes.getTopic(record), record);
    }
  }

  private <T extends Travelling> void send(Topic<T> topic, Travelling record) {
    writer.send(topic, topic.type().cast(record));
  }

  private static Instant ceiling(Instant time) {
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(time) ? hour : hour.plus(STEP);
  }

  /** The records with one looked at in advance, whose order it guards. */
  private static final class Ahead {
    private final Iterator<Travelling> records;
    private Travelling next;

    Ahead(Iterator<Travelling> records) {
      this.records = records;
      this.next = records.hasNext() ? records.next() : null;
    }

    boolean isEmpty() {
      return next == null;
    }

    boolean isKnownAt(Instant hour) {
      return next != null && !next.knownAt().isAfter(hour);
    }

    Travelling take() {
      Travelling taken = next;
      next = records.hasNext() ? records.next() : null;
      if (next != null && next.knownAt().isBefore(taken.knownAt())) {
        throw new IllegalStateException(
            "Source sends '"
                + next.id()
                + "' known at "
                + next.knownAt()
                + " after '"
                + taken.id()
                + "' known at "
                + taken.knownAt());
      }
      return taken;
    }
  }
}
