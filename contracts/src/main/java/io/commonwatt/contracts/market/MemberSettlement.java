package io.commonwatt.contracts.market;

/**
 * One usage point's part of a settlement. Energies in Wh, prices in milli-cent per kWh, amounts in
 * micro-cent (Wh × milli-cent/kWh, exact).
 *
 * @param member who pays
 * @param loadWh gross consumption
 * @param generationWh gross generation
 * @param storageWh net energy into the stores behind the usage point; negative when discharging
 * @param storedWh energy in those stores at the interval's end
 * @param netWh metered net import m = load + storage − generation
 * @param boughtWh net energy bought in the local market q; negative when sold
 * @param tradeMicroCent Σ trade · price, positive when paid
 * @param gridMicroCent import price · max(0, m − q) − export price · max(0, q − m)
 * @param feesMicroCent fees and levies
 */
public record MemberSettlement(
    String member,
    String usagePoint,
    long loadWh,
    long generationWh,
    long storageWh,
    long storedWh,
    long netWh,
    long boughtWh,
    long importPriceMilliCentPerKwh,
    long exportPriceMilliCentPerKwh,
    long tradeMicroCent,
    long gridMicroCent,
    long feesMicroCent) {

  /** What the member owes for the interval, micro-cent; negative when owed. */
  public long billMicroCent() {
    return tradeMicroCent + gridMicroCent + feesMicroCent;
  }
}
