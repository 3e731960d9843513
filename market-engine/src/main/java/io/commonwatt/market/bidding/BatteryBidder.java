package io.commonwatt.market.bidding;

import io.commonwatt.market.resource.Battery;
import java.util.List;

/**
 * A battery: it charges below what a stored kWh is worth and discharges above, losses and wear
 * counted.
 *
 * @param storedKwh stored energy now
 * @param storedValueCentPerKwh what one more stored kWh is worth to its home, from the duals of the
 *     home's own plan
 */
public record BatteryBidder(Battery battery, double storedKwh, double storedValueCentPerKwh)
    implements DeviceBidder {

  @Override
  public DeviceBid bid(PriceLimits limits) {
    return new DeviceBid(0, List.of(StorageOffer.of(battery, storedKwh, storedValueCentPerKwh)));
  }
}
