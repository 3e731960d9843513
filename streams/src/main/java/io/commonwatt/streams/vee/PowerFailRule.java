package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Outages;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * The interval lies wholly inside an outage of its meter: zero, never estimated. An outage without
 * a known restore lasts until a reading above zero, or the next failure, shows that power was back.
 * Source: power fail (IEC 61968-9 quality category 1.2.32).
 */
final class PowerFailRule implements VeeRule {
  @Override
  public String name() {
    return "power-fail";
  }

  @Override
  public Kind kind() {
    return Kind.FILLS;
  }

  @Override
  public boolean speaks(Examination examination) {
    Outages outages = examination.state.outages();
    if (outages.isEmpty()) {
      return false;
    }
    Series series = examination.series;
    long start = series.startOf(examination.slot);
    long end = start + series.lengthSeconds();
    long unclosed = outages.unclosedSince(start, end);
    return outages.contains(start, end)
        || unclosed != Outages.NONE && !isPowerBack(examination, unclosed);
  }

  private static boolean isPowerBack(Examination examination, long since) {
    Series series = examination.series;
    for (long slot = series.slotOf(since - 1) + 1; slot < examination.slot; slot++) {
      if (Status.kind(series.status(slot)) == Status.MEASURED && series.rawWh(slot) > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String detail(Examination examination) {
    return "No reading, power failed: zero";
  }
}
