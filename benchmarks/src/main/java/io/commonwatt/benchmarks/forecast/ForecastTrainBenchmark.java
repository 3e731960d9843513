package io.commonwatt.benchmarks.forecast;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.model.Hyperparameters;
import io.commonwatt.forecasting.model.LearningRows;
import io.commonwatt.forecasting.model.LinearTrainer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/** A global linear model from many rows, one thread. */
public final class ForecastTrainBenchmark implements Benchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double GOAL_SECONDS = 60;
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "forecast-train";
  }

  @Override
  public String summary() {
    return "core-seconds of training the linear model; --meters is the number of rows";
  }

  @Override
  public Size usual() {
    return Size.of(150_000, 1);
  }

  @Override
  public Size full() {
    return Size.of(150_000, 1);
  }

  @Override
  public boolean isBetter(Figure one, Figure other) {
    return one.value() < other.value();
  }

  @Override
  public Figure run(Size size) {
    FeatureSpecification specification = FeatureSpecification.of(Channel.CONSUMPTION);
    LearningRows rows = rows(size.meters(), size.seed(), specification.size());
    LinearTrainer trainer = new LinearTrainer(Hyperparameters.DEFAULT);
    long nanos = THREADS.getCurrentThreadCpuTime();
    int bytes = trainer.train(specification, rows, "", Instant.EPOCH).payload().length;
    double seconds = (THREADS.getCurrentThreadCpuTime() - nanos) / NANOS;
    Stopwatch.say("%,d rows in %.1f core-seconds", size.meters(), seconds);
    return new Figure(
        name(),
        seconds,
        "core-seconds",
        GOAL_SECONDS,
        "Made rows of "
            + specification.size()
            + " features, seed "
            + size.seed()
            + ", seven levels, the trainer's own epochs, once on the first 70 % to choose the"
            + " shrinkage and once on all; processor time of the training thread in a fresh JVM."
            + " Limit: the goal.",
        Map.of("payloadBytes", (double) bytes));
  }

  /** Made rows. */
  static LearningRows rows(int size, long seed, int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] features = random.doubles((long) size * columns).toArray();
    double[] targets = new double[size];
    long[] seconds = new long[size];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = features[i * columns] + 0.5 * features[i * columns + 9] + random.nextDouble();
      seconds[i] = i * 60L;
    }
    return new LearningRows(features, targets, seconds, seconds);
  }
}
