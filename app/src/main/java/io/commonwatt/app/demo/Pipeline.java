package io.commonwatt.app.demo;

import io.commonwatt.app.UserError;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.forecasting.flink.ForecastJob;
import io.commonwatt.ledger.LedgerSettings;
import io.commonwatt.ledger.kafka.LedgerApplication;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.Strategies;
import io.commonwatt.market.flink.MarketJob;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.storage.flink.StorageJob;
import io.commonwatt.streams.kafka.ValidationApplication;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import io.commonwatt.wire.kafka.StepTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The rooms, wired to a broker and a database that are already there. The same classes run in the
 * demo and against external clusters.
 *
 * @param wire broker, partitions, prefix, parallelism
 * @param registry the community file
 * @param storage database of the storage job
 */
public record Pipeline(
    WireSettings wire,
    Registry registry,
    VeeSettings vee,
    ForecastSettings forecasting,
    MarketSettings market,
    ControlSettings control,
    StorageSettings storage) {

  /**
   * The registry of a community that is to be run.
   *
   * @throws UserError when it names a strategy there is not
   */
  public static Registry registry(CommunityFile file) {
    for (StrategyPeriod period : file.strategies()) {
      if (!Strategies.isKnown(period.strategy())) {
        throw new UserError(
            "strategy",
            "the community file names a strategy '"
                + period.strategy()
                + "' for community '"
                + period.community()
                + "', and there is none",
            "use some of " + Strategies.describeNames());
      }
    }
    return new Registry(file);
  }

  /** The market settles again for 36 days, so nothing later can reach the ledger. */
  public static final LedgerSettings LEDGER = new LedgerSettings(Duration.ofDays(40));

  /**
   * Partitions of every topic of a broker that a command starts for itself. Every partition carries
   * progress of every writer, an hour's worth of it costs more than the records of a few homes, and
   * a machine that runs broker, jobs and database has few processors (decision 0013).
   */
  public static final int EMBEDDED_PARTITIONS = 4;

  /**
   * Names of the jobs, in flow order; {@code validation} and {@code ledger} are Streams
   * applications.
   */
  public static final List<String> JOBS =
      List.of("validation", "forecast", "market", "ledger", "storage");

  /** Builds the Flink job of that name into an environment; it is not submitted. */
  public void buildFlinkJob(String name, StreamExecutionEnvironment env) {
    Jobs.environmentDefaults(env, wire);
    switch (name) {
      case "forecast" -> ForecastJob.build(env, wire, registry, forecasting);
      case "market" -> MarketJob.build(env, wire, registry, market, control);
      case "storage" -> StorageJob.build(env, wire, storage);
      default -> throw new IllegalArgumentException("No Flink job named '" + name + "'");
    }
  }

  /** Whether the job of that name is a Kafka Streams application. */
  public static boolean isStreams(String name) {
    return name.equals("validation") || name.equals("ledger");
  }

  /** Starts the Streams application of that name. */
  public StreamsApplication startStreams(String name) {
    Topology topology =
        switch (name) {
          case "validation" -> ValidationApplication.topology(wire, registry, vee);
          case "ledger" -> LedgerApplication.topology(wire, registry, LEDGER);
          default ->
              throw new IllegalArgumentException("No Streams application named '" + name + "'");
        };
    return new StreamsApplication(name, topology, wire);
  }

  /** A running Streams application; closing it is bounded. */
  public static final class StreamsApplication implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final String name;
    private final KafkaStreams streams;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    StreamsApplication(String name, Topology topology, WireSettings wire) {
      this.name = name;
      this.streams = new KafkaStreams(topology, StepTopology.properties(wire, name));
      streams.setUncaughtExceptionHandler(
          cause -> {
            failure.compareAndSet(null, cause);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
    }

    /** Throws what made the application stop, if anything did. */
    public void throwIfFailed() {
      Throwable cause = failure.get();
      if (cause != null) {
        throw new IllegalStateException("The " + name + " application failed", cause);
      }
    }

    @Override
    public void close() {
      streams.close(CLOSE_WITHIN);
    }
  }

  /** Closes all, the last started first. */
  public static void closeAll(List<? extends AutoCloseable> running) {
    List<AutoCloseable> reversed = new ArrayList<>(running);
    java.util.Collections.reverse(reversed);
    for (AutoCloseable one : reversed) {
      try {
        one.close();
      } catch (Exception e) {
        System.err.println("commonwatt: could not close " + one + ": " + e.getMessage());
      }
    }
  }
}
