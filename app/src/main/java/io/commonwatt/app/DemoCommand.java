package io.commonwatt.app;

import io.commonwatt.app.demo.DataDirectory;
import io.commonwatt.app.demo.DemoRun;
import io.commonwatt.app.demo.RunSettings;
import io.commonwatt.app.demo.Speed;
import io.commonwatt.app.forecast.ForecastChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole path on simulated or real input. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Take a community's readings through validation, forecasts, dispatch, market and ledger to a "
            + "board, on a Kafka broker, Flink jobs and a PostgreSQL that this command starts.")
final class DemoCommand implements Callable<Integer> {

  private static final int DEFAULT_HOMES = 40;
  private static final int DEFAULT_DAYS = 35;
  private static final long DEFAULT_SEED = 7;
  private static final int DEFAULT_PARALLELISM = 2;
  private static final int DEFAULT_STEP_MINUTES = 30;

  @Option(
      names = "--homes",
      description =
          "Homes to simulate, or at most to read from --data. Default: 40 simulated, all read.")
  private Integer homes;

  @Option(names = "--days", description = "Days. Default: 35 simulated, all read.")
  private Integer days;

  @Option(
      names = "--seed",
      description = "Seed of the simulation and of seeded resources. Default: 7.")
  private Long seed;

  @Option(
      names = "--data",
      description =
          "Folder of a data set, of the simulator's output, with community.yaml and readings, or of"
              + " tables with mapping.yaml.")
  private Path data;

  @Option(
      names = "--from",
      description = "First day, UTC. Default: where the data starts; 2025-05-01 simulated.")
  private LocalDate from;

  @Option(
      names = "--step-minutes",
      description = "Interval of simulated meters: 15, 30 or 60 min. Default: 30.")
  private Integer stepMinutes;

  @Option(
      names = "--speed",
      converter = Speed.Converter.class,
      description = {
        "max, or how much faster than life, for example 7200x; then two days go first, to warm up.",
        "Default: max."
      })
  private Speed speed;

  @Option(names = "--parallelism", description = "Parallelism of every job, 1 to 8. Default: 2.")
  private Integer parallelism;

  @Option(
      names = "--forecast-model",
      paramLabel = "NAME",
      description = {
        "linear, or blend: boosted trees beside it, weighed by what they lost lately; needs the",
        "package libgomp1. Default: linear."
      })
  private String forecastModel;

  @Option(
      names = "--resume",
      description = "Go on with the run in --data-dir, or show it again when it has finished.")
  private boolean resume;

  @Option(
      names = "--data-dir",
      description =
          "Where the run keeps everything. Default: ${COMMONWATT_DATA_DIR:-.commonwatt/demo}.")
  private Path dataDirectory;

  @Option(
      names = "--port",
      defaultValue = "${COMMONWATT_PORT:-0}",
      description = "Port of the board. Default: a free one.")
  private int port;

  @Option(
      names = "--exit",
      description = "Stop when the run has finished instead of keeping the board open.")
  private boolean exit;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    checkOptions();
    Path root = dataDirectory != null ? dataDirectory : defaultDirectory();
    try (DataDirectory directory = DataDirectory.open(root)) {
      RunSettings settings = settings(directory);
      DemoRun run = new DemoRun(directory, settings, port, output);
      Map<String, Object> report = run.run(exit);
      return report.get("violations") == null ? 0 : Commonwatt.FAILED;
    }
  }

  /** Checks what needs no data directory, before anything is opened or started. */
  private void checkOptions() {
    Options.require(
        parallelism == null || (parallelism >= 1 && parallelism <= 8),
        "--parallelism",
        parallelism,
        "1 to 8");
    if (data == null) {
      Options.requireCommunity(
          orDefault(homes, DEFAULT_HOMES),
          orDefault(days, DEFAULT_DAYS),
          orDefault(stepMinutes, DEFAULT_STEP_MINUTES));
    } else {
      Options.require(homes == null || homes > 0, "--homes", homes, "1 or more");
      Options.require(days == null || days > 0, "--days", days, "1 or more");
    }
    if (forecastModel != null) {
      ForecastChoice.parse("--forecast-model", forecastModel);
    }
    Options.requireFreePort("--port", port);
  }

  static Path defaultDirectory() {
    String configured = System.getenv("COMMONWATT_DATA_DIR");
    return Path.of(configured == null || configured.isEmpty() ? ".commonwatt/demo" : configured);
  }

  private RunSettings settings(DataDirectory directory) {
    return switch (directory.state()) {
      case EMPTY -> {
        if (resume) {
          throw new UserError(
              "nothing-to-resume",
              directory.root() + " holds no run",
              "leave --resume out, or give the --data-dir of the run");
        }
        yield fresh();
      }
      case STARTED -> {
        if (!resume) {
          throw new UserError(
              "run-unfinished",
              directory.root() + " holds a run that has not finished",
              "add --resume to go on with it, or give another --data-dir");
        }
        yield same(directory.readSettings());
      }
      case FINISHED -> {
        if (!resume) {
          throw new UserError(
              "run-finished",
              directory.root() + " holds a finished run",
              "add --resume to see its board again, run 'commonwatt digest --data-dir "
                  + directory.root()
                  + "' for its digest, or give another --data-dir");
        }
        yield same(directory.readSettings());
      }
    };
  }

  private RunSettings fresh() {
    if (data != null && !Files.isDirectory(data)) {
      throw new UserError(
          "data", data + " is not a folder", "give the folder of a data set with --data");
    }
    if (data != null && stepMinutes != null) {
      throw UserError.usage(
          "option",
          "--step-minutes is for the simulator, --data brings its own step",
          "leave one of them out");
    }
    return new RunSettings(
        data == null ? Integer.valueOf(orDefault(homes, DEFAULT_HOMES)) : homes,
        data == null ? Integer.valueOf(orDefault(days, DEFAULT_DAYS)) : days,
        seed == null ? DEFAULT_SEED : seed,
        data == null ? null : data.toAbsolutePath().normalize().toString(),
        from == null ? null : from.toString(),
        speed == null ? Speed.MAX.toString() : speed.toString(),
        orDefault(parallelism, DEFAULT_PARALLELISM),
        orDefault(stepMinutes, DEFAULT_STEP_MINUTES),
        forecastModel == null
            ? ForecastChoice.LINEAR.code()
            : ForecastChoice.parse("--forecast-model", forecastModel).code());
  }

  /** A resumed run is the same run; only its speed may change. */
  private RunSettings same(RunSettings kept) {
    refuseChange("--homes", homes, kept.homes());
    refuseChange("--days", days, kept.days());
    refuseChange("--seed", seed, kept.seed());
    refuseChange("--from", from == null ? null : from.toString(), kept.from());
    refuseChange("--parallelism", parallelism, kept.parallelism());
    refuseChange("--step-minutes", stepMinutes, kept.stepMinutes());
    refuseChange("--forecast-model", forecastModel, orLinear(kept.forecastModel()));
    refuseChange(
        "--data", data == null ? null : data.toAbsolutePath().normalize().toString(), kept.data());
    return new RunSettings(
        kept.homes(),
        kept.days(),
        kept.seed(),
        kept.data(),
        kept.from(),
        speed == null ? kept.speed() : speed.toString(),
        kept.parallelism(),
        kept.stepMinutes(),
        kept.forecastModel());
  }

  /** Runs kept before there was a choice. */
  private static String orLinear(String kept) {
    return kept == null ? ForecastChoice.LINEAR.code() : kept;
  }

  private static void refuseChange(String option, Object asked, Object kept) {
    if (asked != null && !asked.equals(kept)) {
      throw new UserError(
          "resume-differs",
          option + " is " + asked + ", but the run in the data directory has " + kept,
          "leave " + option + " out, or start a new run in another --data-dir");
    }
  }

  private static int orDefault(Integer value, int fallback) {
    return value == null ? fallback : value;
  }
}
