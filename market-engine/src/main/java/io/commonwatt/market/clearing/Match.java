package io.commonwatt.market.clearing;

/**
 * Energy that one owner buys from another. Under rules with two prices the market operator stands
 * between them and keeps, or pays, the difference.
 *
 * @param buyer order owner
 * @param seller order owner
 * @param quantityWh Wh, positive
 * @param buyerPrice what the buyer pays, milli-cent per kWh
 * @param sellerPrice what the seller is paid, milli-cent per kWh
 */
public record Match(
    String buyer, String seller, long quantityWh, long buyerPrice, long sellerPrice) {}
