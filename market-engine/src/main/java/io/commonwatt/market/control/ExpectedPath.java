package io.commonwatt.market.control;

import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.ScenarioPaths;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a forecast expects of a series, as mean powers in its own steps: a low and a high end, the
 * median, and some of its scenarios. Immutable.
 */
final class ExpectedPath {

  private static final double LOW = 0.1;
  private static final double MEDIAN = 0.5;
  private static final double HIGH = 0.9;

  private final long issuedSecond;
  private final long startSecond;
  private final int stepSeconds;
  private final int steps;

  /** Row by row: low, median, high, then one for each scenario; kW. */
  private final float[] kw;

  private ExpectedPath(
      long issuedSecond, long startSecond, int stepSeconds, int steps, float[] kw) {
    this.issuedSecond = issuedSecond;
    this.startSecond = startSecond;
    this.stepSeconds = stepSeconds;
    this.steps = steps;
    this.kw = kw;
  }

  /**
   * Takes what is needed of a forecast.
   *
   * @param scenarios of the same issue; null where there are none
   * @param most scenarios to keep, evenly chosen
   */
  static ExpectedPath of(Forecast forecast, ForecastScenarios scenarios, int most) {
    int steps = forecast.steps();
    int kept = scenarios == null ? 0 : Math.min(most, scenarios.scenarios());
    float[] kw = new float[(3 + kept) * steps];
    double perWh = 3.6 / forecast.stepSeconds();
    double[] ends = {LOW, MEDIAN, HIGH};
    for (int row = 0; row < ends.length; row++) {
      int level = nearest(forecast, ends[row]);
      for (int step = 0; step < steps; step++) {
        kw[row * steps + step] = (float) (Math.max(0, forecast.quantileWh(step, level)) * perWh);
      }
    }
    for (int i = 0; i < kept; i++) {
      int scenario = (int) ((long) i * scenarios.scenarios() / kept);
      double[] pathWh = ScenarioPaths.pathWh(forecast, scenarios, scenario);
      for (int step = 0; step < steps; step++) {
        kw[(3 + i) * steps + step] = (float) (pathWh[step] * perWh);
      }
    }
    return new ExpectedPath(
        forecast.issued().getEpochSecond(),
        forecast.start().getEpochSecond(),
        forecast.stepSeconds(),
        steps,
        kw);
  }

  private static int nearest(Forecast forecast, double level) {
    int best = 0;
    for (int i = 1; i < forecast.levels().size(); i++) {
      double apart = Math.abs(forecast.levels().get(i) - level);
      if (apart < Math.abs(forecast.levels().get(best) - level)) {
        best = i;
      }
    }
    return best;
  }

  long issuedSecond() {
    return issuedSecond;
  }

  int scenarios() {
    return kw.length / steps - 3;
  }

  boolean covers(long fromSecond, long toSecond) {
    return fromSecond >= startSecond && toSecond <= startSecond + (long) steps * stepSeconds;
  }

  double lowKw(long fromSecond, long toSecond) {
    return mean(0, fromSecond, toSecond);
  }

  double medianKw(long fromSecond, long toSecond) {
    return mean(1, fromSecond, toSecond);
  }

  double highKw(long fromSecond, long toSecond) {
    return mean(2, fromSecond, toSecond);
  }

  double scenarioKw(int scenario, long fromSecond, long toSecond) {
    return mean(3 + scenario, fromSecond, toSecond);
  }

  /** Mean power over a time that is covered. */
  private double mean(int row, long from, long to) {
    double sum = 0;
    for (long at = from; at < to; ) {
      int step = (int) ((at - startSecond) / stepSeconds);
      long until = Math.min(to, startSecond + (step + 1L) * stepSeconds);
      sum += kw[row * steps + step] * (double) (until - at);
      at = until;
    }
    return sum / (to - from);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(issuedSecond);
    out.writeLong(startSecond);
    out.writeInt(stepSeconds);
    out.writeInt(steps);
    out.writeInt(kw.length);
    for (float each : kw) {
      out.writeFloat(each);
    }
  }

  static ExpectedPath read(DataInput in) throws IOException {
    long issued = in.readLong();
    long start = in.readLong();
    int stepSeconds = in.readInt();
    int steps = in.readInt();
    float[] kw = new float[in.readInt()];
    for (int i = 0; i < kw.length; i++) {
      kw[i] = in.readFloat();
    }
    return new ExpectedPath(issued, start, stepSeconds, steps, kw);
  }
}
