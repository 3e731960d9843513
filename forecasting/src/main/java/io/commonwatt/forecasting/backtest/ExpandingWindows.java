package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.baseline.SeasonalNaive;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol of fev-bench: the last windows of a series are each forecast from all that lies
 * before them. MASE and SQL of a window are scaled by the seasonal differences of its whole past;
 * windows, then series, weigh the same.
 *
 * @param horizonHours length of a window, h; windows follow one another without overlap
 * @param windows number of windows
 */
public record ExpandingWindows(int horizonHours, int windows) implements Protocol {

  /** Name on the command line. */
  public static final String CODE = "fev";

  private static final int WINDOWS = 20;

  /** A week of hourly data, a day of quarter-hours or two of half-hours, as fev-bench has it. */
  private static final int STEPS_OF_SHORT_INTERVALS = 96;

  private static final int WEEK_HOURS = 168;

  public ExpandingWindows {
    if (horizonHours < 1 || windows < 1) {
      throw new IllegalArgumentException(
          "The protocol fev needs at least one window of one hour; it was given "
              + windows
              + " of "
              + horizonHours);
    }
  }

  /**
   * The sizes fev-bench has for a step: 20 windows of a week of hours or of 96 shorter intervals.
   *
   * @param stepSeconds length of an interval, s
   */
  public static ExpandingWindows ofStep(int stepSeconds) {
    int hours = stepSeconds >= 3600 ? WEEK_HOURS : STEPS_OF_SHORT_INTERVALS * stepSeconds / 3600;
    return new ExpandingWindows(Math.max(1, hours), WINDOWS);
  }

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public List<Block> blocks(BacktestCase of) {
    RegularSeries series = of.series();
    int horizon = horizonHours * 3600 / series.stepSeconds();
    int season = series.stepsPerDay();
    List<Block> blocks = new ArrayList<>();
    for (int window = windows; window >= 1; window--) {
      int cutOff = of.testEnd() - window * horizon;
      if (cutOff > season) {
        blocks.add(new Block(cutOff, List.of(new Window(cutOff, cutOff, cutOff + horizon))));
      }
    }
    return blocks;
  }

  @Override
  public int scaleLag(RegularSeries series) {
    return series.stepsPerDay();
  }

  @Override
  public int fewestPoints(RegularSeries series) {
    return 1;
  }

  @Override
  public List<Forecaster> baselines() {
    return List.of(new SeasonalNaive());
  }

  @Override
  public boolean sharesMask() {
    return true;
  }

  @Override
  public String reference() {
    return SeasonalNaive.NAME;
  }
}
