package io.commonwatt.ingestion.simulator;

/**
 * How often things go wrong, as probabilities.
 *
 * @param lateByHours reading arrives 1 to 12 hours late
 * @param lateByDays reading arrives 1 to 3 days late
 * @param spike reading is sent twenty times too large
 * @param unitError reading in Wh is sent as kWh
 * @param negative reading is sent with the wrong sign
 * @param duplicate line is sent twice
 * @param correction reading is sent wrong by up to a half, and right later
 * @param shortGapPerDay on a day and channel, up to two hours are missing
 * @param longGapPerDay on a day and channel, three to ten hours are missing
 * @param frozenPerDay on a day and channel, a value is repeated for four hours; off by default, as
 *     no rule of the first set can see it
 */
public record FaultRates(
    double lateByHours,
    double lateByDays,
    double spike,
    double unitError,
    double negative,
    double duplicate,
    double correction,
    double shortGapPerDay,
    double longGapPerDay,
    double frozenPerDay) {

  /** About one reading in a hundred. */
  public static final FaultRates DEFAULT =
      new FaultRates(0.003, 0.0007, 0.0008, 0.0003, 0.0005, 0.0012, 0.0006, 0.02, 0.004, 0);

  /** Nothing goes wrong, apart from the planted incidents. */
  public static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
