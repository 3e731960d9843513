package io.commonwatt.benchmarks.forecast;

import com.sun.management.ThreadMXBean;
import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.calibration.BandCalibration;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.Bounds;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.WeatherHistory;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An issue of the linear model for a fleet, one thread: features, quantiles, calibration, bounds.
 */
public final class ForecastScoreBenchmark implements Benchmark {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MADE = 200;
  private static final int WARM_UP = 2_000;
  private static final double NANOS = 1e9;

  /** Read by nobody; keeps the loops from being dropped. */
  private static volatile double unusedSum;

  @Override
  public String name() {
    return "forecast-score";
  }

  @Override
  public String summary() {
    return "core-seconds of a 48 h issue of seven quantiles by the linear model";
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
    int stepSeconds = size.stepMinutes() * 60;
    SeriesHistory[] histories = new SeriesHistory[MADE];
    for (int i = 0; i < MADE; i++) {
      histories[i] = MadeSeries.history(stepSeconds, size.seed() + i);
    }
    LinearPinball model = model(size.seed());
    BandCalibration calibration = new BandCalibration(Rows.LEVELS);
    IssueFactory factory = new IssueFactory(null, ZoneId.of("Europe/London"));
    WeatherHistory weather = new WeatherHistory();
    double[] quantiles = new double[48 * 3600 / stepSeconds * Rows.LEVELS.length];
    for (int i = 0; i < WARM_UP; i++) {
      score(i, stepSeconds, histories, weather, factory, model, calibration, quantiles);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < size.meters(); i++) {
      score(i, stepSeconds, histories, weather, factory, model, calibration, quantiles);
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - nanos) / NANOS;
    double bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    double rows = (double) size.meters() * quantiles.length / Rows.LEVELS.length;
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("rows", rows);
    details.put("microsPerRow", seconds * 1e6 / rows);
    details.put("bytesPerIssue", bytes / size.meters());
    details.put(
        "bytesPerRowBeyondAnIssue", bytesPerRow(stepSeconds, histories, weather, factory, model));
    details.put("coreSecondsPer100kUsagePoints", seconds * 100_000 / size.meters());
    Stopwatch.say("%,d usage points in %.1f core-seconds", size.meters(), seconds);
    return new Figure(
        name(),
        seconds,
        "core-seconds",
        products(size.seed(), (long) rows),
        "One thread makes issues of "
            + MADE
            + " made histories in turn: the rows of 48 hours, seven quantiles each, calibrated and"
            + " bounded, no weather; processor time after "
            + WARM_UP
            + " issues of warming up. Limit: as many times the seven products of a row of 43"
            + " features alone.",
        details);
  }

  private static void score(
      int at,
      int stepSeconds,
      SeriesHistory[] histories,
      WeatherHistory weather,
      IssueFactory factory,
      LinearPinball model,
      BandCalibration calibration,
      double[] quantiles) {
    int home = at % histories.length;
    Issue issue =
        factory.open(
            MadeSeries.series(home, stepSeconds), histories[home], weather, MadeSeries.ISSUED);
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

  /** Bytes a row that is made and scored alone allocates, the issue being open. */
  private static double bytesPerRow(
      int stepSeconds,
      SeriesHistory[] histories,
      WeatherHistory weather,
      IssueFactory factory,
      LinearPinball model) {
    Issue issue =
        factory.open(MadeSeries.series(0, stepSeconds), histories[0], weather, MadeSeries.ISSUED);
    Rows rows = issue.rows();
    double[] row = new double[rows.specification().size()];
    long before = THREADS.getCurrentThreadAllocatedBytes();
    double sum = 0;
    for (int step = 0; step < issue.steps(); step++) {
      rows.fill(issue.origin() + step, row);
      for (int level = 0; level < Rows.LEVELS.length; level++) {
        sum += model.correction(level, row);
      }
    }
    long after = THREADS.getCurrentThreadAllocatedBytes();
    unusedSum = sum;
    return (double) (after - before) / issue.steps();
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
