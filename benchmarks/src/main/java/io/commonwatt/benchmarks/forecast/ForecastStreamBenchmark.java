package io.commonwatt.benchmarks.forecast;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Effort;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.benchmarks.store.Warehouse;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.flink.ForecastJob;
import io.commonwatt.forecasting.model.Hyperparameters;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many times faster than life the forecasting job goes through the last day of a log. */
public final class ForecastStreamBenchmark implements Benchmark {

  private static final Duration LIMIT = Duration.ofHours(2);
  private static final double DAY_SECONDS = 86_400;

  /** With the days of the log before the last the 58 that forecasts look back. */
  private static final int HISTORY_DAYS = 53;

  /** Usage points and factor that are asked for. */
  private static final double GOAL_POINTS = 10_000;

  private static final double GOAL_FACTOR = 1_000;

  /**
   * Days of issues a model is trained on, so that two days of its own wait for their truth soon.
   */
  private static final int TRAINING_DAYS = 2;

  /** Topics whose rows are known by the time the job learnt of them. */
  private static final List<Topic<?>> STORED =
      List.of(
          Topics.VALIDATED_READING,
          Topics.AGGREGATED_MEASURE,
          Topics.FORECAST,
          Topics.FORECAST_SCENARIOS,
          Topics.FORECAST_SCORE);

  private final boolean blend;

  /**
   * @param blend whether trees forecast beside the linear model
   */
  public ForecastStreamBenchmark(boolean blend) {
    this.blend = blend;
  }

  @Override
  public String name() {
    return blend ? "forecast-blend" : "forecast-stream";
  }

  @Override
  public String summary() {
    return "times life the forecasting job keeps up with, storage off and on, "
        + (blend ? "blend" : "linear model")
        + " (goal: 1,000 at 10,000 usage points, 15 min, two cores)";
  }

  @Override
  public Size usual() {
    return Size.of(200, 6).every(15);
  }

  @Override
  public Size full() {
    return Size.of(10_000, 6).every(15);
  }

  @Override
  public Figure run(Size size) throws Exception {
    if (blend) {
      Boosting.require();
    }
    Map<String, Double> details = new LinkedHashMap<>();
    double alone = pass(size, false, details);
    double stored = pass(size, true, details);
    details.put("timesLifeStored", stored);
    details.put("timesLifeStoredOfBareCopy", stored / details.get("timesLifeBareCopy"));
    details.put("usagePointsAt1000x", alone / GOAL_FACTOR * size.meters());
    details.put("usagePointsAt1000xStored", stored / GOAL_FACTOR * size.meters());
    return new Figure(
        name(),
        alone,
        "times life",
        GOAL_FACTOR * GOAL_POINTS / size.meters(),
        "The last day of "
            + size
            + ", after "
            + HISTORY_DAYS
            + " days that were known at the start: validated readings, sums of feeders of 10 and"
            + " communities of 20 homes, a weather forecast every 6 h; 48 h issues every 6 h and the"
            + " next hour after every hour of readings, 56 scenarios, scores; models trained on the"
            + " first two days; a checkpoint every 10 s. The day is written when everything before"
            + " it has been forecast, and stored where storage is on; timed from there until all"
            + " subtasks, and the database, have passed its end. Bare COPY: the same rows, of the"
            + " topics read too, into tables without index. Limit: 1,000 at 10,000 usage points.",
        details);
  }

  private double pass(Size size, boolean stored, Map<String, Double> details) throws Exception {
    ValidatedFleet fleet = new ValidatedFleet(size, HISTORY_DAYS);
    try (Warehouse warehouse = Warehouse.open(size)) {
      WireSettings wire = warehouse.wire("bench");
      try (ValidatedFleet.Log log = fleet.open(wire);
          PassedWatch watch = new PassedWatch(wire, Topics.FORECAST_EVENT.name())) {
        long heapBefore = stored ? 0 : usedBytes();
        warehouse.submit(
            "forecast", wire, env -> ForecastJob.build(env, wire, fleet.registry(), settings()));
        if (stored) {
          warehouse.store(wire);
        }
        log.writeUntil(fleet.lastDay());
        watch.await(fleet.lastDay(), LIMIT, warehouse::throwIfFailed);
        if (stored) {
          warehouse.awaitStored(ForecastJob.OUTPUTS, fleet.lastDay(), LIMIT);
        }
        Stopwatch.say("passed %s", fleet.lastDay());
        Effort.Running running = Effort.start();
        log.writeUntil(fleet.to());
        watch.await(fleet.to(), LIMIT, warehouse::throwIfFailed);
        if (stored) {
          warehouse.awaitStored(ForecastJob.OUTPUTS, fleet.to(), LIMIT);
        }
        double factor = note(running.stop(), stored, details);
        if (stored) {
          double bareSeconds = warehouse.bareCopySeconds(STORED, fleet.lastDay());
          details.put("timesLifeBareCopy", DAY_SECONDS / bareSeconds);
        } else {
          double points = size.meters();
          details.put("heapBytesPerUsagePoint", (usedBytes() - heapBefore) / points);
          details.put("checkpointBytesPerUsagePoint", warehouse.checkpointBytes() / points);
        }
        return factor;
      }
    }
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double note(Effort effort, boolean stored, Map<String, Double> details) {
    double factor = DAY_SECONDS / effort.seconds();
    String suffix = stored ? "Stored" : "";
    details.put("seconds" + suffix, effort.seconds());
    details.put("cpuSeconds" + suffix, effort.cpuSeconds());
    if (stored) {
      details.put("postgresCpuSeconds", effort.childCpuSeconds());
    }
    Stopwatch.say("%s: %,.0f times life", stored ? "stored" : "not stored", factor);
    return factor;
  }

  private ForecastSettings settings() {
    ForecastSettings usual = ForecastSettings.startingAt(Fleet.FROM);
    ForecastSettings early =
        new ForecastSettings(
                Fleet.FROM,
                Duration.ofDays(TRAINING_DAYS),
                usual.trainingInterval(),
                usual.trainingWindow(),
                Duration.ofHours(12),
                usual.rowsPerModel(),
                usual.rowsPerPlacement(),
                Hyperparameters.DEFAULT)
            .hourly();
    return blend ? early.boosted(BoostingParameters.STREAM) : early;
  }
}
