package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;

/**
 * One value far above everything around it. Speaks when all of this holds:
 *
 * <ol>
 *   <li>mean power above what needs no explanation: for energy used or imported 7.5 kW plus the
 *       declared chargers and heat pumps (and batteries), for energy generated or exported what the
 *       declared PV (and batteries) can give, or 7.5 kW where none is declared;
 *   <li>(value − other) / other &gt; 180 % for the interval before and the next one known within
 *       two hours: a charger that runs for an hour fills neighbours; without a later interval the
 *       rule waits;
 *   <li>(value − third peak) / third peak &gt; 180 % over its UTC day. Source: spike check,
 *       California DASMMD, Attachment VEE;
 *   <li>above twice the peak level of the seven days before: the value that 1 % of them exceed
 *       (itself the third peak at least), from three days of readings on.
 * </ol>
 *
 * <p>Looks at possible raw values only, never at verdicts, so that the order of arrival is of no
 * consequence. Home charging that lasts three intervals of a day, or two in a row, or was seen in
 * the week before, or is declared, does not trip it.
 */
final class SpikeRule implements VeeRule {
  private static final int HISTORY_DAYS = 7;
  private static final int LEAST_HISTORY_DAYS = 3;
  private static final int LEVEL_RANK_PER_READINGS = 100;
  private static final int LEAST_LEVEL_RANK = 3;
  private static final int NEXT_WITHIN_SECONDS = 7200;

  @Override
  public String name() {
    return "spike";
  }

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  @Override
  public boolean speaks(Examination examination) {
    long wh = examination.rawWh;
    double factor = 1 + examination.thresholds.spikeThirdPeakPercent() / 100;
    return wh > examination.quietWh
        && examination.isPossible(wh)
        && standsAlone(examination, factor)
        && wh > factor * thirdPeakWh(examination)
        && wh > floorWh(examination)
        && isAboveHistory(examination);
  }

  /** At or below this the rule is silent whatever else holds, Wh. */
  static long quietWh(Examination examination) {
    return examination.isUsed()
        ? (long) examination.intervalWh(examination.thresholds.spikeFloorKw())
        : 0;
  }

  private static double floorWh(Examination examination) {
    double declaredKw =
        examination.directory.declaredKw(
            examination.usagePoint().id(), examination.channel, examination.slotStart());
    boolean bounded = !examination.isUsed() && declaredKw > 0;
    double explainedKw = bounded ? 0 : examination.thresholds.spikeFloorKw();
    return examination.intervalWh(explainedKw + declaredKw);
  }

  private static long thirdPeakWh(Examination examination) {
    int slots = examination.series.slotsPerDay();
    return peakWh(examination, firstOfDay(examination), slots, LEAST_LEVEL_RANK);
  }

  private static long firstOfDay(Examination examination) {
    Series series = examination.series;
    return series.dayOf(examination.slot) * series.slotsPerDay();
  }

  private static boolean standsAlone(Examination examination, double factor) {
    Series series = examination.series;
    long slot = examination.slot;
    if (examination.isPossibleAt(slot - 1)
        && examination.rawWh <= factor * series.rawWh(slot - 1)) {
      return false;
    }
    long last = slot + Math.max(1, NEXT_WITHIN_SECONDS / series.lengthSeconds());
    for (long next = slot + 1; next <= last; next++) {
      if (examination.isPossibleAt(next)) {
        return examination.rawWh > factor * series.rawWh(next);
      }
    }
    return false;
  }

  private static boolean isAboveHistory(Examination examination) {
    Series series = examination.series;
    long firstOfDay = firstOfDay(examination);
    int readings = 0;
    long firstOfHistory = firstOfDay - (long) HISTORY_DAYS * series.slotsPerDay();
    for (long slot = firstOfHistory; slot < firstOfDay; slot++) {
      readings += examination.isPossibleAt(slot) ? 1 : 0;
    }
    if (readings < LEAST_HISTORY_DAYS * series.slotsPerDay()) {
      return false;
    }
    int rank = Math.max(LEAST_LEVEL_RANK, readings / LEVEL_RANK_PER_READINGS);
    long levelWh = peakWh(examination, firstOfHistory, HISTORY_DAYS * series.slotsPerDay(), rank);
    return examination.rawWh > examination.thresholds.spikeHistoryFactor() * levelWh;
  }

  /**
   * The {@code rank}th highest possible value of {@code count} slots, Wh; 0 when there are fewer.
   */
  private static long peakWh(Examination examination, long first, int count, int rank) {
    long[] peaks = new long[rank];
    for (long slot = first; slot < first + count; slot++) {
      if (examination.isPossibleAt(slot)) {
        insert(peaks, examination.series.rawWh(slot));
      }
    }
    return peaks[rank - 1];
  }

  private static void insert(long[] peaks, long wh) {
    int index = peaks.length - 1;
    if (wh <= peaks[index]) {
      return;
    }
    while (index > 0 && peaks[index - 1] < wh) {
      peaks[index] = peaks[index - 1];
      index--;
    }
    peaks[index] = wh;
  }

  @Override
  public String detail(Examination examination) {
    return examination.rawWh
        + " Wh stands alone; third peak of the day "
        + thirdPeakWh(examination)
        + " Wh";
  }
}
