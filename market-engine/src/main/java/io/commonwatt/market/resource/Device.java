package io.commonwatt.market.resource;

/** A resource behind a connection, whose power can be planned. Implementations are immutable. */
public interface Device {

  /** Price of missing a wish unless a resource sets its own, ct per unit and hour. */
  double MISSED_CENT = 1000;

  /** Name of the resource. */
  String id();

  /** Its physics over a horizon. */
  Network network(Horizon horizon);

  /** Refuses what cannot be, naming the resource. */
  static void require(boolean holds, String id, String what) {
    if (!holds) {
      throw new IllegalArgumentException("Resource '" + id + "': " + what + "; correct it");
    }
  }

  /** Refuses a series of another length than the horizon. */
  static void requireLength(double[] values, Horizon horizon, String id, String what) {
    require(
        values.length == horizon.steps(),
        id,
        values.length + " values of " + what + " for " + horizon.steps() + " steps, give one each");
  }
}
