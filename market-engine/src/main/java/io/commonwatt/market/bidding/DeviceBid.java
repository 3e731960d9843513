package io.commonwatt.market.bidding;

import java.util.List;

/**
 * What one device wants of the hour to come.
 *
 * @param inelasticWh taken whatever the price, within the tariff's; negative when given
 * @param offers what it would take or give besides, at which prices
 */
public record DeviceBid(long inelasticWh, List<StorageOffer> offers) {

  public DeviceBid {
    offers = List.copyOf(offers);
  }

  /** A device that does not look at prices. */
  static DeviceBid inelastic(long wh) {
    return new DeviceBid(wh, List.of());
  }
}
