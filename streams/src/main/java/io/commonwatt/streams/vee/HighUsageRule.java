package io.commonwatt.streams.vee;

/**
 * A day with more energy than any of four weeks, by a factor. Source: high/low usage (California
 * DASMMD), Historical Max Usage % Diff (Itron IEE; as a warning).
 */
final class HighUsageRule extends UsageRule {
  @Override
  public String name() {
    return "high-usage";
  }

  @Override
  boolean isOdd(MeterClass thresholds, long todayWh, long leastWh, long mostWh) {
    return todayWh > thresholds.highUsagePercent() / 100 * mostWh;
  }
}
