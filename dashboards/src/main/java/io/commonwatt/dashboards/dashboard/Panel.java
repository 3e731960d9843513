package io.commonwatt.dashboards.dashboard;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A panel of a dashboard.
 *
 * @param type Grafana's plugin id: timeseries, stat, table, row or text
 * @param interval smallest interval of the panel, for example {@code 1h}; empty = chosen by range
 */
public record Panel(int id, String title, String type, String interval, List<Target> targets) {
  public Panel {
    targets = List.copyOf(targets);
  }

  /**
   * The query of that letter.
   *
   * @throws NoSuchElementException when the panel has none
   */
  public Target getTarget(String refId) {
    for (Target target : targets) {
      if (target.refId().equals(refId)) {
        return target;
      }
    }
    throw new NoSuchElementException("Panel '" + title + "' has no query " + refId);
  }
}
