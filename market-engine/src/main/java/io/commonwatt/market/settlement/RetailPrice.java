package io.commonwatt.market.settlement;

/**
 * What a usage point pays and gets in an hour, milli-cent per kWh.
 *
 * @param importMilliCentPerKwh energy from the supplier
 * @param exportMilliCentPerKwh paid for energy fed in
 * @param feeMilliCentPerKwh fees and levies on energy from the supplier
 * @param localFeeMilliCentPerKwh fees on energy bought in the local market
 */
public record RetailPrice(
    long importMilliCentPerKwh,
    long exportMilliCentPerKwh,
    long feeMilliCentPerKwh,
    long localFeeMilliCentPerKwh) {

  /** Import price with fees: what not taking a kWh from the supplier saves. */
  public long fullImportMilliCentPerKwh() {
    return importMilliCentPerKwh + feeMilliCentPerKwh;
  }
}
