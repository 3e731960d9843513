package io.commonwatt.market.bidding;

import java.util.ArrayList;
import java.util.List;

/**
 * A car that is plugged in. What must be charged this hour, because the hours left would not do
 * without it, is taken at any price. The rest is bought for the more the less slack there is: the
 * share of the hours left that charging needs, between what the tariff pays and what it asks.
 *
 * @param neededKwh energy still to be taken at the charger until departure
 * @param chargeKw greatest charging power
 * @param hoursLeft until departure, this hour included
 */
public record ElectricVehicleBidder(double neededKwh, double chargeKw, double hoursLeft)
    implements DeviceBidder {

  private static final double WH_PER_KWH = 1000;

  public ElectricVehicleBidder {
    if (!(neededKwh >= 0 && chargeKw >= 0 && hoursLeft >= 0)) {
      throw new IllegalArgumentException(
          "A car that needs "
              + neededKwh
              + " kWh at "
              + chargeKw
              + " kW within "
              + hoursLeft
              + " h; none may be negative");
    }
  }

  @Override
  public DeviceBid bid(PriceLimits limits) {
    double hours = Math.min(1, hoursLeft);
    long possibleWh = (long) Math.floor(Math.min(neededKwh, chargeKw * hours) * WH_PER_KWH);
    double laterKwh = chargeKw * Math.max(0, hoursLeft - 1);
    long dueWh = (long) Math.ceil(Math.max(0, neededKwh - laterKwh) * WH_PER_KWH);
    dueWh = Math.min(dueWh, possibleWh);
    List<StorageOffer> offers = new ArrayList<>();
    if (possibleWh > dueWh) {
      offers.add(StorageOffer.charging(possibleWh - dueWh, willingness(limits)));
    }
    return new DeviceBid(dueWh, offers);
  }

  /** Most it pays for what it may still charge later, milli-cent per kWh. */
  long willingness(PriceLimits limits) {
    double possibleKwh = chargeKw * hoursLeft;
    double urgency = possibleKwh <= neededKwh ? 1 : neededKwh / possibleKwh;
    return limits.between(urgency);
  }
}
