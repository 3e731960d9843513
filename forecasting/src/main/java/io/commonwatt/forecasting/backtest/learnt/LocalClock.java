package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The clock of the people behind a series and the sun above it: local time, weekday, holidays and
 * clear sky of its intervals, computed once. Grows; not thread-safe.
 */
final class LocalClock {

  /** A working day, a Saturday, a Sunday or holiday. */
  static final int WORKDAY = 0;

  static final int SATURDAY = 1;
  static final int SUNDAY = 2;

  private static final int SUN_SAMPLES = 4;
  private static final int SECONDS_PER_DAY = 86_400;

  private final LocalDateTime start;
  private final int stepSeconds;
  private final ZoneRules rules;
  private final Predicate<LocalDate> holidays;
  private int[] offsets = new int[0];
  private byte[] dayTypes = new byte[0];
  private final SolarGeometry sun;
  private float[] clearSky = new float[0];

  /**
   * @param holidays whether a day is one
   */
  LocalClock(Past past, Predicate<LocalDate> holidays) {
    start = past.timeOf(0);
    stepSeconds = past.stepSeconds();
    rules = past.quantity().zone().getRules();
    this.holidays = holidays;
    Place place = past.quantity().place();
    sun = place == null ? null : new SolarGeometry(place.latitude(), place.longitude());
  }

  /** Local time less the file's, s. */
  int offsetSeconds(int index) {
    ensure(index);
    return offsets[index];
  }

  /** {@link #WORKDAY}, {@link #SATURDAY} or {@link #SUNDAY}. */
  int dayType(int index) {
    ensure(index);
    return dayTypes[index] & 3;
  }

  /** Whether it is a holiday. */
  boolean isHoliday(int index) {
    ensure(index);
    return (dayTypes[index] & 4) != 0;
  }

  /** 0 for Monday … 6 for Sunday. */
  int weekday(int index) {
    return (int) Math.floorMod(localSecond(index) / SECONDS_PER_DAY + 3, 7L);
  }

  /** Middle of the interval in its local day, 0…1. */
  double dayFraction(int index) {
    double second = Math.floorMod(localSecond(index), (long) SECONDS_PER_DAY) + stepSeconds / 2.0;
    return second / SECONDS_PER_DAY;
  }

  /** Part of the year, 0…1. */
  double yearFraction(int index) {
    return start.plusSeconds((long) index * stepSeconds).getDayOfYear() / 365.25;
  }

  /** Interval so many days before at the same local time. */
  int daysBefore(int index, int days) {
    int lag = index - days * (SECONDS_PER_DAY / stepSeconds);
    return lag < 0 ? lag : lag + (offsetSeconds(index) - offsetSeconds(lag)) / stepSeconds;
  }

  /** Whether the path of the sun is known. */
  boolean knowsSun() {
    return sun != null;
  }

  /**
   * Mean clear-sky irradiance of an interval, W/m²; negative when the sun is below the horizon all
   * the while, NaN when its path is not known.
   */
  double clearSky(int index) {
    if (sun == null || index < 0) {
      return Double.NaN;
    }
    if (index >= clearSky.length) {
      int from = clearSky.length;
      clearSky = Arrays.copyOf(clearSky, Math.max(index + 1, 2 * from));
      Arrays.fill(clearSky, from, clearSky.length, Float.NaN);
    }
    if (Float.isNaN(clearSky[index])) {
      clearSky[index] = (float) computeClearSky(index);
    }
    return clearSky[index];
  }

  private double computeClearSky(int index) {
    double second = start.toEpochSecond(ZoneOffset.UTC) + (double) index * stepSeconds;
    double sum = 0;
    boolean night = true;
    for (int i = 0; i <= SUN_SAMPLES; i++) {
      double sine = sun.sinElevation(second + (double) stepSeconds * i / SUN_SAMPLES);
      night &= sine <= 0;
      double weight = i == 0 || i == SUN_SAMPLES ? .5 : 1;
      sum += weight * SolarGeometry.clearSkyIrradiance(sine);
    }
    return night ? -1 : sum / SUN_SAMPLES;
  }

  private long localSecond(int index) {
    return start.toEpochSecond(ZoneOffset.UTC) + (long) index * stepSeconds + offsetSeconds(index);
  }

  private void ensure(int index) {
    if (index < offsets.length) {
      return;
    }
    int from = offsets.length;
    int size = Math.max(index + 1, 2 * from);
    offsets = Arrays.copyOf(offsets, size);
    dayTypes = Arrays.copyOf(dayTypes, size);
    LocalDate day = null;
    byte type = 0;
    for (int i = from; i < size; i++) {
      LocalDateTime time = start.plusSeconds((long) i * stepSeconds);
      offsets[i] = rules.getOffset(time.toInstant(ZoneOffset.UTC)).getTotalSeconds();
      LocalDate own = time.plusSeconds(offsets[i]).toLocalDate();
      if (!own.equals(day)) {
        day = own;
        int weekday = own.getDayOfWeek().getValue();
        boolean holiday = holidays.test(own);
        int kind = holiday || weekday == 7 ? SUNDAY : weekday == 6 ? SATURDAY : WORKDAY;
        type = (byte) (kind + (holiday ? 4 : 0));
      }
      dayTypes[i] = type;
    }
  }
}
