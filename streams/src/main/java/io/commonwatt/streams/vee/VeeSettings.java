package io.commonwatt.streams.vee;

import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of validation. {@code vee.yaml} overrides single keys, named as the constants' units
 * say: see {@link VeeSettingsFile}.
 *
 * @param absenceDelay how long after an interval's end its reading is waited for
 * @param maxAge how old a reading may be when it becomes known
 * @param futureTolerance how far an interval may end after its reading became known: clocks drift
 * @param interpolationLimit longest gap that is interpolated linearly (California DASMMD: 2 h)
 * @param memoryDays days of intervals kept: reference days (28) plus how late a reading may come
 *     and still be judged as if it had come in time
 * @param rangeTolerance factor on what the connection can carry
 * @param spikeFloorKw mean power below which one ordinary appliance explains a peak, kW
 * @param spikeThirdPeakPercent how far a spike stands above the day's third peak, % (California
 *     DASMMD: 180)
 * @param spikeHistoryFactor how many times the week's peak level a spike is
 */
public record VeeSettings(
    Duration absenceDelay,
    Duration maxAge,
    Duration futureTolerance,
    Duration interpolationLimit,
    int memoryDays,
    double rangeTolerance,
    double spikeFloorKw,
    double spikeThirdPeakPercent,
    double spikeHistoryFactor)
    implements Serializable {

  /** 6 h. */
  public static final int DEFAULT_ABSENCE_DELAY_HOURS = 6;

  /** 400 days. */
  public static final int DEFAULT_MAX_AGE_DAYS = 400;

  /** 5 min. */
  public static final int DEFAULT_FUTURE_TOLERANCE_MINUTES = 5;

  /** 2 h. */
  public static final int DEFAULT_INTERPOLATION_LIMIT_HOURS = 2;

  /** 42 days. */
  public static final int DEFAULT_MEMORY_DAYS = 42;

  /** 1.1 × the connection. */
  public static final double DEFAULT_RANGE_TOLERANCE = 1.1;

  /** 7.5 kW: a charger of 32 A at 230 V draws 7.4. */
  public static final double DEFAULT_SPIKE_FLOOR_KW = 7.5;

  /** 180 %. */
  public static final double DEFAULT_SPIKE_THIRD_PEAK_PERCENT = 180;

  /** 2 × the week's peak level. */
  public static final double DEFAULT_SPIKE_HISTORY_FACTOR = 2;

  /** Shortest memory, days: what like-day estimation looks back. */
  public static final int LEAST_MEMORY_DAYS = 28;

  public VeeSettings {
    check(!absenceDelay.isNegative(), "absenceDelay must not be negative", absenceDelay);
    check(!futureTolerance.isNegative(), "futureTolerance must not be negative", futureTolerance);
    check(
        !interpolationLimit.isNegative(),
        "interpolationLimit must not be negative",
        interpolationLimit);
    check(
        memoryDays >= LEAST_MEMORY_DAYS && memoryDays <= 4000,
        "memoryDays must be " + LEAST_MEMORY_DAYS + "…4000",
        memoryDays);
    check(
        maxAge.compareTo(Duration.ofDays(1)) >= 0 && maxAge.toDays() <= 40_000,
        "maxAge must be 1…40000 days",
        maxAge);
    check(rangeTolerance >= 1, "rangeTolerance must be at least 1", rangeTolerance);
    check(spikeFloorKw >= 0, "spikeFloorKw must not be negative", spikeFloorKw);
    check(
        spikeThirdPeakPercent >= 0,
        "spikeThirdPeakPercent must not be negative",
        spikeThirdPeakPercent);
    check(spikeHistoryFactor >= 1, "spikeHistoryFactor must be at least 1", spikeHistoryFactor);
  }

  /** The defaults. */
  public static VeeSettings defaults() {
    return new VeeSettings(
        Duration.ofHours(DEFAULT_ABSENCE_DELAY_HOURS),
        Duration.ofDays(DEFAULT_MAX_AGE_DAYS),
        Duration.ofMinutes(DEFAULT_FUTURE_TOLERANCE_MINUTES),
        Duration.ofHours(DEFAULT_INTERPOLATION_LIMIT_HOURS),
        DEFAULT_MEMORY_DAYS,
        DEFAULT_RANGE_TOLERANCE,
        DEFAULT_SPIKE_FLOOR_KW,
        DEFAULT_SPIKE_THIRD_PEAK_PERCENT,
        DEFAULT_SPIKE_HISTORY_FACTOR);
  }

  private static void check(boolean holds, String rule, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + found);
    }
  }
}
