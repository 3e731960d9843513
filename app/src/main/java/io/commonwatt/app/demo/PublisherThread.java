package io.commonwatt.app.demo;

import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.kafka.Pacer;
import io.commonwatt.ingestion.kafka.Publisher;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The door, publishing in a thread of its own. */
final class PublisherThread implements AutoCloseable {

  private static final long JOIN_MILLIS = 5000;

  private final Thread thread;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile Instant through;

  PublisherThread(DoorSource source, WireSettings wire, Pacer pacer) {
    thread = new Thread(() -> publish(source, wire, pacer), "commonwatt-publisher");
    thread.setDaemon(true);
    thread.start();
  }

  private void publish(DoorSource source, WireSettings wire, Pacer pacer) {
    try (TopicWriter writer =
        TopicWriter.open(wire, Publisher.STAGE, Publisher.TOPICS, InstantSource.system())) {
      new Publisher(source, writer, pacer).run(progress -> through = progress.dataTime());
    } catch (RuntimeException | Error e) {
      failure.set(e);
    }
  }

  /** Data time through which everything is published; null before the first hour. */
  Instant through() {
    return through;
  }

  void throwIfFailed() {
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
