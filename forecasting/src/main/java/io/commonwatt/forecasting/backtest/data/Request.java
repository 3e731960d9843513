package io.commonwatt.forecasting.backtest.data;

import java.time.LocalDate;
import java.util.List;

/**
 * What is asked of a data set.
 *
 * @param series names; empty for the series of the published protocol
 * @param testFrom first day of the test; null for the published one
 * @param testEnd day after the last of the test; null for the published one
 */
public record Request(List<String> series, LocalDate testFrom, LocalDate testEnd) {

  public Request {
    series = List.copyOf(series);
    if (testFrom != null && testEnd != null && !testFrom.isBefore(testEnd)) {
      throw new DataSetException(
          "A test from " + testFrom + " to " + testEnd + " has no day", "give a later end");
    }
  }

  /** The published protocol. */
  public static Request published() {
    return new Request(List.of(), null, null);
  }

  /** Whether a series is asked for, by name or with all others. */
  boolean asksFor(String name) {
    return series.isEmpty() || series.contains(name);
  }

  /** The days of a test, as far as they are asked for. */
  TestDays orElse(TestDays published) {
    if (testFrom == null && testEnd == null) {
      return published;
    }
    return new TestDays(
        testFrom == null ? published.from() : testFrom,
        testEnd == null ? published.end() : testEnd);
  }

  /** Whether days are asked for. */
  boolean hasDays() {
    return testFrom != null || testEnd != null;
  }
}
