package io.commonwatt.market.dispatch.benchmark.campus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Schedules a campus against a forecast: activities are placed one by one where they cost least,
 * then moved by simulated annealing on the challenge's own cost, batteries by dynamic programming
 * under a falling limit of the load, in turns. Deterministic by its seed and number of moves. One
 * instance makes one schedule; not thread-safe.
 */
public final class CampusScheduler {

  private static final double START_TEMPERATURE_AUD = 60;
  private static final double END_TEMPERATURE_AUD = 0.3;
  private static final int ROUNDS = 4;
  private static final int TRIES = 60;
  private static final int LIMITS = 24;
  private static final double LIMIT_STEP = 0.985;

  /** A search that found no start. */
  private static final int NONE = -2;

  private static final double BETTER_AUD = 1e-9;

  private final Campus campus;
  private final double[] price;
  private final double[] loadKw;
  private final SplittableRandom random;
  private final CampusSchedule schedule;
  private final int[][][] used;
  private final List<List<Integer>> recurringLater;
  private final List<List<Integer>> onceOffLater;
  private double bestAud = Double.POSITIVE_INFINITY;
  private int[] bestRecurring;
  private int[][] bestRecurringRooms;
  private int[] bestOnceOff;
  private int[][] bestOnceOffRooms;

  /**
   * @param baseKw expected load of buildings less PV by step
   * @param price AUD/MWh by step
   */
  public CampusScheduler(Campus campus, double[] baseKw, double[] price, long seed) {
    this.campus = campus;
    this.price = price.clone();
    loadKw = baseKw.clone();
    random = new SplittableRandom(seed);
    schedule = new CampusSchedule(campus);
    used = new int[2][campus.buildings().size()][CampusMonth.STEPS];
    recurringLater = later(campus.recurring());
    onceOffLater = later(campus.onceOff());
  }

  /**
   * Schedules.
   *
   * @param moves moves of activities that are tried
   */
  public CampusSchedule run(int moves) {
    placeRecurring();
    double temperature = START_TEMPERATURE_AUD;
    double cooling =
        StrictMath.pow(END_TEMPERATURE_AUD / START_TEMPERATURE_AUD, 1.0 / Math.max(1, moves));
    for (int round = 0; round < ROUNDS; round++) {
      remember();
      for (int move = 0; move < moves / ROUNDS; move++) {
        if (move(temperature)) {
          remember();
        }
        temperature *= cooling;
      }
      recall();
      for (int store = 0; store < campus.stores().size(); store++) {
        runStore(store);
      }
    }
    return schedule;
  }

  /** Places recurring activities, those with the longest chains behind them first. */
  private void placeRecurring() {
    List<Activity> order = new ArrayList<>(campus.recurring());
    int[] level = levels(campus.recurring());
    order.sort(
        Comparator.<Activity>comparingInt(activity -> level[activity.id()])
            .thenComparingInt(activity -> -activity.powerKw() * activity.steps())
            .thenComparingInt(Activity::id));
    int[] tail = tails(campus.recurring());
    for (Activity activity : order) {
      int best = CampusSchedule.NEVER;
      double least = Double.POSITIVE_INFINITY;
      int first = CampusMonth.firstMonday();
      for (int start = first; start < first + CampusMonth.WEEK; start++) {
        int day = (start - first) / (CampusMonth.WEEK / 7);
        if (CampusMonth.isWorking(start, activity.steps())
            && day + tail[activity.id()] < 5
            && isAfter(activity, start, schedule.recurringStart)
            && rooms(activity, start, CampusMonth.WEEKS) != null) {
          double highest = highest(activity, start, CampusMonth.WEEKS);
          if (highest < least) {
            least = highest;
            best = start;
          }
        }
      }
      if (best == CampusSchedule.NEVER) {
        throw new IllegalStateException(
            "Recurring activity " + activity.id() + " finds no place; the instance is too full");
      }
      put(activity, best, CampusMonth.WEEKS, schedule.recurringStart, schedule.recurringRooms);
    }
  }

  /** Keeps where the activities are when no schedule of this round cost less. */
  private void remember() {
    double now = cost() - valueOfOnceOff();
    if (now < bestAud - BETTER_AUD) {
      bestAud = now;
      bestRecurring = schedule.recurringStart.clone();
      bestRecurringRooms = schedule.recurringRooms.clone();
      bestOnceOff = schedule.onceOffStart.clone();
      bestOnceOffRooms = schedule.onceOffRooms.clone();
    }
  }

  /** Goes back to the cheapest schedule kept; batteries, planned anew next, may change its cost. */
  private void recall() {
    campus.recurring().forEach(one -> takeIfPlaced(one, true));
    campus.onceOff().forEach(one -> takeIfPlaced(one, false));
    for (Activity one : campus.recurring()) {
      restore(
          one,
          bestRecurring[one.id()],
          bestRecurringRooms[one.id()],
          CampusMonth.WEEKS,
          schedule.recurringStart,
          schedule.recurringRooms);
    }
    for (Activity one : campus.onceOff()) {
      restore(
          one,
          bestOnceOff[one.id()],
          bestOnceOffRooms[one.id()],
          1,
          schedule.onceOffStart,
          schedule.onceOffRooms);
    }
    bestAud = Double.POSITIVE_INFINITY;
  }

  private void takeIfPlaced(Activity activity, boolean recurring) {
    int[] starts = recurring ? schedule.recurringStart : schedule.onceOffStart;
    int[][] rooms = recurring ? schedule.recurringRooms : schedule.onceOffRooms;
    if (starts[activity.id()] != CampusSchedule.NEVER) {
      take(activity, recurring ? CampusMonth.WEEKS : 1, starts, rooms);
    }
  }

  private double valueOfOnceOff() {
    double sum = 0;
    for (Activity activity : campus.onceOff()) {
      sum += value(activity, schedule.onceOffStart[activity.id()]);
    }
    return sum;
  }

  /** Tries a random move; whether it lowered the cost. */
  private boolean move(double temperature) {
    int which = random.nextInt(campus.recurring().size() + campus.onceOff().size());
    boolean recurring = which < campus.recurring().size();
    Activity activity =
        recurring
            ? campus.recurring().get(which)
            : campus.onceOff().get(which - campus.recurring().size());
    int[] starts = recurring ? schedule.recurringStart : schedule.onceOffStart;
    int[][] rooms = recurring ? schedule.recurringRooms : schedule.onceOffRooms;
    int weeks = recurring ? CampusMonth.WEEKS : 1;
    int former = starts[activity.id()];
    int[] formerRooms = rooms[activity.id()];
    List<List<Integer>> later = recurring ? recurringLater : onceOffLater;
    double before = cost() - value(activity, former);
    if (former != CampusSchedule.NEVER) {
      take(activity, weeks, starts, rooms);
    }
    int next = candidate(activity, recurring, starts, later.get(activity.id()), former);
    if (next == NONE) {
      restore(activity, former, formerRooms, weeks, starts, rooms);
      return false;
    }
    if (next != CampusSchedule.NEVER) {
      put(activity, next, weeks, starts, rooms);
    }
    double change = cost() - value(activity, next) - before;
    if (change > 0 && random.nextDouble() >= StrictMath.exp(-change / temperature)) {
      if (next != CampusSchedule.NEVER) {
        take(activity, weeks, starts, rooms);
      }
      restore(activity, former, formerRooms, weeks, starts, rooms);
      return false;
    }
    return change < 0;
  }

  /** A random start that keeps every rule; never, for a once-off one that nothing follows. */
  private int candidate(
      Activity activity, boolean recurring, int[] starts, List<Integer> later, int former) {
    boolean needed = later.stream().anyMatch(id -> starts[id] != CampusSchedule.NEVER);
    if (!recurring && !needed && former != CampusSchedule.NEVER && random.nextInt(8) == 0) {
      return CampusSchedule.NEVER;
    }
    int from = recurring ? CampusMonth.firstMonday() : 0;
    int span = recurring ? CampusMonth.WEEK : CampusMonth.STEPS;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      int start = from + random.nextInt(span);
      boolean working = CampusMonth.isWorking(start, activity.steps());
      boolean allowed = working || !recurring && random.nextInt(4) == 0;
      if (allowed
          && start + activity.steps() <= CampusMonth.STEPS
          && isAfter(activity, start, starts)
          && isBefore(later, start, starts)
          && rooms(activity, start, recurring ? CampusMonth.WEEKS : 1) != null) {
        return start;
      }
    }
    return NONE;
  }

  private static boolean isAfter(Activity activity, int start, int[] starts) {
    for (int before : activity.after()) {
      if (starts[before] == CampusSchedule.NEVER
          || CampusMonth.day(starts[before]) >= CampusMonth.day(start)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBefore(List<Integer> later, int start, int[] starts) {
    for (int id : later) {
      if (starts[id] != CampusSchedule.NEVER
          && CampusMonth.day(starts[id]) <= CampusMonth.day(start)) {
        return false;
      }
    }
    return true;
  }

  private void restore(
      Activity activity, int start, int[] in, int weeks, int[] starts, int[][] rooms) {
    starts[activity.id()] = start;
    rooms[activity.id()] = in;
    if (start != CampusSchedule.NEVER) {
      change(activity, start, weeks, in, 1);
    }
  }

  private void put(Activity activity, int start, int weeks, int[] starts, int[][] rooms) {
    int[] in = rooms(activity, start, weeks);
    restore(activity, start, in, weeks, starts, rooms);
  }

  private void take(Activity activity, int weeks, int[] starts, int[][] rooms) {
    change(activity, starts[activity.id()], weeks, rooms[activity.id()], -1);
    starts[activity.id()] = CampusSchedule.NEVER;
    rooms[activity.id()] = null;
  }

  private void change(Activity activity, int start, int weeks, int[] in, int sign) {
    for (int week = 0; week < weeks; week++) {
      int from = start + week * CampusMonth.WEEK;
      for (int step = from; step < from + activity.steps(); step++) {
        loadKw[step] += sign * activity.powerKw();
        for (int building : in) {
          used[activity.large() ? 1 : 0][indexOf(building)][step] += sign;
        }
      }
    }
  }

  /** Buildings whose rooms are free for the whole activity in every week, or null. */
  private int[] rooms(Activity activity, int start, int weeks) {
    int[] found = new int[activity.rooms()];
    int count = 0;
    for (int index = 0; index < campus.buildings().size() && count < found.length; index++) {
      Campus.Building building = campus.buildings().get(index);
      int free = building.rooms(activity.large());
      for (int week = 0; week < weeks && free > 0; week++) {
        int from = start + week * CampusMonth.WEEK;
        for (int step = from; step < from + activity.steps(); step++) {
          int taken = used[activity.large() ? 1 : 0][index][step];
          free = Math.min(free, building.rooms(activity.large()) - taken);
        }
      }
      for (int room = 0; room < free && count < found.length; room++) {
        found[count++] = building.id();
      }
    }
    return count == found.length ? found : null;
  }

  private int indexOf(int building) {
    for (int index = 0; index < campus.buildings().size(); index++) {
      if (campus.buildings().get(index).id() == building) {
        return index;
      }
    }
    throw new IllegalStateException("There is no building " + building);
  }

  private double highest(Activity activity, int start, int weeks) {
    double highest = 0;
    for (int week = 0; week < weeks; week++) {
      int from = start + week * CampusMonth.WEEK;
      for (int step = from; step < from + activity.steps(); step++) {
        highest = Math.max(highest, loadKw[step] + activity.powerKw());
      }
    }
    return highest;
  }

  private static double value(Activity activity, int start) {
    if (start == CampusSchedule.NEVER) {
      return 0;
    }
    boolean working = CampusMonth.isWorking(start, activity.steps());
    return activity.value() - (working ? 0 : activity.penalty());
  }

  /** Energy and peak of the load as it is, AUD. */
  private double cost() {
    double energy = 0;
    double peak = 0;
    for (int step = 0; step < CampusMonth.STEPS; step++) {
      energy += loadKw[step] * price[step];
      peak = Math.max(peak, loadKw[step]);
    }
    return energy * CampusCheck.MEGAWATT * CampusCheck.HOURS
        + CampusCheck.PEAK_AUD_PER_KW2 * peak * peak;
  }

  /** Plans one battery anew: the cheapest actions under each of several limits of the load. */
  private void runStore(int index) {
    Campus.Store store = campus.stores().get(index);
    int[] actions = schedule.actions[index];
    for (int step = 0; step < CampusMonth.STEPS; step++) {
      loadKw[step] -= store.meterKw(actions[step]);
    }
    double limit = Arrays.stream(loadKw).max().orElse(0) + store.meterKw(1);
    double least = Double.POSITIVE_INFINITY;
    for (int attempt = 0; attempt < LIMITS; attempt++) {
      int[] found = cheapest(store, limit);
      if (found == null) {
        break;
      }
      for (int step = 0; step < CampusMonth.STEPS; step++) {
        loadKw[step] += store.meterKw(found[step]);
      }
      double cost = cost();
      double peak = Arrays.stream(loadKw).max().orElse(0);
      for (int step = 0; step < CampusMonth.STEPS; step++) {
        loadKw[step] -= store.meterKw(found[step]);
      }
      if (cost < least) {
        least = cost;
        System.arraycopy(found, 0, actions, 0, found.length);
      }
      limit = Math.min(limit, peak) * LIMIT_STEP;
    }
    for (int step = 0; step < CampusMonth.STEPS; step++) {
      loadKw[step] += store.meterKw(actions[step]);
    }
  }

  /** Dynamic programming over whole steps of charge; null when the limit cannot be kept. */
  private int[] cheapest(Campus.Store store, double limitKw) {
    int levels = store.levels();
    double[] next = new double[levels + 1];
    byte[][] choice = new byte[CampusMonth.STEPS][levels + 1];
    for (int step = CampusMonth.STEPS - 1; step >= 0; step--) {
      double[] now = new double[levels + 1];
      for (int level = 0; level <= levels; level++) {
        now[level] = Double.POSITIVE_INFINITY;
        // Holding comes first, so that among equals a battery rests.
        for (int action : new int[] {0, -1, 1}) {
          int then = level + action;
          double meter = store.meterKw(action);
          if (then < 0 || then > levels || loadKw[step] + meter > limitKw) {
            continue;
          }
          double cost = CampusCheck.MEGAWATT * CampusCheck.HOURS * meter * price[step] + next[then];
          if (cost < now[level]) {
            now[level] = cost;
            choice[step][level] = (byte) action;
          }
        }
      }
      next = now;
    }
    if (next[levels] == Double.POSITIVE_INFINITY) {
      return null;
    }
    int[] actions = new int[CampusMonth.STEPS];
    int level = levels;
    for (int step = 0; step < CampusMonth.STEPS; step++) {
      actions[step] = choice[step][level];
      level += actions[step];
    }
    return actions;
  }

  private static List<List<Integer>> later(List<Activity> activities) {
    List<List<Integer>> later = new ArrayList<>();
    activities.forEach(activity -> later.add(new ArrayList<>()));
    for (Activity activity : activities) {
      activity.after().forEach(before -> later.get(before).add(activity.id()));
    }
    return later;
  }

  /** Longest chain before each activity. */
  private static int[] levels(List<Activity> activities) {
    int[] levels = new int[activities.size()];
    for (int round = 0; round < activities.size(); round++) {
      for (Activity activity : activities) {
        for (int before : activity.after()) {
          levels[activity.id()] = Math.max(levels[activity.id()], levels[before] + 1);
        }
      }
    }
    return levels;
  }

  /** Longest chain behind each activity. */
  private static int[] tails(List<Activity> activities) {
    int[] tails = new int[activities.size()];
    for (int round = 0; round < activities.size(); round++) {
      for (Activity activity : activities) {
        for (int before : activity.after()) {
          tails[before] = Math.max(tails[before], tails[activity.id()] + 1);
        }
      }
    }
    return tails;
  }
}
