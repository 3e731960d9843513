package io.commonwatt.forecasting.disaggregation;

import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * Takes a net load apart: a load that repeats with the day, working days and others apart, less a
 * capacity times the irradiance, less a capacity times a wind turbine's power at the wind speed.
 * The coefficients are those of least squares with capacities that are not negative. Only net load
 * and weather are looked at. Immutable.
 */
public final class NetLoadSplit {

  private static final int HARMONICS = 4;
  private static final int BASE = 2 * (1 + 2 * HARMONICS);
  private static final int SOLAR = BASE;
  private static final int WIND = BASE + 1;
  private static final double RIDGE = 1e-6;

  /** Speeds at which a turbine begins to turn, is at full power and is turned out, m/s. */
  private static final double CUT_IN = 3;

  private static final double RATED = 12;
  private static final double CUT_OUT = 25;

  /** Irradiance at which the solar part is its capacity, W/m². */
  private static final double STANDARD_IRRADIANCE = 1000;

  private final NetLoad net;
  private final double[] coefficients;

  private NetLoadSplit(NetLoad net, double[] coefficients) {
    this.net = net;
    this.coefficients = coefficients;
  }

  /**
   * Fits the parts.
   *
   * @throws IllegalArgumentException when there is less than a week of net load with its weather
   */
  public static NetLoadSplit of(NetLoad net) {
    double[][] normal = new double[BASE + 2][BASE + 3];
    double[] row = new double[BASE + 2];
    int known = 0;
    LocalDateTime first = null;
    LocalDateTime last = null;
    for (int i = 0; i < net.net().length; i++) {
      if (fill(net, i, row)) {
        accumulate(row, net.net()[i], normal);
        first = first == null ? net.times().get(i) : first;
        last = net.times().get(i);
        known++;
      }
    }
    if (known < 10 * BASE || last.isBefore(first.plusDays(7))) {
      throw new IllegalArgumentException(
          "Net load '"
              + net.name()
              + "' has "
              + known
              + " intervals with weather; at least a week is needed to take it apart");
    }
    boolean[] used = new boolean[BASE + 2];
    Arrays.fill(used, true);
    double[] solved = solve(normal, used);
    while (solved[SOLAR] < 0 || solved[WIND] < 0) {
      int worse = solved[SOLAR] < solved[WIND] ? SOLAR : WIND;
      used[worse] = false;
      solved = solve(normal, used);
    }
    return new NetLoadSplit(net, solved);
  }

  /** Installed solar power at 1000 W/m², in the unit of the net load. */
  public double solarCapacity() {
    return coefficients[SOLAR];
  }

  /** Installed wind power, in the unit of the net load. */
  public double windCapacity() {
    return coefficients[WIND];
  }

  /** Estimated solar part of an interval, ≤ 0; NaN without weather. */
  public double solar(int index) {
    return -coefficients[SOLAR] * net.irradiance()[index] / STANDARD_IRRADIANCE;
  }

  /** Estimated wind part of an interval, ≤ 0; NaN without weather. */
  public double wind(int index) {
    return -coefficients[WIND] * turbine(net.windSpeed()[index]);
  }

  /** Estimated load of an interval: the net load without the other parts; NaN without weather. */
  public double load(int index) {
    return net.net()[index] - solar(index) - wind(index);
  }

  /** Power of a turbine as a share of its capacity. */
  static double turbine(double speed) {
    if (Double.isNaN(speed) || speed >= CUT_OUT) {
      return Double.isNaN(speed) ? Double.NaN : 0;
    }
    double along = Math.max(0, Math.min(1, (speed - CUT_IN) / (RATED - CUT_IN)));
    return along * along * (3 - 2 * along);
  }

  private static boolean fill(NetLoad net, int index, double[] row) {
    LocalDateTime time = net.times().get(index);
    double angle = 2 * Math.PI * time.toLocalTime().toSecondOfDay() / 86_400;
    double weekend = time.getDayOfWeek().getValue() >= 6 ? 1 : 0;
    int column = 0;
    row[column++] = 1;
    row[column++] = weekend;
    for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      double sin = StrictMath.sin(harmonic * angle);
      double cos = StrictMath.cos(harmonic * angle);
      row[column++] = sin;
      row[column++] = cos;
      row[column++] = weekend * sin;
      row[column++] = weekend * cos;
    }
    row[SOLAR] = -net.irradiance()[index] / STANDARD_IRRADIANCE;
    row[WIND] = -turbine(net.windSpeed()[index]);
    return !Double.isNaN(row[SOLAR] + row[WIND] + net.net()[index]);
  }

  private static void accumulate(double[] row, double value, double[][] normal) {
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < row.length; j++) {
        normal[i][j] += row[i] * row[j];
      }
      normal[i][row.length] += row[i] * value;
    }
  }

  /** Solves the normal equations of the used columns by elimination with pivots. */
  private static double[] solve(double[][] normal, boolean[] used) {
    int size = used.length;
    double[][] matrix = new double[size][];
    for (int i = 0; i < size; i++) {
      matrix[i] = normal[i].clone();
      matrix[i][i] += RIDGE;
      for (int j = 0; j <= size; j++) {
        boolean kept = used[i] && (j == size || used[j]);
        matrix[i][j] = kept ? matrix[i][j] : i == j ? 1 : 0;
      }
    }
    for (int pivot = 0; pivot < size; pivot++) {
      int greatest = pivot;
      for (int i = pivot + 1; i < size; i++) {
        greatest = Math.abs(matrix[i][pivot]) > Math.abs(matrix[greatest][pivot]) ? i : greatest;
      }
      double[] row = matrix[greatest];
      matrix[greatest] = matrix[pivot];
      matrix[pivot] = row;
      for (int i = 0; i < size; i++) {
        if (i != pivot) {
          double factor = matrix[i][pivot] / row[pivot];
          for (int j = pivot; j <= size; j++) {
            matrix[i][j] -= factor * row[j];
          }
        }
      }
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = used[i] ? matrix[i][size] / matrix[i][i] : 0;
    }
    return solution;
  }
}
