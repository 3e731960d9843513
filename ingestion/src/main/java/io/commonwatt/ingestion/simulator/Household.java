package io.commonwatt.ingestion.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * Load of a home from what its people do: they wake, leave, return and sleep at times of their own
 * that wander from day to day, cook, wash and go away for a week now and then; between the events
 * the level wanders too. After the idea of Richardson, Thomson, Infield and Clifford (2010),
 * "Domestic electricity use: a high-resolution energy demand model", Energy and Buildings 42:
 * occupancy first, appliances by occupancy. Function of (seed, home, local day). Not thread-safe.
 */
final class Household {

  private static final double WEEK_AWAY = 0.03;
  private static final double LEVEL_MEMORY = 0.6;
  private static final double NOISE_MEMORY = 0.8;

  private static final List<HouseholdType> TYPES = List.of(HouseholdType.values());

  private final long seed;
  private final String home;
  private final HouseholdType type;
  private final double size;
  private final double shiftHours;
  private final double lightingW;
  private final boolean electricShower;
  private final boolean dryer;
  private final DayMemo<LocalDayLoad> days = new DayMemo<>(4, this::compute);

  Household(long seed, String home) {
    this.seed = seed;
    this.home = home;
    Draws draws = Draws.named(seed, home + "/household");
    this.type = TYPES.get(draws.below(TYPES.size()));
    this.size = StrictMath.exp(0.2 * StrictMath.max(-2, StrictMath.min(2, draws.gaussian())));
    this.shiftHours = 0.5 * draws.gaussian();
    this.lightingW = draws.between(50, 130);
    this.electricShower = draws.chance(0.35);
    this.dryer = draws.chance(0.4);
  }

  HouseholdType type() {
    return type;
  }

  /** Power of the lights while it is dark and somebody is up, W. */
  double lightingW() {
    return lightingW;
  }

  /** Load of a local day, without lights, car and heating. */
  LocalDayLoad day(long localEpochDay) {
    return days.get(localEpochDay);
  }

  private LocalDayLoad compute(long localEpochDay) {
    LocalDayLoad load = new LocalDayLoad();
    Draws draws = Draws.named(seed, home + "/day", localEpochDay);
    boolean away =
        Draws.named(seed, home + "/week", Math.floorDiv(localEpochDay, 7L)).chance(WEEK_AWAY);
    if (!away) {
      occupy(load, draws, localEpochDay);
    }
    double level =
        StrictMath.exp(
            0.18 * Draws.autoregressive(seed, home + "/level", localEpochDay, LEVEL_MEMORY));
    double innovation = StrictMath.sqrt(1 - NOISE_MEMORY * NOISE_MEMORY);
    double noise = draws.gaussian();
    for (int quarter = 0; quarter < SunPath.QUARTERS; quarter++) {
      double evening = quarter >= 68 ? 1.35 : quarter < 40 ? 0.85 : 0.75;
      double activeW = load.active(quarter) ? type.activeW() * evening * level : 0;
      load.add(
          quarter,
          size
              * (type.standbyW() * (1 + 0.06 * noise) + activeW * StrictMath.exp(0.3 * noise))
              / 4);
      noise = NOISE_MEMORY * noise + innovation * draws.gaussian();
    }
    return load;
  }

  private void occupy(LocalDayLoad load, Draws draws, long localEpochDay) {
    DayOfWeek weekday = LocalDate.ofEpochDay(localEpochDay).getDayOfWeek();
    boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    double wakes =
        type.wakes() + shiftHours + (weekend ? 1.2 : 0) + (weekend ? 0.6 : 0.25) * draws.gaussian();
    double sleeps = type.sleeps() + shiftHours + (weekend ? 0.5 : 0) + 0.35 * draws.gaussian();
    load.setActive(wakes, sleeps, true);
    boolean out;
    double leaves;
    double returns;
    if (weekend) {
      out = draws.chance(0.55);
      leaves = draws.between(10, 14.5);
      returns = leaves + draws.between(1.5, 5);
    } else {
      out = draws.chance(type.goesOut());
      leaves = type.leaves() + shiftHours + 0.3 * draws.gaussian();
      returns = type.returns() + shiftHours + 0.5 * draws.gaussian();
    }
    if (out) {
      load.setActive(leaves, returns, false);
    }
    cookAndWash(load, draws, wakes, out, weekend);
  }

  private void cookAndWash(
      LocalDayLoad load, Draws draws, double wakes, boolean out, boolean weekend) {
    double persons = StrictMath.sqrt(type.persons());
    load.addEvent(wakes + 0.3, 25, 130 * persons * draws.between(0.5, 1.5));
    if (!out && draws.chance(0.6)) {
      load.addEvent(draws.between(12, 13.2), 30, 330 * persons * draws.between(0.5, 1.4));
    }
    if (draws.chance(0.88)) {
      double dinner = 18.3 + 0.5 * shiftHours + 0.8 * draws.gaussian();
      load.addEvent(dinner, 60, 480 * persons * draws.between(0.5, 1.5));
      if (draws.chance(0.12 + 0.1 * type.persons())) {
        load.addEvent(dinner + draws.between(0.8, 2), 80, draws.between(750, 1050));
      }
    }
    if (draws.chance((weekend ? 0.2 : 0.12) + 0.09 * type.persons())) {
      double washes = out && !weekend ? draws.between(17.5, 20) : draws.between(8.5, 15);
      load.addEvent(washes, 75, draws.between(450, 850));
      if (dryer && draws.chance(0.6)) {
        load.addEvent(washes + 1.4, 70, draws.between(1200, 2300));
      }
    }
    if (electricShower) {
      for (int person = 0; person < type.persons(); person++) {
        if (draws.chance(0.6)) {
          double when = draws.chance(0.7) ? wakes + draws.between(0.1, 0.8) : draws.between(20, 22);
          load.addEvent(when, 7, draws.between(600, 1000));
        }
      }
    }
  }
}
