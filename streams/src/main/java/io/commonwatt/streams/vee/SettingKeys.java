package io.commonwatt.streams.vee;

import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of {@code vee.yaml}: key, default and bounds. Immutable. */
final class SettingKeys {
  /** A number: what it is unless set, and what it may be. */
  record Bounds(double standard, double least, double most, boolean whole) {}

  /** Keys of the platform. */
  static final Map<String, Bounds> GENERAL = new LinkedHashMap<>();

  /** Keys of a class of meters; at the top of the file they hold for all classes. */
  static final Map<String, Bounds> OF_CLASS = new LinkedHashMap<>();

  static {
    GENERAL.put("absenceDelayHours", new Bounds(6, 0, 40_000, false));
    GENERAL.put("maxAgeDays", new Bounds(400, 1, 40_000, false));
    GENERAL.put("futureToleranceMinutes", new Bounds(5, 0, 40_000, false));
    GENERAL.put("interpolationLimitHours", new Bounds(2, 0, 40_000, false));
    GENERAL.put("memoryDays", new Bounds(42, VeeSettings.LEAST_MEMORY_DAYS, 4000, true));
    OF_CLASS.put("rangeTolerance", new Bounds(1.1, 1, 1000, false));
    OF_CLASS.put("spikeFloorKw", new Bounds(7.5, 0, 1e6, false));
    OF_CLASS.put("spikeThirdPeakPercent", new Bounds(180, 0, 1e6, false));
    OF_CLASS.put("spikeHistoryFactor", new Bounds(2, 1, 1e6, false));
    OF_CLASS.put("frozenIntervals", new Bounds(12, 3, 10_000, true));
    OF_CLASS.put("frozenFloorKw", new Bounds(1, 0, 1e6, false));
    OF_CLASS.put("activeDays", new Bounds(5, 1, 7, true));
    OF_CLASS.put("inactiveFloorKw", new Bounds(0.02, 0, 1e6, false));
    OF_CLASS.put("unitFactor", new Bounds(300, 10, 1e6, false));
    OF_CLASS.put("highUsagePercent", new Bounds(200, 100, 1e6, false));
    OF_CLASS.put("lowUsagePercent", new Bounds(50, 0, 100, false));
    OF_CLASS.put("sumCheckWh", new Bounds(2, 0, 1e9, false));
    OF_CLASS.put("sumCheckPercent", new Bounds(0, 0, 100, false));
    OF_CLASS.put("suspicion", new Bounds(0.07, 0, 1, false));
    OF_CLASS.put("channelSumWh", new Bounds(2, 0, 1e9, false));
    OF_CLASS.put("channelSumPercent", new Bounds(2, 0, 100, false));
    OF_CLASS.put("timeToleranceSeconds", new Bounds(180, 0, 43_200, true));
  }

  private SettingKeys() {}
}
