package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.Objects;

/**
 * A divisible limit order.
 *
 * @param id unique within its book
 * @param owner who stands behind it
 * @param quantityWh Wh, positive
 * @param priceMilliCentPerKwh most a bid pays, least an ask takes; may be negative
 * @param time place in time, in any unit; only the order book looks at it
 */
public record Order(
    String id, String owner, Side side, long quantityWh, long priceMilliCentPerKwh, long time) {
  public Order {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(side, "side");
    if (quantityWh <= 0) {
      throw new IllegalArgumentException(
          "Order '" + id + "': quantity " + quantityWh + " Wh must be positive");
    }
  }

  /** An order for a batch, where time does not count. */
  public Order(String id, String owner, Side side, long quantityWh, long priceMilliCentPerKwh) {
    this(id, owner, side, quantityWh, priceMilliCentPerKwh, 0);
  }

  /** The same order for another quantity. */
  public Order withQuantityWh(long otherQuantityWh) {
    return new Order(id, owner, side, otherQuantityWh, priceMilliCentPerKwh, time);
  }

  /** The same order at another price. */
  public Order withPriceMilliCentPerKwh(long otherPrice) {
    return new Order(id, owner, side, quantityWh, otherPrice, time);
  }
}
