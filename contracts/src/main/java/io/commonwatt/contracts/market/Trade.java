package io.commonwatt.contracts.market;

/**
 * A match within a clearing.
 *
 * @param buyer order owner
 * @param seller order owner
 */
public record Trade(String buyer, String seller, long quantityWh, long priceMilliCentPerKwh) {}
