package io.commonwatt.streams.vee;

/**
 * Energy where a week of days showed none. Source: usage for inactive meter (California DASMMD,
 * Attachment VEE). Speaks on the first day only: from then on the meter is active. A register that
 * agrees lifts it.
 */
final class InactiveUsageRule extends DayRule {
  @Override
  public String name() {
    return "inactive-usage";
  }

  @Override
  public boolean speaks(Examination examination) {
    double floorWh = examination.intervalWh(examination.thresholds.inactiveFloorKw());
    if (examination.rawWh <= floorWh || !examination.isUsed()) {
      return false;
    }
    long yesterday = examination.series.dayOf(examination.slot) - 1;
    if (examination.series.head(yesterday).peakWh() > 0) {
      return false;
    }
    long[] peaks = peaksBefore(examination);
    return peaks.length >= examination.thresholds.activeDays() && peaks[peaks.length - 1] == 0;
  }

  @Override
  public String detail(Examination examination) {
    return examination.rawWh + " Wh after a week of zeros; ask whether somebody moved in";
  }
}
