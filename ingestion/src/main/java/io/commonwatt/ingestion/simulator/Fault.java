package io.commonwatt.ingestion.simulator;

import java.util.Locale;

/** Kinds of planted faults. */
enum Fault {
  LATE,
  SPIKE,
  UNIT_ERROR,
  NEGATIVE,
  DUPLICATE,
  CORRECTION,
  GAP,
  FROZEN,
  OUTAGE,
  UNKNOWN_METER,
  CLOCK_WRONG,
  METER_EXCHANGED;

  /** Name in {@code faults.csv}. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
