package io.commonwatt.app.replay;

import io.commonwatt.app.Output;
import io.commonwatt.app.UserError;
import io.commonwatt.app.demo.DataDirectory;
import io.commonwatt.app.demo.Databases;
import io.commonwatt.app.demo.Pipeline;
import io.commonwatt.app.demo.Pipeline.StreamsApplication;
import io.commonwatt.app.demo.PublisherThread;
import io.commonwatt.app.demo.RunMonitor;
import io.commonwatt.app.demo.RunSettings;
import io.commonwatt.app.demo.Speed;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.CommunityFileWriter;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.ingestion.jdbc.StoredSource;
import io.commonwatt.ingestion.kafka.Publisher;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.runtime.OrderlyShutdown;
import io.commonwatt.runtime.PostgresOptions;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.storage.jdbc.ContinuousAggregates;
import io.commonwatt.storage.jdbc.Digest;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.streams.kafka.ValidationApplication;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One replay: the records of a database go through the door, validation and storage of a target
 * directory. Killed at any moment and called again, it goes on after the last hour it committed.
 */
public final class ReplayRun {

  private static final Duration FLUSH_EVERY = Duration.ofHours(24);
  private static final int BATCH_ROWS = 20_000;
  private static final long POLL_MILLIS = 250;
  private static final long PROGRESS_EVERY_MILLIS = 3000;

  private final DataDirectory target;
  private final ReplayRequest request;
  private final Speed speed;
  private final long maxRate;
  private final int parallelism;
  private final Output output;
  private final List<AutoCloseable> running = new ArrayList<>();

  /**
   * A replay into a directory.
   *
   * @param maxRate most readings a second; 0 for no limit
   */
  public ReplayRun(
      DataDirectory target,
      ReplayRequest request,
      Speed speed,
      long maxRate,
      int parallelism,
      Output output) {
    this.target = target;
    this.request = request;
    this.speed = speed;
    this.maxRate = maxRate;
    this.parallelism = parallelism;
    this.output = output;
  }

  /** Replays to the end; the report has the keys of the command line reference. */
  public Map<String, Object> run(StoredSource stored) throws Exception {
    begin();
    long started = System.nanoTime();
    CountedSource source = new CountedSource(stored);
    Registry registry = Pipeline.registry(source.communityFile());
    CommunityFileWriter.write(source.communityFile(), target.root().resolve("community.yaml"));
    try {
      EmbeddedPostgres postgres =
          keep(
              EmbeddedPostgres.start(
                  target.postgres(), PostgresOptions.defaults().withFsync(false)));
      EmbeddedKafka kafka = keep(EmbeddedKafka.start(target.kafka(), KafkaOptions.defaults()));
      EmbeddedFlink flink =
          keep(
              EmbeddedFlink.start(
                  target.checkpoints(), FlinkOptions.defaults().withSlots(parallelism)));
      SchemaMigrator.migrate(Databases.of(postgres.jdbcUrl()));
      Pipeline pipeline =
          pipeline(kafka.bootstrapServers(), postgres.jdbcUrl(), registry, source.from());
      TopicAdmin.ensure(pipeline.wire());
      StreamsApplication validation = keep(pipeline.startStreams("validation"));
      var env = flink.environment(parallelism);
      pipeline.buildFlinkJob("storage", env);
      flink.submit("storage", env);
      PublisherThread publisher =
          keep(
              new PublisherThread(
                  source,
                  pipeline.wire(),
                  new RatePacer(speed.factor(), maxRate, source::sent),
                  source::resumedFrom));
      try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
        await(connection, pipeline, publisher, flink, validation, source);
        return report(connection, source, started);
      }
    } finally {
      Pipeline.closeAll(running);
    }
  }

  private void begin() {
    String asked = Output.toJson(request);
    if (target.state() == DataDirectory.State.EMPTY) {
      target.writeSettings(
          new RunSettings(
              null,
              null,
              0,
              "replay " + asked,
              request.from(),
              speed.toString(),
              parallelism,
              0,
              null));
      return;
    }
    if (!target.readSettings().data().equals("replay " + asked)) {
      throw new UserError(
          "replay-differs",
          target.root() + " holds another run or replay: " + target.readSettings().data(),
          "ask for the same to go on with it, or give another --target");
    }
    if (target.state() == DataDirectory.State.FINISHED) {
      throw new UserError(
          "replay-finished",
          target.root() + " holds this replay, finished",
          "run 'commonwatt digest --data-dir "
              + target.root()
              + "' for its digest, or give another --target");
    }
  }

  private Pipeline pipeline(
      String bootstrapServers, String jdbcUrl, Registry registry, Instant start) {
    return new Pipeline(
        new WireSettings(
            bootstrapServers,
            Pipeline.EMBEDDED_PARTITIONS,
            "commonwatt",
            target.streams(),
            parallelism),
        registry,
        VeeSettings.defaults(),
        ForecastSettings.startingAt(start),
        MarketSettings.defaults(),
        ControlSettings.defaults(),
        new StorageSettings(jdbcUrl, "commonwatt", "", FLUSH_EVERY, BATCH_ROWS));
  }

  private void await(
      Connection connection,
      Pipeline pipeline,
      PublisherThread publisher,
      EmbeddedFlink flink,
      StreamsApplication validation,
      CountedSource source)
      throws Exception {
    Set<Topic<?>> written = new LinkedHashSet<>(Publisher.TOPICS);
    written.addAll(ValidationApplication.listOutputs());
    RunMonitor monitor =
        new RunMonitor(connection, pipeline.wire().partitions(), List.copyOf(written));
    long begun = System.nanoTime();
    long lastLine = 0;
    while (!monitor.ended()) {
      publisher.throwIfFailed();
      flink.throwIfFailed();
      validation.throwIfFailed();
      long now = System.nanoTime() / 1_000_000;
      if (now - lastLine >= PROGRESS_EVERY_MILLIS) {
        lastLine = now;
        double seconds = (System.nanoTime() - begun) / 1e9;
        output.progress(
            String.format(
                Locale.ROOT,
                "sent to %s · %d readings, %d sent before · %.0f/s · stored to %s",
                publisher.through(),
                source.sent(),
                source.skipped(),
                source.sent() / seconds,
                monitor.through().get(Topics.VALIDATED_READING.name())));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private Map<String, Object> report(Connection connection, CountedSource source, long started)
      throws Exception {
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("readings", Map.of("sent", source.sent(), "skipped", source.skipped()));
    report.put(
        "resumedFrom", source.resumedFrom() == null ? null : source.resumedFrom().toString());
    report.put("from", source.from().toString());
    report.put("to", source.to().toString());
    report.put("request", request);
    report.put(
        "refreshed",
        source.firstStart() == null
            ? List.of()
            : ContinuousAggregates.refresh(connection, source.firstStart(), source.lastEnd()));
    report.put("digest", Digest.compute(connection).digest());
    report.put("readingsPerSecond", Math.round(source.sent() / seconds));
    report.put("wallSeconds", Math.round(seconds * 10) / 10.0);
    target.writeReport(report);
    return report;
  }

  private <T extends AutoCloseable> T keep(T one) {
    running.add(one);
    if (one instanceof StreamsApplication || one instanceof PublisherThread) {
      OrderlyShutdown.register(one);
    }
    return one;
  }
}
