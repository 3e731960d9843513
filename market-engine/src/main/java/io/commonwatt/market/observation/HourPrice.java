package io.commonwatt.market.observation;

/**
 * Wholesale price of an hour.
 *
 * @param importMilliCentPerKwh price of energy taken
 * @param exportMilliCentPerKwh price paid for energy fed in
 * @param carbonMilligramPerKwh carbon intensity of energy taken
 * @param known false when the market has not published it and it stands in from another day
 */
public record HourPrice(
    long importMilliCentPerKwh,
    long exportMilliCentPerKwh,
    long carbonMilligramPerKwh,
    boolean known) {

  /** Price where nothing has ever been published. */
  public static final HourPrice NONE = new HourPrice(0, 0, 0, false);

  HourPrice standIn() {
    return known
        ? new HourPrice(importMilliCentPerKwh, exportMilliCentPerKwh, carbonMilligramPerKwh, false)
        : this;
  }
}
