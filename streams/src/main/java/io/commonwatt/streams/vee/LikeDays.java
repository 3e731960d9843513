package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The reference days of a slot: those of the 28 days before that are of its kind, working day or
 * weekend by local date, and have a reading at its time; without any of its kind, those of the
 * other. Of each the interval at the same UTC time counts, and with intervals of up to an hour
 * those beside it, for what a home does at seven on one day it does a little earlier on another.
 * Not thread-safe.
 *
 * <p>Source: average of selected reference days (California DASMMD), average like day (AEMO type
 * 15).
 */
final class LikeDays {
  private static final int DAYS = 28;
  private static final int SECONDS_PER_HOUR = 3600;

  /** Energies of the last slot gathered, Wh; in no order. */
  final double[] wh = new double[3 * DAYS];

  /** How many of them there are. */
  int count;

  /** Gathers for the examined slot; returns the number of reference days. */
  int gather(Examination examination) {
    int days = gather(examination, true);
    return days > 0 ? days : gather(examination, false);
  }

  private int gather(Examination examination, boolean alike) {
    Series series = examination.series;
    ZoneId zone = examination.directory.timeZone();
    int beside = series.lengthSeconds() <= SECONDS_PER_HOUR ? 1 : 0;
    boolean weekend = isWeekend(series, examination.slot, zone);
    int days = 0;
    count = 0;
    for (int back = 1; back <= DAYS; back++) {
      long center = examination.slot - (long) back * series.slotsPerDay();
      if (!Estimator.isBasis(examination, center)
          || alike && isWeekend(series, center, zone) != weekend) {
        continue;
      }
      days++;
      for (long slot = center - beside; slot <= center + beside; slot++) {
        if (slot == center || Estimator.isBasis(examination, slot)) {
          wh[count++] = series.rawWh(slot);
        }
      }
    }
    return days;
  }

  private static boolean isWeekend(Series series, long slot, ZoneId zone) {
    Instant start = Instant.ofEpochSecond(series.startOf(slot));
    DayOfWeek day = LocalDate.ofInstant(start, zone).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
