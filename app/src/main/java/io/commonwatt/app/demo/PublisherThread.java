package io.commonwatt.app.demo;

import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.kafka.Pacer;
import io.commonwatt.ingestion.kafka.Publisher;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The door, publishing in a thread of its own. */
public final class PublisherThread implements AutoCloseable {

  private static final long JOIN_MILLIS = 5000;

  private final Thread thread;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile Instant through;

  /** Begins to publish. */
  public PublisherThread(DoorSource source, WireSettings wire, Pacer pacer) {
    this(source, wire, pacer, resumedFrom -> {});
  }

  /**
   * Begins to publish.
   *
   * @param resumed hears, before the first record, through which time an earlier process published
   */
  public PublisherThread(
      DoorSource source, WireSettings wire, Pacer pacer, Consumer<Instant> resumed) {
    thread = new Thread(() -> publish(source, wire, pacer, resumed), "commonwatt-publisher");
    thread.setDaemon(true);
    thread.start();
  }

  private void publish(
      DoorSource source, WireSettings wire, Pacer pacer, Consumer<Instant> resumed) {
    try (TopicWriter writer =
        TopicWriter.open(wire, Publisher.STAGE, Publisher.TOPICS, InstantSource.system())) {
      writer.resumeFrom().ifPresent(resumed);
      new Publisher(source, writer, pacer).run(progress -> through = progress.dataTime());
    } catch (RuntimeException | Error e) {
      failure.set(e);
    }
  }

  /** Data time through which everything is published; null before the first hour. */
  public Instant through() {
    return through;
  }

  /** Throws what made publishing stop, if anything did. */
  public void throwIfFailed() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("The publisher failed", cause);
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(JOIN_MILLIS);
  }
}
