package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.baseline.ConstantMedian;
import io.commonwatt.forecasting.backtest.baseline.LastPeriod;
import io.commonwatt.forecasting.backtest.baseline.WeekMedian;
import java.util.List;

/**
 * The forecasting part of the IEEE-CIS challenge "Predict+Optimize" (Bergmeir et al. 2022): a whole
 * month from all that lies before it. MASE is scaled by differences over 28 days (lag 2688 at 15
 * minutes) of the whole past. Half of a building's intervals may be gaps, so that each baseline is
 * scored on what it can forecast itself.
 */
public record MonthAhead() implements Protocol {

  /** Name on the command line. */
  public static final String CODE = "ieee-cis";

  private static final int SCALE_DAYS = 28;

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public List<Block> blocks(BacktestCase of) {
    int cutOff = of.testFrom();
    if (cutOff <= scaleLag(of.series())) {
      return List.of();
    }
    return List.of(new Block(cutOff, List.of(new Window(cutOff, cutOff, of.testEnd()))));
  }

  @Override
  public int scaleLag(RegularSeries series) {
    return SCALE_DAYS * series.stepsPerDay();
  }

  @Override
  public int fewestPoints(RegularSeries series) {
    return series.stepsPerDay();
  }

  @Override
  public List<Forecaster> baselines() {
    return List.of(
        LastPeriod.week("weekly-naive"),
        new LastPeriod("four-weekly-naive", SCALE_DAYS),
        new WeekMedian(4),
        new ConstantMedian());
  }

  @Override
  public boolean sharesMask() {
    return false;
  }

  @Override
  public String reference() {
    return WeekMedian.nameOf(4);
  }
}
