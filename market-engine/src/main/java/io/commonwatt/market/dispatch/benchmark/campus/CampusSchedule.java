package io.commonwatt.market.dispatch.benchmark.campus;

import java.util.Arrays;

/**
 * A schedule: when each activity starts and where, and what each battery does. Mutable while it is
 * made; not thread-safe.
 */
public final class CampusSchedule {

  /** A once-off activity that does not take place. */
  static final int NEVER = -1;

  final int[] recurringStart;
  final int[][] recurringRooms;
  final int[] onceOffStart;
  final int[][] onceOffRooms;

  /** 1 charges, −1 discharges, 0 holds, by battery and step. */
  final int[][] actions;

  CampusSchedule(Campus campus) {
    recurringStart = new int[campus.recurring().size()];
    recurringRooms = new int[campus.recurring().size()][];
    onceOffStart = new int[campus.onceOff().size()];
    onceOffRooms = new int[campus.onceOff().size()][];
    actions = new int[campus.stores().size()][CampusMonth.STEPS];
    Arrays.fill(recurringStart, NEVER);
    Arrays.fill(onceOffStart, NEVER);
  }

  /** The challenge's own text of a schedule. */
  public String toText(Campus campus) {
    StringBuilder text = new StringBuilder(campus.header()).append('\n');
    long placed = Arrays.stream(onceOffStart).filter(start -> start != NEVER).count();
    text.append("sched ").append(recurringStart.length).append(' ').append(placed).append('\n');
    append(text, "r", recurringStart, recurringRooms);
    append(text, "a", onceOffStart, onceOffRooms);
    for (int store = 0; store < actions.length; store++) {
      for (int step = 0; step < CampusMonth.STEPS; step++) {
        if (actions[store][step] != 0) {
          text.append("c ").append(store).append(' ').append(step).append(' ');
          text.append(actions[store][step] > 0 ? 0 : 2).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String kind, int[] starts, int[][] rooms) {
    for (int id = 0; id < starts.length; id++) {
      if (starts[id] != NEVER) {
        text.append(kind).append(' ').append(id).append(' ').append(starts[id]);
        text.append(' ').append(rooms[id].length);
        for (int building : rooms[id]) {
          text.append(' ').append(building);
        }
        text.append('\n');
      }
    }
  }
}
