package io.commonwatt.benchmarks.forecast;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.forecasting.calibration.BandCalibration;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;

/** What the history and the calibration of a series take. */
public final class ForecastStateBenchmark implements Benchmark {

  /** Bytes of the values themselves: four a value and one for its standing. */
  private static final int BARE_BYTES = 5;

  /** Read by nobody; keeps what is measured alive. */
  private static volatile Object unusedStates;

  @Override
  public String name() {
    return "forecast-state";
  }

  @Override
  public String summary() {
    return "bytes a series takes where it is forecast: 58 days of history, calibration";
  }

  @Override
  public Size usual() {
    return Size.of(2_000, 1).every(15);
  }

  @Override
  public Size full() {
    return Size.of(10_000, 1).every(15);
  }

  @Override
  public boolean isBetter(Figure one, Figure other) {
    return one.value() < other.value();
  }

  @Override
  public Figure run(Size size) throws IOException {
    int stepSeconds = size.stepMinutes() * 60;
    long before = usedBytes();
    SeriesHistory[] histories = new SeriesHistory[size.meters()];
    BandCalibration[] calibrations = new BandCalibration[size.meters()];
    for (int i = 0; i < histories.length; i++) {
      histories[i] = MadeSeries.history(stepSeconds, size.seed() + i);
      calibrations[i] = new BandCalibration(Rows.LEVELS);
    }
    unusedStates = new Object[] {histories, calibrations};
    double heap = (double) (usedBytes() - before) / size.meters();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    histories[0].write(new DataOutputStream(written));
    calibrations[0].write(new DataOutputStream(written));
    int values = SeriesHistory.SCENARIO_DAYS * 86_400 / stepSeconds;
    return new Figure(
        name(),
        heap,
        "bytes a series",
        (double) BARE_BYTES * values,
        "Heap in use before and after "
            + size.meters()
            + " histories of 58 days and calibrations are made, after collections. Limit: the"
            + " values alone.",
        Map.of("writtenBytes", (double) written.size()));
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      runtime.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
