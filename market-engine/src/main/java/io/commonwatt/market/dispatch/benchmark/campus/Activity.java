package io.commonwatt.market.dispatch.benchmark.campus;

import java.util.List;

/**
 * Something that takes rooms and power.
 *
 * @param id number among its kind
 * @param rooms rooms it takes, each in any building
 * @param large whether they are large
 * @param roomKw power of each room, kW
 * @param steps its length in quarter-hours
 * @param value what a once-off activity is worth, AUD; 0 for a recurring one
 * @param penalty what it loses outside working hours, AUD
 * @param after activities of its kind that take place on an earlier day
 */
record Activity(
    int id,
    int rooms,
    boolean large,
    int roomKw,
    int steps,
    int value,
    int penalty,
    List<Integer> after) {

  Activity {
    after = List.copyOf(after);
  }

  int powerKw() {
    return rooms * roomKw;
  }
}
