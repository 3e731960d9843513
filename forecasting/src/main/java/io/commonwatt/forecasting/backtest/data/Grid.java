package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.RegularSeries;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;

/** Values placed by their stamps at a regular step; where nothing is placed there is a gap. */
final class Grid {

  /** Days forecast where no protocol says which. */
  private static final int LAST_DAYS = 56;

  private final LocalDateTime start;
  private final int stepSeconds;
  private double[] values = new double[1024];
  private int length;

  Grid(LocalDate start, int stepSeconds) {
    this.start = start.atStartOfDay();
    this.stepSeconds = stepSeconds;
    Arrays.fill(values, Double.NaN);
  }

  /**
   * Places a value; what lies before the start is left out, what is said last holds. NaN leaves
   * what is there.
   */
  void put(LocalDateTime stamp, double value) {
    long index = Math.floorDiv(Duration.between(start, stamp).toSeconds(), (long) stepSeconds);
    if (index < 0) {
      return;
    }
    if (index >= values.length) {
      int size = values.length;
      values = Arrays.copyOf(values, (int) Math.max(index + 1, 2L * size));
      Arrays.fill(values, size, values.length, Double.NaN);
    }
    if (!Double.isNaN(value)) {
      values[(int) index] = value;
    }
    length = Math.max(length, (int) index + 1);
  }

  /** Makes what lies outside a range a gap. */
  void keepWithin(double least, double most) {
    for (int i = 0; i < length; i++) {
      if (values[i] < least || values[i] > most) {
        values[i] = Double.NaN;
      }
    }
  }

  /** The last whole days. */
  TestDays lastDays() {
    LocalDate end = start.toLocalDate().plusDays((long) length * stepSeconds / 86_400);
    return new TestDays(end.minusDays(LAST_DAYS), end);
  }

  /** Share of intervals with a value in [from, end), 0…1. */
  double completeness(LocalDate from, LocalDate end) {
    int first = indexOf(from);
    int last = indexOf(end);
    int known = 0;
    for (int i = Math.max(0, first); i < Math.min(last, length); i++) {
      known += Double.isNaN(values[i]) ? 0 : 1;
    }
    return (double) known / (last - first);
  }

  /** Whether nothing was placed in [from, end). */
  boolean isEmpty(LocalDate from, LocalDate end) {
    return length == 0 || completeness(from, end) == 0;
  }

  /**
   * The series with its test.
   *
   * @param days of the test; null for the last days there are, to the end of the data
   */
  BacktestCase toCase(String name, Quantity quantity, TestDays days) {
    LocalDate first = days == null ? lastDays().from() : days.from();
    LocalDate last = days == null ? null : days.end();
    int from = Math.max(0, indexOf(first));
    int end = last == null ? length : Math.min(length, indexOf(last));
    if (from >= end) {
      throw new DataSetException(
          "Series '" + name + "' has nothing in the days of the test",
          "give days it has by --test-from and --test-end");
    }
    return new BacktestCase(
        new RegularSeries(name, quantity, start, stepSeconds, Arrays.copyOf(values, end)),
        from,
        end);
  }

  /**
   * Values of the first intervals; gaps of at most so many intervals are bridged by a straight
   * line.
   */
  double[] bridged(int size, int longest) {
    double[] bridged = Arrays.copyOf(values, size);
    if (size > length) {
      Arrays.fill(bridged, length, size, Double.NaN);
    }
    int last = -1;
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(bridged[i])) {
        continue;
      }
      for (int gap = last + 1; last >= 0 && i - last - 1 <= longest && gap < i; gap++) {
        double share = (double) (gap - last) / (i - last);
        bridged[gap] = bridged[last] + share * (bridged[i] - bridged[last]);
      }
      last = i;
    }
    return bridged;
  }

  /**
   * Values of the first intervals where each that is placed is the mean of a period that begins
   * there: straight lines from the middle of one period to that of the next. Before the first
   * middle and behind the last, periods hold their own mean.
   *
   * @param longest gap between placed values that is bridged, intervals
   * @param period intervals of a period
   */
  double[] bridgedMeans(int size, int longest, int period) {
    double[] bridged = new double[size];
    Arrays.fill(bridged, Double.NaN);
    double middle = (period - 1) / 2.0;
    int last = -1;
    for (int i = 0; i < Math.min(size, length); i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      boolean joined = last >= 0 && i - last - 1 <= longest;
      for (int at = joined ? last + period / 2 : i; at < Math.min(size, i + period); at++) {
        double share = joined ? Math.min(1, (at - last - middle) / (i - last)) : 1;
        bridged[at] = share * values[i] + (1 - share) * (joined ? values[last] : values[i]);
      }
      last = i;
    }
    return bridged;
  }

  private int indexOf(LocalDate day) {
    return Math.toIntExact(Duration.between(start, day.atStartOfDay()).toSeconds() / stepSeconds);
  }
}
