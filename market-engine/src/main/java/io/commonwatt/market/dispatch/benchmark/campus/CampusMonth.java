package io.commonwatt.market.dispatch.benchmark.campus;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The quarter-hours of November 2020: the month begins and ends in UTC, days and working hours (9
 * to 17, Monday to Friday) are Melbourne's. Recurring activities start in the first week from the
 * first Monday and take place in four weeks.
 */
public final class CampusMonth {

  /** Quarter-hours of the month. */
  public static final int STEPS = 30 * 96;

  static final int WEEK = 7 * 96;
  static final int WEEKS = 4;

  private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
  private static final ZonedDateTime START =
      ZonedDateTime.of(2020, 11, 1, 0, 0, 0, 0, ZoneOffset.UTC);
  private static final int STEP_MINUTES = 15;
  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(17, 0);
  private static final int[] DAYS = new int[STEPS];
  private static final boolean[] WORKING = new boolean[STEPS];
  private static final int FIRST_MONDAY;

  static {
    int monday = -1;
    for (int step = 0; step < STEPS; step++) {
      ZonedDateTime local =
          START.plusMinutes((long) STEP_MINUTES * step).withZoneSameInstant(MELBOURNE);
      DAYS[step] = local.getDayOfMonth() + (local.getMonthValue() == 12 ? 30 : 0);
      LocalTime time = local.toLocalTime();
      WORKING[step] =
          local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0
              && !time.isBefore(OPENS)
              && time.isBefore(CLOSES);
      if (monday < 0 && local.getDayOfWeek() == DayOfWeek.MONDAY) {
        monday = step;
      }
    }
    FIRST_MONDAY = monday;
  }

  private CampusMonth() {}

  /** First step of the first Monday. */
  static int firstMonday() {
    return FIRST_MONDAY;
  }

  /** Day of the month in Melbourne. */
  static int day(int step) {
    return DAYS[step];
  }

  /** Whether all of an activity lies in the working hours of one day. */
  static boolean isWorking(int start, int steps) {
    int last = start + steps - 1;
    return start >= 0
        && last < STEPS
        && WORKING[start]
        && WORKING[last]
        && DAYS[start] == DAYS[last];
  }
}
