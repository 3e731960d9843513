package io.commonwatt.forecasting.backtest;

import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * Values at a regular step, by the clock of the file they come from. Gaps are NaN. Immutable.
 *
 * <p>A day is always 24 hours here: a file in local time keeps its own clock, as the published
 * protocols do.
 */
public final class RegularSeries {

  private static final int SECONDS_PER_DAY = 86_400;

  private final String name;
  private final Quantity quantity;
  private final LocalDateTime start;
  private final int stepSeconds;
  private final double[] values;
  private final Weather weather;
  private final Prices prices;

  /**
   * A series without weather and prices.
   *
   * @param start of the first interval
   * @param stepSeconds length of an interval, s; divides a day
   */
  public RegularSeries(
      String name, Quantity quantity, LocalDateTime start, int stepSeconds, double[] values) {
    this(name, quantity, start, stepSeconds, values, Weather.NONE, Prices.NONE);
  }

  private RegularSeries(
      String name,
      Quantity quantity,
      LocalDateTime start,
      int stepSeconds,
      double[] values,
      Weather weather,
      Prices prices) {
    if (stepSeconds <= 0 || SECONDS_PER_DAY % stepSeconds != 0) {
      throw new IllegalArgumentException(
          "Series '" + name + "': a step of " + stepSeconds + " s does not divide a day");
    }
    this.name = name;
    this.quantity = quantity;
    this.start = start;
    this.stepSeconds = stepSeconds;
    this.values = values.clone();
    this.weather = weather;
    this.prices = prices;
  }

  public String name() {
    return name;
  }

  /** What is known ahead about its surroundings. */
  public Weather weather() {
    return weather;
  }

  /** The same series in other surroundings. */
  public RegularSeries withWeather(Weather other) {
    return new RegularSeries(name, quantity, start, stepSeconds, values, other, prices);
  }

  /** Prices of the energy it measures. */
  public Prices prices() {
    return prices;
  }

  /** The same series at other prices. */
  public RegularSeries withPrices(Prices other) {
    return new RegularSeries(name, quantity, start, stepSeconds, values, weather, other);
  }

  /** What it measures. */
  public Quantity quantity() {
    return quantity;
  }

  /** Start of the first interval. */
  public LocalDateTime start() {
    return start;
  }

  public int stepSeconds() {
    return stepSeconds;
  }

  /** Intervals in a day. */
  public int stepsPerDay() {
    return SECONDS_PER_DAY / stepSeconds;
  }

  /** Number of intervals, with gaps. */
  public int length() {
    return values.length;
  }

  /** Value of an interval; NaN in a gap and beyond either end. */
  public double at(int index) {
    return index < 0 || index >= values.length ? Double.NaN : values[index];
  }

  /** Start of an interval, also beyond either end. */
  public LocalDateTime timeOf(int index) {
    return start.plusSeconds((long) index * stepSeconds);
  }

  /** Whether it begins at midnight, so that days are whole. */
  public boolean startsAtMidnight() {
    return start.toLocalTime().toSecondOfDay() == 0;
  }

  /** The same series with other values from an interval on; for tests of what may be seen. */
  public RegularSeries withValuesFrom(int index, double[] later) {
    double[] changed = Arrays.copyOf(values, values.length);
    System.arraycopy(later, 0, changed, index, Math.min(later.length, values.length - index));
    return new RegularSeries(name, quantity, start, stepSeconds, changed, weather, prices);
  }
}
