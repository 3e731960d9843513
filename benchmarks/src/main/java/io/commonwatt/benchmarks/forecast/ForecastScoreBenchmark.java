package io.commonwatt.benchmarks.forecast;

import com.sun.management.ThreadMXBean;
import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.blend.Blend;
import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.boost.BoostedTrainer;
import io.commonwatt.forecasting.boost.BoostedTrees;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.calibration.BandCalibration;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.Bounds;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.LearningRows;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.model.RowModel;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.WeatherHistory;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An issue for a fleet, one thread, by the linear model and by the blend: features, quantiles,
 * calibration, bounds.
 */
public final class ForecastScoreBenchmark implements Benchmark {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MADE = 200;
  private static final int WARM_UP = 2_000;
  private static final int FLEET = 100_000;
  private static final int TREE_ROWS = 6_000;
  private static final double NANOS = 1e9;

  /** Read by nobody; keeps the loops from being dropped. */
  private static volatile double unusedSum;

  @Override
  public String name() {
    return "forecast-score";
  }

  @Override
  public String summary() {
    return "core-seconds of a 48 h issue of seven quantiles by the linear model, and by the blend";
  }

  @Override
  public Size usual() {
    return Size.of(20_000, 1);
  }

  @Override
  public Size full() {
    return Size.of(100_000, 1);
  }

  @Override
  public boolean isBetter(Figure one, Figure other) {
    return one.value() < other.value();
  }

  @Override
  public Figure run(Size size) {
    Issues issues = new Issues(size);
    LinearPinball linear = model(size.seed());
    Map<String, Double> details = new LinkedHashMap<>();
    double seconds = measure(issues, linear, size, "", details);
    if (Boosting.unavailable().isEmpty()) {
      measure(issues, blend(linear, size.seed()), size, "Blend", details);
    } else {
      Stopwatch.say("no blend: %s", Boosting.unavailable().orElseThrow());
    }
    return new Figure(
        name(),
        seconds,
        "core-seconds",
        products(size.seed(), (long) (double) details.get("rows")),
        "One thread makes issues of "
            + MADE
            + " made histories in turn: the rows of 48 hours, seven quantiles each, calibrated and"
            + " bounded, no weather; processor time after "
            + WARM_UP
            + " issues of warming up. The blend is the climatology, the linear model and "
            + BoostingParameters.STREAM.rounds()
            + " trees of depth "
            + BoostingParameters.STREAM.depth()
            + ". Bytes a row: those of an issue over 48 h less those of one over 1 h, by the rows"
            + " between. Limit: as many times the seven products of a row of 43 features alone.",
        details);
  }

  /** Measures a model; gives its core-seconds. */
  private static double measure(
      Issues issues, RowModel model, Size size, String suffix, Map<String, Double> details) {
    for (int i = 0; i < WARM_UP; i++) {
      issues.score(i, model, Issue.HORIZON_HOURS);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < size.meters(); i++) {
      issues.score(i, model, Issue.HORIZON_HOURS);
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - nanos) / NANOS;
    double bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    int steps = issues.steps(Issue.HORIZON_HOURS);
    double rows = (double) size.meters() * steps;
    double perRow =
        (issues.bytes(model, Issue.HORIZON_HOURS) - issues.bytes(model, 1))
            / (steps - issues.steps(1));
    details.put("rows" + suffix, rows);
    details.put("microsPerRow" + suffix, seconds * 1e6 / rows);
    details.put("bytesPerIssue" + suffix, bytes / size.meters());
    details.put("bytesPerRowBeyondAnIssue" + suffix, perRow);
    details.put("coreSecondsPer100kUsagePoints" + suffix, seconds * FLEET / size.meters());
    Stopwatch.say(
        "%,d usage points by %s in %.1f core-seconds", size.meters(), model.name(), seconds);
    return seconds;
  }

  /** Issues of made histories, scored as the stream does. */
  private static final class Issues {
    private final int stepSeconds;
    private final SeriesHistory[] histories = new SeriesHistory[MADE];
    private final BandCalibration calibration = new BandCalibration(Rows.LEVELS);
    private final IssueFactory factory = new IssueFactory(null, ZoneId.of("Europe/London"));
    private final WeatherHistory weather = new WeatherHistory();
    private final double[] quantiles;

    Issues(Size size) {
      stepSeconds = size.stepMinutes() * 60;
      for (int i = 0; i < MADE; i++) {
        histories[i] = MadeSeries.history(stepSeconds, size.seed() + i);
      }
      quantiles = new double[steps(Issue.HORIZON_HOURS) * Rows.LEVELS.length];
    }

    int steps(int hours) {
      return hours * 3600 / stepSeconds;
    }

    void score(int at, RowModel model, int hours) {
      int home = at % histories.length;
      Issue issue =
          factory.open(
              MadeSeries.series(home, stepSeconds),
              histories[home],
              weather,
              null,
              MadeSeries.ISSUED,
              hours);
      model.forecast(issue, quantiles);
      double least = BandCalibration.leastHalfBand(quantiles, Rows.LEVELS.length);
      for (int step = 0; step < issue.steps(); step++) {
        long lead = (long) step * stepSeconds;
        int of = BandCalibration.classOf(lead, issue.startSecond(issue.origin() + step));
        calibration.correct(of, quantiles, step * Rows.LEVELS.length, least);
      }
      Bounds.apply(issue, Double.NaN, quantiles);
      unusedSum = quantiles[0];
    }

    /** Bytes an issue allocates, the mean of many. */
    double bytes(RowModel model, int hours) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < MADE; i++) {
        score(i, model, hours);
      }
      return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / MADE;
    }
  }

  /** The climatology, the linear model and trees grown on made rows. */
  private static Blend blend(LinearPinball linear, long seed) {
    FeatureSpecification specification = FeatureSpecification.of(Channel.CONSUMPTION);
    LearningRows rows = ForecastTrainBenchmark.rows(TREE_ROWS, seed, specification.size());
    BoostedTrees trees =
        new BoostedTrainer(BoostingParameters.STREAM)
            .train(specification, rows, "", MadeSeries.ISSUED)
            .trees();
    Blend blend =
        new Blend(
            List.of(new FeatureClimatology(), linear, new BoostedPinball(specification, trees)));
    blend.weigh(new int[] {100, 400, 500});
    return blend;
  }

  private static double products(long seed, long rows) {
    LinearPinball model = model(seed);
    double[] row = new SplittableRandom(seed).doubles(43).toArray();
    double sum = 0;
    for (int i = 0; i < WARM_UP * 10; i++) {
      sum += model.correction(i % Rows.LEVELS.length, row);
    }
    long nanos = THREADS.getCurrentThreadCpuTime();
    for (long i = 0; i < rows; i++) {
      row[(int) (i % row.length)] = i;
      for (int level = 0; level < Rows.LEVELS.length; level++) {
        sum += model.correction(level, row);
      }
    }
    unusedSum = sum;
    return (THREADS.getCurrentThreadCpuTime() - nanos) / NANOS;
  }

  private static LinearPinball model(long seed) {
    FeatureSpecification specification = FeatureSpecification.of(Channel.CONSUMPTION);
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = new double[Rows.LEVELS.length][specification.size() + 1];
    for (double[] own : weights) {
      for (int i = 0; i < own.length; i++) {
        own[i] = 0.02 * (random.nextDouble() - 0.5);
      }
    }
    return new LinearPinball(specification, weights);
  }
}
