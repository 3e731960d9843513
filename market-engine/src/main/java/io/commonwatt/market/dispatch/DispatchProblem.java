package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Horizon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to decide: the power of every store and device in every step, so that energy bought at the
 * connections less energy sold there, plus wear, fuel and missed wishes, less the value of what is
 * stored at the end, costs least.
 *
 * @param start start of the first step
 * @param stepSeconds length of a step, s
 * @param connections all with the same number of steps
 * @param stores in the order that breaks ties
 * @param devices resources of other kinds, in the order that breaks ties after the stores
 * @param loyalty price on leaving the last plan; empty for none
 */
public record DispatchProblem(
    Instant start,
    int stepSeconds,
    List<Connection> connections,
    List<Store> stores,
    List<PlacedDevice> devices,
    Optional<Loyalty> loyalty) {

  public DispatchProblem {
    Objects.requireNonNull(start, "start");
    connections = List.copyOf(connections);
    stores = List.copyOf(stores);
    devices = List.copyOf(devices);
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
    for (PlacedDevice device : devices) {
      Objects.checkIndex(device.connection(), connections.size());
    }
  }

  /** A problem of stores alone. */
  public DispatchProblem(
      Instant start, int stepSeconds, List<Connection> connections, List<Store> stores) {
    this(start, stepSeconds, connections, stores, List.of(), Optional.empty());
  }

  /** Its steps. */
  public Horizon horizon() {
    return new Horizon(start, stepSeconds, steps());
  }

  /** The same with another load at its first connection, kW by step. */
  public DispatchProblem withLoad(double[] kw) {
    List<Connection> others = new ArrayList<>(connections);
    others.set(0, others.get(0).withLoad(kw));
    return withConnections(others);
  }

  /** The same at other connections. */
  DispatchProblem withConnections(List<Connection> others) {
    return new DispatchProblem(start, stepSeconds, others, stores, devices, loyalty);
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
