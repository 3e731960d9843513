package io.commonwatt.forecasting.backtest;

import java.util.ArrayList;
import java.util.List;

/**
 * Intervals by how long after the cut-off they begin.
 *
 * @param fromHours inclusive, h
 * @param toHours exclusive, h
 */
public record Horizon(int fromHours, int toHours) {

  private static final int[] EDGES_HOURS = {0, 6, 24, 48, 96, 168, 336, 1000};

  /** The horizons figures are told by. */
  public static List<Horizon> all() {
    List<Horizon> all = new ArrayList<>();
    for (int i = 1; i < EDGES_HOURS.length; i++) {
      all.add(new Horizon(EDGES_HOURS[i - 1], EDGES_HOURS[i]));
    }
    return all;
  }

  /** Whether it holds an interval that begins so many seconds after the cut-off. */
  boolean holds(long seconds) {
    return seconds >= fromHours * 3600L && seconds < toHours * 3600L;
  }
}
