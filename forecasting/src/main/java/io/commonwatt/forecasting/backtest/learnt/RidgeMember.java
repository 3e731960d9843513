package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.SortedValues;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LearningRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Least squares for each series, drawn towards those of the segment, with the quantiles of what
 * they missed around that time of day in the last months. Misses are counted in multiples of the
 * width of the climatology. By hour, or for the whole day.
 */
final class RidgeMember implements Member {

  private static final int HOURS = 24;

  /** Strength of the pull towards nothing, days of rows: rows of one day say much the same. */
  private static final double PULL_TO_NOTHING_DAYS = 15;

  private static final double PULL_TO_SEGMENT_DAYS = 15;
  private static final double PULL_TO_DAY_DAYS = 30;
  private static final double FADING_DAYS = 365;
  private static final double NEXT_HOUR = 0.5;
  private static final int MISSES_DAYS = 365;
  private static final double LEAST_WIDTH = 0.1;
  private static final double SECONDS_PER_DAY = 86_400;

  static final String CONFIGURATION =
      "ridge pulls "
          + PULL_TO_NOTHING_DAYS
          + ' '
          + PULL_TO_SEGMENT_DAYS
          + ' '
          + PULL_TO_DAY_DAYS
          + " fading "
          + FADING_DAYS
          + " misses "
          + MISSES_DAYS;

  private final boolean hourly;
  private final boolean priced;
  private final int[] linear;
  private final int columns;

  /** Columns of the rows it learns from. */
  private int features;

  private double[] centres;
  private double[] scales;
  private double[] segment;
  private final Map<String, double[][]> coefficients = new HashMap<>();
  private final Map<String, double[][]> misses = new HashMap<>();

  /** Of all series by the segment's coefficients, for a series that was not learnt from. */
  private double[][] segmentMisses;

  private final float[] standard;

  /**
   * @param priced whether it looks at prices
   */
  RidgeMember(boolean hourly, boolean priced) {
    this.hourly = hourly;
    this.priced = priced;
    linear = priced ? AheadRows.PRICED_LINEAR : AheadRows.LINEAR;
    columns = linear.length + 1;
    standard = new float[columns];
  }

  @Override
  public String title() {
    return (hourly ? "ridge-hourly" : "ridge") + (priced ? "-prices" : "");
  }

  @Override
  public void learn(AheadLearning learning) {
    coefficients.clear();
    misses.clear();
    LearningRows rows = learning.rows();
    features = learning.columns();
    standardise(rows);
    float[] x = new float[rows.size() * columns];
    double[] y = new double[rows.size()];
    double[] weights = new double[rows.size()];
    double now = learning.windowTo().getEpochSecond();
    Ridge ridge = new Ridge(columns);
    for (int i = 0; i < rows.size(); i++) {
      put(rows.features(), i * features, x, i * columns);
      y[i] = rows.targets()[i] - rows.features()[i * features];
      double days = (now - rows.startSeconds()[i]) / SECONDS_PER_DAY;
      weights[i] = StrictMath.exp(-days / FADING_DAYS);
      ridge.add(x, i * columns, y[i], weights[i]);
    }
    segment = ridge.solve(new double[columns], PULL_TO_NOTHING_DAYS * learning.rowsPerDay());
    for (int series = 0; series < learning.names().size(); series++) {
      int from = series == 0 ? 0 : learning.end(series - 1);
      int to = learning.end(series);
      learn(learning, series, from, to, x, y, weights);
    }
    double[][] alike = new double[HOURS][];
    Arrays.fill(alike, segment);
    segmentMisses = misses(learning, 0, rows.size(), x, y, alike);
  }

  private void learn(
      AheadLearning learning, int series, int from, int to, float[] x, double[] y, double[] w) {
    String name = learning.names().get(series);
    Ridge ridge = new Ridge(columns);
    double[] own = segment;
    if (learning.names().size() > 1) {
      for (int i = from; i < to; i++) {
        ridge.add(x, i * columns, y[i], w[i]);
      }
      own = ridge.solve(segment, PULL_TO_SEGMENT_DAYS * learning.rowsPerDay());
    }
    double[][] byHour = new double[HOURS][];
    for (int hour = 0; hour < HOURS; hour++) {
      byHour[hour] = hourly ? hour(learning, from, to, x, y, w, hour, ridge, own) : own;
    }
    coefficients.put(name, byHour);
    misses.put(name, misses(learning, from, to, x, y, byHour));
  }

  private double[] hour(
      AheadLearning learning,
      int from,
      int to,
      float[] x,
      double[] y,
      double[] w,
      int hour,
      Ridge ridge,
      double[] day) {
    ridge.clear();
    for (int i = from; i < to; i++) {
      int away = Math.floorMod((int) learning.hours()[i] - hour + HOURS / 2, HOURS) - HOURS / 2;
      if (Math.abs(away) <= 1) {
        ridge.add(x, i * columns, y[i], w[i] * (away == 0 ? 1 : NEXT_HOUR));
      }
    }
    return ridge.solve(day, PULL_TO_DAY_DAYS * 2 * learning.rowsPerDay() / HOURS);
  }

  private double[][] misses(
      AheadLearning learning, int from, int to, float[] x, double[] y, double[][] byHour) {
    LearningRows rows = learning.rows();
    SortedValues[] around = new SortedValues[HOURS];
    for (int hour = 0; hour < HOURS; hour++) {
      around[hour] = new SortedValues(256);
    }
    long oldest = learning.windowTo().getEpochSecond() - (long) (MISSES_DAYS * SECONDS_PER_DAY);
    for (int i = from; i < to; i++) {
      if (rows.startSeconds()[i] >= oldest) {
        int hour = (int) learning.hours()[i];
        double missed = y[i] - dot(byHour[hour], x, i * columns);
        missed /= width(rows.features(), i * features);
        for (int away = -1; away <= 1; away++) {
          around[Math.floorMod(hour + away, HOURS)].add(missed);
        }
      }
    }
    double[][] quantiles = new double[HOURS][Rows.LEVELS.length];
    for (int hour = 0; hour < HOURS; hour++) {
      for (int level = 0; level < quantiles[hour].length; level++) {
        double quantile = around[hour].quantile(Rows.LEVELS[level]);
        quantiles[hour][level] = Double.isNaN(quantile) ? 0 : quantile;
      }
    }
    return quantiles;
  }

  @Override
  public void quantiles(AheadRows rows, int target, double[] row, double[] into) {
    put(row, 0, standard, 0);
    int hour = rows.hour(target);
    double[][] own = coefficients.get(rows.name());
    double mean = row[0] + dot(own == null ? segment : own[hour], standard, 0);
    double width = width(row, 0);
    double[][] missed = misses.getOrDefault(rows.name(), segmentMisses);
    for (int level = 0; level < into.length; level++) {
      into[level] = mean + width * missed[hour][level];
    }
  }

  /** Distance from the .05 to the .95 quantile of the climatology, and a little. */
  private static double width(double[] row, int offset) {
    return LEAST_WIDTH + row[offset + 1] + row[offset + 6];
  }

  private static double dot(double[] coefficients, float[] x, int offset) {
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      sum += coefficients[i] * x[offset + i];
    }
    return sum;
  }

  private void standardise(LearningRows rows) {
    centres = new double[columns - 1];
    scales = new double[columns - 1];
    for (int column = 0; column < centres.length; column++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int i = linear[column]; i < rows.features().length; i += features) {
        double value = rows.features()[i];
        if (!Double.isNaN(value)) {
          sum += value;
          squares += value * value;
          count++;
        }
      }
      double mean = count == 0 ? 0 : sum / count;
      double variance = count == 0 ? 0 : squares / count - mean * mean;
      centres[column] = mean;
      scales[column] = variance > 1e-8 ? 1 / StrictMath.sqrt(variance) : 0;
    }
  }

  /** Standardised, with a one behind; what is not known counts as usual. */
  private void put(double[] row, int from, float[] into, int at) {
    for (int column = 0; column < centres.length; column++) {
      double value = row[from + linear[column]];
      double standard = (value - centres[column]) * scales[column];
      into[at + column] = Double.isNaN(value) ? 0 : (float) Math.max(-6, Math.min(6, standard));
    }
    into[at + columns - 1] = 1;
  }
}
