package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.DayHead;

/**
 * A whole UTC day of zeros from a meter that counted on every day of the week before. Source: zero
 * consumption for active meter (California DASMMD, Attachment VEE). A register that agrees lifts
 * it.
 */
final class ZeroConsumptionRule extends DayRule {
  @Override
  public String name() {
    return "zero-consumption";
  }

  @Override
  public boolean speaks(Examination examination) {
    if (examination.rawWh != 0 || !examination.isUsed()) {
      return false;
    }
    DayHead today = today(examination);
    if (today.peakWh() != 0 || !isComplete(examination, today)) {
      return false;
    }
    long[] peaks = peaksBefore(examination);
    return peaks.length >= examination.thresholds.activeDays() && peaks[0] > 0;
  }

  @Override
  public String detail(Examination examination) {
    return "Nothing all day, after a week with a peak of at least "
        + peaksBefore(examination)[0]
        + " Wh a day; ask whether the customer left or the meter failed";
  }
}
