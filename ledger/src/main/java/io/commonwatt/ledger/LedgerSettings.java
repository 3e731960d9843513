package io.commonwatt.ledger;

import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of the ledger.
 *
 * @param correctionWindow how long after an interval's start its settlement can still be corrected.
 *     What was booked is remembered that long, about 4 bytes per member and hour: some 100 bytes
 *     per hour and book of a community of 20 homes, 1 MB per book over the default. A run whose
 *     market settles again for a shorter time only needs no longer window than that
 */
public record LedgerSettings(Duration correctionWindow) implements Serializable {

  public static final Duration DEFAULT_CORRECTION_WINDOW = Duration.ofDays(400);

  public LedgerSettings {
    if (correctionWindow.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "Ledger settings: a correction window of " + correctionWindow + "; keep at least a day");
    }
  }

  /** Corrections for 400 days. */
  public static LedgerSettings defaults() {
    return new LedgerSettings(DEFAULT_CORRECTION_WINDOW);
  }
}
