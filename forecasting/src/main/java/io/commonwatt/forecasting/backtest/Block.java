package io.commonwatt.forecasting.backtest;

import java.util.List;

/**
 * Windows that are scored together: one mask, one scale, one range of the truth.
 *
 * @param scaleEnd index of the interval before which the past gives the scale of MASE and SQL
 * @param windows in the order of time
 */
public record Block(int scaleEnd, List<Window> windows) {

  public Block {
    windows = List.copyOf(windows);
  }
}
