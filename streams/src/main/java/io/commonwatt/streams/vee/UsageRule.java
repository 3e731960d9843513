package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.DayHead;
import io.commonwatt.streams.series.Series;

/** The energy of a complete UTC day against the four weeks before; where no register tells. */
abstract class UsageRule implements VeeRule {
  private static final int DAYS = 28;
  private static final int LEAST_DAYS = 14;

  @Override
  public Kind kind() {
    return Kind.WARNS;
  }

  @Override
  public boolean speaks(Examination examination) {
    Series series = examination.series;
    long day = series.dayOf(examination.slot);
    DayHead today = series.head(day);
    int complete = series.slotsPerDay();
    if (!examination.isUsed()
        || today.measured() != complete
        || Balance.hasRegisters(examination)) {
      return false;
    }
    long least = Long.MAX_VALUE;
    long most = 0;
    int days = 0;
    for (int back = 1; back <= DAYS; back++) {
      DayHead head = series.head(day - back);
      if (head.measured() == complete && head.peakWh() <= examination.limitWh) {
        least = Math.min(least, head.sumWh());
        most = Math.max(most, head.sumWh());
        days++;
      }
    }
    return days >= LEAST_DAYS && isOdd(examination.thresholds, today.sumWh(), least, most);
  }

  abstract boolean isOdd(MeterClass thresholds, long todayWh, long leastWh, long mostWh);

  @Override
  public String detail(Examination examination) {
    DayHead today = examination.series.head(examination.series.dayOf(examination.slot));
    return today.sumWh() + " Wh in the day, outside what four weeks showed";
  }
}
