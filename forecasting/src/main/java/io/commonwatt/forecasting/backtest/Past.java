package io.commonwatt.forecasting.backtest;

import java.time.LocalDateTime;

/**
 * A series as a forecaster may see it: nothing at or after the cut-off. Asking for it is a mistake
 * in the forecaster and fails.
 */
public final class Past {

  private final RegularSeries series;
  private final int cutOff;

  /**
   * @param cutOff index of the first interval that is not visible
   */
  public Past(RegularSeries series, int cutOff) {
    this.series = series;
    this.cutOff = cutOff;
  }

  /** Name of the series. */
  public String name() {
    return series.name();
  }

  /** What the series measures. */
  public Quantity quantity() {
    return series.quantity();
  }

  /** Index of the first interval that is not visible. */
  public int cutOff() {
    return cutOff;
  }

  /** Intervals in a day. */
  public int stepsPerDay() {
    return series.stepsPerDay();
  }

  /** Length of an interval, s. */
  public int stepSeconds() {
    return series.stepSeconds();
  }

  /** Start of an interval; of any interval, for the calendar is known ahead. */
  public LocalDateTime timeOf(int index) {
    return series.timeOf(index);
  }

  /** Value of an interval; NaN in a gap and before the first. */
  public double at(int index) {
    if (index >= cutOff) {
      throw new IllegalArgumentException(
          "Series '"
              + series.name()
              + "': interval "
              + index
              + " is not before the cut-off "
              + cutOff
              + "; a forecast may not see it");
    }
    return series.at(index);
  }

  /** What is known ahead about its surroundings. */
  public Weather weather() {
    return series.weather();
  }

  /** Whether prices of its energy are published. */
  public boolean isPriced() {
    return series.prices() != Prices.NONE;
  }

  /** Price of an interval, per MWh; NaN where none is published before the cut-off. */
  public double priceAt(int index) {
    return series.prices().at(index, cutOff);
  }

  /** The same series as it was earlier. */
  public Past before(int earlierCutOff) {
    return new Past(series, Math.min(cutOff, earlierCutOff));
  }

  /**
   * Newest interval before the cut-off that is a whole number of periods before another.
   *
   * @param index any interval
   * @param period intervals of a period, such as a day or a week
   */
  public int newestBefore(int index, int period) {
    return index - Math.max(1, (index - cutOff) / period + 1) * period;
  }
}
