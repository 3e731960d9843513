package io.commonwatt.streams.vee;

/**
 * A day with less energy than any of four weeks, by a factor. Source: high/low usage (California
 * DASMMD), High Low Usage Check (Itron IEE; as a warning).
 */
final class LowUsageRule extends UsageRule {
  @Override
  public String name() {
    return "low-usage";
  }

  @Override
  boolean isOdd(MeterClass thresholds, long todayWh, long leastWh, long mostWh) {
    return todayWh < thresholds.lowUsagePercent() / 100 * leastWh;
  }
}
