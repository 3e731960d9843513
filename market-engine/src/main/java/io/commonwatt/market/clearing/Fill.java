package io.commonwatt.market.clearing;

/**
 * How much of an order was matched.
 *
 * @param quantityWh matched energy, Wh, positive
 */
public record Fill(Order order, long quantityWh) {}
