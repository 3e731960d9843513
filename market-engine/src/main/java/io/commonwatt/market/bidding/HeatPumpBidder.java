package io.commonwatt.market.bidding;

import java.util.ArrayList;
import java.util.List;

/**
 * A heat pump that keeps a room or a tank between two temperatures. What keeps it from falling
 * below the lower one by the end of the hour is taken at any price; from there each tenth of the
 * band is worth less the warmer it is, from what the tariff asks at the lower end to what it pays
 * at the upper.
 *
 * @param leastCelsius lower end of the band
 * @param mostCelsius upper end
 * @param unheatedCelsius temperature at the end of the hour without heating, forecast
 * @param kelvinPerKwh warming per electric kWh
 * @param powerKw greatest electric power
 */
public record HeatPumpBidder(
    double leastCelsius,
    double mostCelsius,
    double unheatedCelsius,
    double kelvinPerKwh,
    double powerKw)
    implements DeviceBidder {

  private static final int PARTS = 10;
  private static final double WH_PER_KWH = 1000;

  public HeatPumpBidder {
    if (!(leastCelsius < mostCelsius && kelvinPerKwh > 0 && powerKw >= 0)) {
      throw new IllegalArgumentException(
          "A heat pump between "
              + leastCelsius
              + " and "
              + mostCelsius
              + " °C with "
              + kelvinPerKwh
              + " K/kWh and "
              + powerKw
              + " kW; give a band, a warming and a power");
    }
  }

  @Override
  public DeviceBid bid(PriceLimits limits) {
    long most = (long) Math.floor(powerKw * WH_PER_KWH);
    long dueWh = Math.min(most, energyTo(leastCelsius));
    List<StorageOffer> offers = new ArrayList<>();
    long taken = dueWh;
    for (int part = 1; part <= PARTS && taken < most; part++) {
      double share = (double) part / PARTS;
      double celsius = leastCelsius + share * (mostCelsius - leastCelsius);
      long wh = Math.min(most, energyTo(celsius)) - taken;
      if (wh > 0) {
        offers.add(StorageOffer.charging(wh, limits.between(1 - share)));
        taken += wh;
      }
    }
    return new DeviceBid(dueWh, offers);
  }

  private long energyTo(double celsius) {
    return (long) Math.ceil(Math.max(0, celsius - unheatedCelsius) / kelvinPerKwh * WH_PER_KWH);
  }
}
