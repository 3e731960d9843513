package io.commonwatt.market.dispatch.benchmark.campus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The challenge's rules and its cost: energy at the price of each quarter-hour, .005 AUD times the
 * square of the greatest load in kW, less what once-off activities are worth.
 *
 * @param problems broken rules, each naming its activity, building or battery; empty when valid
 * @param energyAud cost of energy
 * @param peakAud cost of the greatest load
 * @param valueAud value of once-off activities less their penalties
 * @param peakKw greatest load
 * @param onceOff once-off activities that take place
 */
public record CampusCheck(
    List<String> problems,
    double energyAud,
    double peakAud,
    double valueAud,
    double peakKw,
    int onceOff) {

  static final double PEAK_AUD_PER_KW2 = 0.005;
  static final double HOURS = 0.25;
  static final double MEGAWATT = 0.001;

  public CampusCheck {
    problems = List.copyOf(problems);
  }

  public boolean isValid() {
    return problems.isEmpty();
  }

  /** The challenge's objective, AUD. */
  public double costAud() {
    return energyAud + peakAud - valueAud;
  }

  /**
   * Checks a schedule from the instance alone, sharing nothing with the scheduler.
   *
   * @param baseKw load of buildings less PV by step
   * @param price AUD/MWh by step
   */
  public static CampusCheck of(
      Campus campus, CampusSchedule schedule, double[] baseKw, double[] price) {
    List<String> problems = new ArrayList<>();
    double[] load = baseKw.clone();
    Map<String, int[]> used = new LinkedHashMap<>();
    double value = 0;
    int placed = 0;
    for (Activity activity : campus.recurring()) {
      int start = schedule.recurringStart[activity.id()];
      String name = "Recurring activity " + activity.id();
      int first = CampusMonth.firstMonday();
      if (start < first || start >= first + CampusMonth.WEEK) {
        problems.add(name + " does not start in the first week from Monday");
        continue;
      }
      if (!CampusMonth.isWorking(start, activity.steps())) {
        problems.add(name + " is not within working hours");
      }
      for (int week = 0; week < CampusMonth.WEEKS; week++) {
        int[] rooms = schedule.recurringRooms[activity.id()];
        occupy(activity, start + week * CampusMonth.WEEK, rooms, name, load, used, problems);
      }
      order(name, activity, schedule.recurringStart, problems);
    }
    for (Activity activity : campus.onceOff()) {
      int start = schedule.onceOffStart[activity.id()];
      if (start == CampusSchedule.NEVER) {
        continue;
      }
      String name = "Once-off activity " + activity.id();
      placed++;
      value += activity.value();
      value -= CampusMonth.isWorking(start, activity.steps()) ? 0 : activity.penalty();
      int[] rooms = schedule.onceOffRooms[activity.id()];
      occupy(activity, start, rooms, name, load, used, problems);
      order(name, activity, schedule.onceOffStart, problems);
    }
    limitRooms(campus, used, problems);
    for (Campus.Store store : campus.stores()) {
      run(store, schedule.actions[store.id()], load, problems);
    }
    double energy = 0;
    double peak = 0;
    for (int step = 0; step < CampusMonth.STEPS; step++) {
      energy += MEGAWATT * load[step] * HOURS * price[step];
      peak = Math.max(peak, load[step]);
    }
    return new CampusCheck(problems, energy, PEAK_AUD_PER_KW2 * peak * peak, value, peak, placed);
  }

  private static void occupy(
      Activity activity,
      int start,
      int[] rooms,
      String name,
      double[] load,
      Map<String, int[]> used,
      List<String> problems) {
    if (start < 0 || start + activity.steps() > CampusMonth.STEPS) {
      problems.add(name + " does not lie within the month");
      return;
    }
    if (rooms == null || rooms.length != activity.rooms()) {
      String problem = name + " needs " + activity.rooms() + " rooms";
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
      return;
    }
    for (int step = start; step < start + activity.steps(); step++) {
      load[step] += activity.powerKw();
      for (int building : rooms) {
        used.computeIfAbsent(key(building, activity.large()), key -> new int[CampusMonth.STEPS])[
            step]++;
      }
    }
  }

  private static void order(String name, Activity activity, int[] starts, List<String> problems) {
    for (int before : activity.after()) {
      if (starts[before] == CampusSchedule.NEVER) {
        problems.add(name + " follows " + before + ", which does not take place");
      } else if (CampusMonth.day(starts[before]) >= CampusMonth.day(starts[activity.id()])) {
        problems.add(name + " is not on a later day than " + before);
      }
    }
  }

  private static void limitRooms(Campus campus, Map<String, int[]> used, List<String> problems) {
    Map<String, Integer> rooms = new LinkedHashMap<>();
    for (Campus.Building building : campus.buildings()) {
      rooms.put(key(building.id(), false), building.small());
      rooms.put(key(building.id(), true), building.large());
    }
    used.forEach(
        (key, counts) -> {
          int limit = rooms.getOrDefault(key, 0);
          for (int step = 0; step < CampusMonth.STEPS; step++) {
            if (counts[step] > limit) {
              problems.add(key + ": " + counts[step] + " of " + limit + " taken at step " + step);
              return;
            }
          }
        });
  }

  private static String key(int building, boolean large) {
    return (large ? "Large" : "Small") + " rooms of building " + building;
  }

  private static void run(Campus.Store store, int[] actions, double[] load, List<String> problems) {
    double stored = store.capacityKwh();
    for (int step = 0; step < CampusMonth.STEPS; step++) {
      load[step] += store.meterKw(actions[step]);
      stored += actions[step] * store.powerKw() * HOURS;
      if (stored < 0 || stored > store.capacityKwh()) {
        problems.add("Battery " + store.id() + " holds " + stored + " kWh at step " + step);
        return;
      }
    }
  }
}
