package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.DayHead;

/**
 * A complete UTC day whose peak is hundreds of times the usual one, or hundreds of times below it:
 * the values are kWh taken for Wh, or a multiplier was forgotten or applied again. Source:
 * read/demand decimal quantity (California DASMMD, Attachment VEE). Where a register disagrees, the
 * sum check finds single hours and small factors too.
 */
final class UnitRule extends DayRule {
  @Override
  public String name() {
    return "unit";
  }

  @Override
  public boolean speaks(Examination examination) {
    if (examination.rawWh <= 0 || !examination.isUsed()) {
      return false;
    }
    DayHead today = today(examination);
    if (today.peakWh() > examination.limitWh || !isComplete(examination, today)) {
      return false;
    }
    long[] peaks = peaksBefore(examination);
    if (peaks.length < examination.thresholds.activeDays()) {
      return false;
    }
    double usual = peaks[peaks.length / 2];
    double factor = examination.thresholds.unitFactor();
    return usual > 0 && (usual >= factor * today.peakWh() || today.peakWh() >= factor * usual);
  }

  @Override
  public String detail(Examination examination) {
    return "Peak of the day "
        + today(examination).peakWh()
        + " Wh, usual is "
        + peaksBefore(examination)[peaksBefore(examination).length / 2]
        + " Wh: check unit and multiplier";
  }
}
