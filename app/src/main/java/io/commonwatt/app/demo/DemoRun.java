package io.commonwatt.app.demo;

import io.commonwatt.app.Output;
import io.commonwatt.app.UserError;
import io.commonwatt.app.demo.Pipeline.StreamsApplication;
import io.commonwatt.app.forecast.ForecastChoice;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.CommunityFileWriter;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.dashboards.board.Board;
import io.commonwatt.dashboards.board.BoardSettings;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.runtime.OrderlyShutdown;
import io.commonwatt.runtime.PostgresOptions;
import io.commonwatt.runtime.ProcessTree;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.storage.jdbc.Digest;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of the demo: input, engines, rooms, progress, report, board. Everything it starts is
 * registered with {@link OrderlyShutdown}, so Ctrl-C leaves nothing behind.
 */
public final class DemoRun {

  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 5, 1);
  private static final Duration FLUSH_AT_MAX = Duration.ofHours(24);
  private static final Duration FLUSH_PACED = Duration.ofHours(1);
  private static final Duration FORECAST_TAIL = Duration.ofHours(48);
  private static final int BATCH_ROWS = 5000;
  private static final long POLL_MILLIS = 250;
  private static final long PROGRESS_EVERY_MILLIS = 3000;
  private static final DateTimeFormatter DATA_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final DataDirectory directory;
  private final RunSettings settings;
  private final int port;
  private final Output output;
  private final List<AutoCloseable> running = new ArrayList<>();
  private double maxForecastLagHours;
  private double lagSinceLineHours;
  private SpeedPacer pacer;

  public DemoRun(DataDirectory directory, RunSettings settings, int port, Output output) {
    this.directory = directory;
    this.settings = settings;
    this.port = port;
    this.output = output;
  }

  /**
   * Runs, prints the report, and keeps the board open unless told to exit.
   *
   * @return the report; it has the key {@code violations} when an identity does not hold
   */
  public Map<String, Object> run(boolean exit) throws Exception {
    if (directory.state() == DataDirectory.State.FINISHED) {
      return show(exit);
    }
    long started = System.nanoTime();
    try (ProcessTree memory = ProcessTree.sample(Duration.ofSeconds(2))) {
      DoorSource source = openSource();
      Registry registry = Pipeline.registry(source.communityFile());
      directory.writeSettings(settings);
      CommunityFileWriter.write(source.communityFile(), directory.root().resolve("community.yaml"));
      output.progress(
          "Data: "
              + source.name()
              + ", "
              + registry.listUsagePoints().size()
              + " usage points in "
              + registry.listCommunities().size()
              + " communities, "
              + DATA_TIME.format(source.from())
              + " to "
              + DATA_TIME.format(source.to())
              + " UTC"
              + (source.communityFile().simulatedResources() ? " (simulated resources)" : ""));
      Map<String, Object> report = play(source, registry, memory, started);
      print(report);
      if (!exit) {
        waitForInterrupt(report);
      }
      return report;
    } finally {
      Pipeline.closeAll(running);
    }
  }

  private DoorSource openSource() throws IOException {
    Path data;
    if (settings.data() == null) {
      data = directory.input();
      if (!Files.exists(data.resolve("community.yaml"))) {
        output.progress(
            "Simulating " + settings.homes() + " homes over " + settings.days() + " days");
        Path fresh = directory.root().resolve("input.new");
        deleteTree(fresh);
        LocalDate from = settings.from() == null ? FIRST_DAY : LocalDate.parse(settings.from());
        CommunitySimulator.write(
            new SimulationSettings(
                settings.homes(),
                settings.days(),
                settings.seed(),
                from,
                settings.stepMinutes(),
                SimulationSettings.DEFAULT_MAX_HOMES_PER_COMMUNITY),
            fresh);
        Files.move(fresh, data);
      }
      return DoorSources.open(data, new OpenOptions(null, null, null, settings.seed()));
    }
    data = Path.of(settings.data());
    return DoorSources.open(
        data,
        new OpenOptions(
            settings.from() == null ? null : LocalDate.parse(settings.from()),
            settings.days(),
            settings.homes(),
            settings.seed()));
  }

  private Map<String, Object> play(
      DoorSource source, Registry registry, ProcessTree memory, long started) throws Exception {
    output.progress("Starting a Kafka broker, a Flink mini cluster and a PostgreSQL");
    EmbeddedPostgres postgres =
        keep(
            EmbeddedPostgres.start(
                directory.postgres(), PostgresOptions.defaults().withFsync(false)));
    EmbeddedKafka kafka = keep(EmbeddedKafka.start(directory.kafka(), KafkaOptions.defaults()));
    EmbeddedFlink flink =
        keep(
            EmbeddedFlink.start(
                directory.checkpoints(),
                FlinkOptions.defaults().withSlots(3 * settings.parallelism())));
    SchemaMigrator.migrate(Databases.of(postgres.jdbcUrl()));
    Pipeline pipeline =
        pipeline(kafka.bootstrapServers(), postgres.jdbcUrl(), registry, source.from());
    TopicAdmin.ensure(pipeline.wire());
    List<StreamsApplication> streams = new ArrayList<>();
    for (String job : Pipeline.JOBS) {
      if (Pipeline.isStreams(job)) {
        streams.add(keep(pipeline.startStreams(job)));
      } else {
        var env = flink.environment(settings.parallelism());
        pipeline.buildFlinkJob(job, env);
        flink.submit(job, env);
      }
    }
    Board board =
        keep(
            Board.start(
                new BoardSettings(
                    port,
                    postgres.readOnlyJdbcUrl(),
                    source.from(),
                    source.to().plus(FORECAST_TAIL),
                    note(source.communityFile().simulatedResources()))));
    output.progress("Board: " + board.url());
    pacer = new SpeedPacer(Speed.parse(settings.speed()));
    PublisherThread publisher = keep(new PublisherThread(source, pipeline.wire(), pacer));
    long publishing = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
      awaitEnd(connection, pipeline, publisher, flink, streams);
      double seconds = (System.nanoTime() - publishing) / 1e9;
      return report(connection, source, board, memory, started, seconds);
    }
  }

  private Pipeline pipeline(
      String bootstrapServers, String jdbcUrl, Registry registry, Instant start) {
    WireSettings wire =
        new WireSettings(
            bootstrapServers,
            Pipeline.EMBEDDED_PARTITIONS,
            "commonwatt",
            directory.streams(),
            settings.parallelism());
    boolean paced = Speed.parse(settings.speed()).factor().isPresent();
    return new Pipeline(
        wire,
        registry,
        VeeSettings.defaults(),
        forecasting(start),
        MarketSettings.defaults(),
        ControlSettings.defaults(),
        new StorageSettings(
            jdbcUrl, "commonwatt", "", paced ? FLUSH_PACED : FLUSH_AT_MAX, BATCH_ROWS));
  }

  private ForecastSettings forecasting(Instant start) {
    ForecastChoice choice =
        settings.forecastModel() == null
            ? ForecastChoice.LINEAR
            : ForecastChoice.parse("forecastModel", settings.forecastModel());
    if (choice == ForecastChoice.BLEND) {
      Boosting.unavailable().ifPresent(why -> output.progress("Without boosters: " + why));
    }
    return choice.of(ForecastSettings.startingAt(start));
  }

  /** Waits for {@code end} of every partition in the database; never for silence. */
  private void awaitEnd(
      Connection connection,
      Pipeline pipeline,
      PublisherThread publisher,
      EmbeddedFlink flink,
      List<StreamsApplication> streams)
      throws Exception {
    RunMonitor monitor = new RunMonitor(connection, pipeline.wire().partitions());
    long lastLine = 0;
    while (!monitor.ended()) {
      publisher.throwIfFailed();
      flink.throwIfFailed();
      streams.forEach(StreamsApplication::throwIfFailed);
      Instant published = publisher.through();
      Map<String, Instant> through = monitor.through();
      measureLag(published, through.get(Topics.FORECAST.name()));
      long now = System.nanoTime() / 1_000_000;
      if (now - lastLine >= PROGRESS_EVERY_MILLIS) {
        lastLine = now;
        output.progress(line(connection, publisher, through));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    output.progress(line(connection, publisher, monitor.through()));
  }

  /** How far what is stored is behind what had been published when the database was asked. */
  private void measureLag(Instant published, Instant forecast) {
    if (forecast != null && !pacer.started()) {
      pacer.reached(forecast);
    } else if (published != null && forecast != null) {
      double lagHours = Duration.between(forecast, published).toMinutes() / 60.0;
      lagSinceLineHours = Math.max(lagSinceLineHours, lagHours);
      maxForecastLagHours = Math.max(maxForecastLagHours, lagHours);
    }
  }

  private String line(
      Connection connection, PublisherThread publisher, Map<String, Instant> through)
      throws SQLException {
    long stored;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM meter_reading_raw")) {
      row.next();
      stored = row.getLong(1);
    }
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "published to %s · %d readings stored", at(publisher.through()), stored));
    line.append(" · validated to ").append(at(through.get(Topics.VALIDATED_READING.name())));
    line.append(" · forecast to ").append(at(through.get(Topics.FORECAST.name())));
    line.append(" · settled to ").append(at(through.get(Topics.SETTLEMENT.name())));
    line.append(" · booked to ").append(at(through.get(Topics.LEDGER_ENTRY.name())));
    if (pacer.isPaced() && pacer.started()) {
      line.append(String.format(Locale.ROOT, " · at most %.1f h behind", lagSinceLineHours));
      lagSinceLineHours = 0;
    }
    return line.toString();
  }

  private static String at(Instant time) {
    return time == null ? "–" : DATA_TIME.format(time);
  }

  private Map<String, Object> report(
      Connection connection,
      DoorSource source,
      Board board,
      ProcessTree memory,
      long started,
      double streaming)
      throws Exception {
    output.progress("Everything is stored; checking the identities");
    RunReport queries = new RunReport(connection);
    Map<String, Object> report = new LinkedHashMap<>();
    Map<String, Object> readings = queries.readings();
    report.put("data", source.name());
    report.put("simulatedResources", source.communityFile().simulatedResources());
    report.put("from", source.from().toString());
    report.put("to", source.to().toString());
    report.put("readings", readings);
    report.put("rejections", queries.rejections());
    report.put("forecast", queries.forecast());
    report.put("strategies", queries.strategies());
    queries.strategiesDiffer();
    report.put("ledger", queries.ledger(LedgerRows.verify(connection).verified()));
    report.put("maxForecastLagHours", maxForecastLagHours);
    report.put("readingsPerSecond", Math.round((long) readings.get("published") / streaming));
    report.put("digest", Digest.compute(connection).digest());
    report.put("boardUrl", board.url());
    report.put("peakMemoryMb", memory.peakMemoryMb());
    report.put("wallSeconds", Math.round((System.nanoTime() - started) / 1e8) / 10.0);
    report.put("settings", settings);
    if (!queries.violations().isEmpty()) {
      report.put("violations", queries.violations());
    }
    directory.writeReport(report);
    return report;
  }

  /** A finished run again: only its database and the board. */
  private Map<String, Object> show(boolean exit) throws Exception {
    Map<String, Object> report = new LinkedHashMap<>(directory.readReport());
    StoredRun stored = keep(StoredRun.open(directory));
    try {
      Board board =
          keep(
              Board.start(
                  new BoardSettings(
                      port,
                      stored.readOnlyJdbcUrl(),
                      Instant.parse((String) report.get("from")),
                      Instant.parse((String) report.get("to")).plus(FORECAST_TAIL),
                      note(Boolean.TRUE.equals(report.get("simulatedResources"))))));
      report.put("boardUrl", board.url());
      print(report);
      if (!exit) {
        waitForInterrupt(report);
      }
      return report;
    } finally {
      Pipeline.closeAll(running);
    }
  }

  private static String note(boolean simulatedResources) {
    return simulatedResources ? "simulated resources" : "";
  }

  private void print(Map<String, Object> report) {
    output.result(report, ReportText.of(report));
    if (report.get("violations") instanceof List<?> violations) {
      throw new UserError(
          "identity",
          "an identity does not hold: " + violations,
          "please report it with the data directory " + directory.root());
    }
  }

  private void waitForInterrupt(Map<String, Object> report) throws InterruptedException {
    output.progress("The board stays at " + report.get("boardUrl") + "; Ctrl-C ends it.");
    new CountDownLatch(1).await();
  }

  private <T extends AutoCloseable> T keep(T one) {
    running.add(one);
    if (one instanceof StreamsApplication
        || one instanceof PublisherThread
        || one instanceof Board) {
      OrderlyShutdown.register(one);
    }
    return one;
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
