package io.commonwatt.market.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What to decide: the power of every store in every step, so that energy bought at the connections
 * less energy sold there, plus wear, less the value of what is stored at the end, costs least.
 *
 * @param start start of the first step
 * @param stepSeconds length of a step, s
 * @param connections all with the same number of steps
 * @param stores in the order that breaks ties
 */
public record DispatchProblem(
    Instant start, int stepSeconds, List<Connection> connections, List<Store> stores) {

  public DispatchProblem {
    Objects.requireNonNull(start, "start");
    connections = List.copyOf(connections);
    stores = List.copyOf(stores);
    if (stepSeconds <= 0 || connections.isEmpty() || connections.get(0).baseKw().length == 0) {
      throw new IllegalArgumentException(
          "Problem at " + start + ": needs a connection, a step and a positive step length");
    }
    for (Connection connection : connections) {
      if (connection.baseKw().length != connections.get(0).baseKw().length) {
        throw new IllegalArgumentException(
            "Connection '" + connection.id() + "' has another number of steps than the first");
      }
    }
    for (Store store : stores) {
      Objects.checkIndex(store.connection(), connections.size());
    }
  }

  /** Number of steps. */
  public int steps() {
    return connections.get(0).baseKw().length;
  }

  /** Length of a step, h. */
  public double stepHours() {
    return stepSeconds / 3600.0;
  }

  /** Start of a step. */
  public Instant startOf(int step) {
    return start.plusSeconds((long) step * stepSeconds);
  }
}
