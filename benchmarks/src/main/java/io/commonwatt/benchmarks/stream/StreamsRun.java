package io.commonwatt.benchmarks.stream;

import io.commonwatt.benchmarks.Effort;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A Kafka Streams application that is watched for failure. Closing it is bounded. */
public final class StreamsRun implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration CLOSE = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final CountDownLatch running = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private StreamsRun(Topology topology, Properties properties) {
    streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        cause -> {
          failure.compareAndSet(null, cause);
          running.countDown();
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == State.RUNNING) {
            running.countDown();
          }
        });
  }

  /** Starts an application and returns when its tasks are assigned and running. */
  public static StreamsRun start(Topology topology, Properties properties)
      throws InterruptedException {
    StreamsRun run = new StreamsRun(topology, properties);
    run.streams.start();
    if (!run.running.await(START.toSeconds(), TimeUnit.SECONDS)) {
      run.close();
      throw new IllegalStateException("The application did not start within " + START);
    }
    return run;
  }

  /** Throws what made the application stop, if anything did. */
  public void throwIfFailed() {
    if (failure.get() != null) {
      throw new IllegalStateException("The application failed", failure.get());
    }
  }

  /**
   * Runs an application from an empty state until a stage has ended a topic.
   *
   * @return from all tasks running to the end being committed
   */
  public static Effort measure(
      Topology topology,
      Properties properties,
      WireSettings settings,
      String topic,
      String stage,
      Duration limit)
      throws InterruptedException {
    try (EndWatch end = new EndWatch(settings, topic, stage);
        StreamsRun run = start(topology, properties)) {
      Effort.Running effort = Effort.start();
      end.await(limit, run::throwIfFailed);
      return effort.stop();
    }
  }

  @Override
  public void close() {
    streams.close(CLOSE);
  }
}
