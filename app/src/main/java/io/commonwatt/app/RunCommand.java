package io.commonwatt.app;

import io.commonwatt.app.demo.Databases;
import io.commonwatt.app.demo.Pipeline;
import io.commonwatt.app.demo.Pipeline.StreamsApplication;
import io.commonwatt.app.doors.Doors;
import io.commonwatt.app.doors.PlatformDoor;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.dashboards.board.Board;
import io.commonwatt.dashboards.board.BoardSettings;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.kafka.Publisher;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.runtime.OrderlyShutdown;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import io.commonwatt.wire.kafka.WriterLease;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The same rooms on external engines. Started with plain Java, a Flink job runs in a local cluster
 * of this process; started by Flink's own client, on that client's cluster.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Run all or named jobs against an external Kafka and PostgreSQL or TimescaleDB. "
            + "Jobs: setup (topics and schema, then done), doors (HTTP, MQTT, a watched folder), validation, "
            + "forecast, market, ledger, storage, board. Default: all, and the doors that are configured.")
final class RunCommand implements Callable<Integer> {

  private static final int BATCH_ROWS = 5000;
  private static final long POLL_SECONDS = 2;
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(30);

  @Option(
      names = "--config",
      description = {
        "Configuration file (YAML). Keys: see docs/operations.md; for the control of devices",
        "dispatchReplanMinutes, dispatchHorizonHours, dispatchScenarios, dispatchHedge",
        "(two-stage, certainty-equivalent) and dispatchLimitProbability (off, or 0.5 to 1)."
      })
  private Path config;

  @Option(names = "--job", split = ",", description = "Job or jobs to run. Default: all.")
  private List<String> jobs;

  @Option(
      names = "--publish",
      description = "Also publish this folder's data, once, as fast as it goes.")
  private Path publish;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    RunConfiguration configuration = RunConfiguration.read(config, System.getenv());
    output.progress("Configuration " + configuration.masked());
    List<String> known = new ArrayList<>(Pipeline.JOBS);
    known.add("setup");
    known.add("board");
    List<String> chosen = jobs == null ? new ArrayList<>(known) : jobs;
    known.add("doors");
    if (jobs == null && configuration.doors().isAny()) {
      chosen.add("doors");
    }
    for (String job : chosen) {
      if (!known.contains(job)) {
        throw UserError.usage("job", "no job named '" + job + "'", "use jobs out of " + known);
      }
    }
    Registry registry =
        Pipeline.registry(CommunityFileReader.read(Path.of(configuration.communityFile())));
    Pipeline pipeline = pipeline(configuration, registry);
    List<StreamsApplication> streams = new ArrayList<>();
    List<JobClient> flinkJobs = new ArrayList<>();
    if (chosen.contains("setup")) {
      TopicAdmin.ensure(pipeline.wire());
      SchemaMigrator.migrate(Databases.of(configuration.jdbcUrlAsUser()), true);
      output.progress("Topics and schema are there");
    }
    for (String job : chosen) {
      if (Pipeline.isStreams(job)) {
        StreamsApplication application = pipeline.startStreams(job);
        OrderlyShutdown.register(application);
        streams.add(application);
      } else if (Pipeline.JOBS.contains(job)) {
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(configuration.parallelism());
        env.enableCheckpointing(CHECKPOINT_EVERY.toMillis());
        pipeline.buildFlinkJob(job, env);
        flinkJobs.add(env.executeAsync("commonwatt-" + job));
      }
    }
    if (chosen.contains("board")) {
      Board board =
          Board.start(
              new BoardSettings(
                  configuration.boardPort(),
                  configuration.jdbcUrlAsUser(),
                  null,
                  null,
                  registry.file().simulatedResources() ? "simulated resources" : ""));
      OrderlyShutdown.register(board);
      output.progress("Board: " + board.url());
    }
    if (chosen.contains("doors")) {
      Doors doors = Doors.open(configuration.doors(), pipeline.wire(), registry);
      OrderlyShutdown.register(doors);
      doors.told().forEach(output::progress);
    }
    if (publish != null) {
      publish(pipeline.wire());
    }
    boolean stays =
        !streams.isEmpty()
            || !flinkJobs.isEmpty()
            || chosen.contains("board")
            || chosen.contains("doors");
    while (stays) {
      TimeUnit.SECONDS.sleep(POLL_SECONDS);
      streams.forEach(StreamsApplication::throwIfFailed);
      for (JobClient job : flinkJobs) {
        if (job.getJobStatus().get().isGloballyTerminalState()) {
          throw new UserError(
              "job-ended",
              "a Flink job ended: " + job.getJobStatus().get(),
              "look at its log in the Flink cluster");
        }
      }
    }
    output.result(Map.of("done", chosen), "Done: " + chosen);
    return 0;
  }

  private void publish(WireSettings wire) throws Exception {
    DoorSource source = DoorSources.open(publish, new OpenOptions(null, null, null, 7));
    try (WriterLease lease = PlatformDoor.lease(wire, "a publisher", "");
        TopicWriter writer =
            TopicWriter.open(wire, Publisher.STAGE, Publisher.TOPICS, InstantSource.system())) {
      new Publisher(source, writer, time -> {}).run(progress -> {});
      output.progress(lease.isHeld() ? "Sent to the end" : "Sent to the end; another writer came");
    }
    output.progress("Published " + source.name());
  }

  private static Pipeline pipeline(RunConfiguration configuration, Registry registry) {
    return new Pipeline(
        configuration.wire(),
        registry,
        VeeSettings.defaults(),
        configuration.forecasting(),
        MarketSettings.defaults(),
        configuration.control(),
        new StorageSettings(
            configuration.jdbcUrl(),
            configuration.jdbcUser(),
            configuration.jdbcPassword(),
            Duration.ofSeconds(configuration.flushSeconds()),
            BATCH_ROWS));
  }
}
