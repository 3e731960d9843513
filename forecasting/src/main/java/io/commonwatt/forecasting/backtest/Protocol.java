package io.commonwatt.forecasting.backtest;

import java.util.List;

/** Who forecasts what from when, and beside which baselines. Stateless. */
public interface Protocol {

  /** Name on the command line. */
  String code();

  /** The forecasts of a case, in the order of time; empty when its history is too short. */
  List<Block> blocks(BacktestCase of);

  /** Lag of the seasonal difference that scales MASE and SQL, intervals. */
  int scaleLag(RegularSeries series);

  /** Fewest scored intervals of a block that say something. */
  int fewestPoints(RegularSeries series);

  /** New baselines, in the order they are printed. */
  List<Forecaster> baselines();

  /**
   * Whether only intervals that every baseline can forecast are scored, the same for all; else each
   * baseline is scored on those with a truth that it can forecast itself.
   */
  boolean sharesMask();

  /** Name of the baseline that a model is measured against. */
  String reference();
}
