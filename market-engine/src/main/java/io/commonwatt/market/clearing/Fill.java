package io.commonwatt.market.clearing;

/**
 * How much of an order was traded, and for how much.
 *
 * @param quantityWh traded energy, Wh, positive
 * @param amountMicroCent what a bid pays or an ask is paid, Wh × milli-cent per kWh
 */
public record Fill(Order order, long quantityWh, long amountMicroCent) {

  /** Value of the energy at the order's own price, micro-cent. */
  public long valueMicroCent() {
    return Math.multiplyExact(quantityWh, order.priceMilliCentPerKwh());
  }
}
