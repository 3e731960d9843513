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
 */
public record Order(
    String id, String owner, Side side, long quantityWh, long priceMilliCentPerKwh) {
  public Order {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(side, "side");
    if (quantityWh <= 0) {
      throw new IllegalArgumentException(
          "Order '" + id + "': quantity " + quantityWh + " Wh must be positive");
    }
  }

  /** The same order for another quantity. */
  public Order withQuantityWh(long otherQuantityWh) {
    return new Order(id, owner, side, otherQuantityWh, priceMilliCentPerKwh);
  }
}
