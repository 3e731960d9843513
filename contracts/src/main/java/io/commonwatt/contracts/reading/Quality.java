package io.commonwatt.contracts.reading;

/**
 * Summary quality of a validated interval, with its ESPI {@code QualityOfReading} code (NAESB
 * REQ.21, espi.xsd) and NEM12 flag.
 */
public enum Quality {
  VALID(17, "A"),
  ESTIMATED_LINEAR(9, "S17"),
  ESTIMATED_LIKE_DAY(8, "S14"),
  /**
   * Measured value was implausible; the value stored is an estimate, the raw value stays beside it.
   */
  QUESTIONABLE(10, "S"),
  /** Inside an outage: zero, never estimated (IEC 61968-9 quality category 1.2.32). */
  POWER_FAIL(16, "A"),
  /** No basis for an estimate; the value is zero and says so. */
  MISSING(16, "N"),
  EDITED(7, "F"),
  /** Mean of the same time on several reference days. */
  ESTIMATED_AVERAGE_LIKE_DAY(8, "S15"),
  /** What the register says of an interval that was not sent: exact. */
  DERIVED(11, "S12");

  private final int espiCode;
  private final String nem12Flag;

  Quality(int espiCode, String nem12Flag) {
    this.espiCode = espiCode;
    this.nem12Flag = nem12Flag;
  }

  public int espiCode() {
    return espiCode;
  }

  public String nem12Flag() {
    return nem12Flag;
  }
}
