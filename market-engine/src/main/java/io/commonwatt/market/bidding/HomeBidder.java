package io.commonwatt.market.bidding;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Nets what the devices behind a usage point want into one demand curve and cuts it into orders.
 * Load is bought up to the ceiling and surplus sold down to the floor, because the tariff does both
 * there; a store discharges above its cost and charges below its value. Where the curve is positive
 * the home bids, what its buyer's fee leaves of the price; where it is negative it asks. No order
 * meets another of the same home, since the curve falls. Stateless and thread-safe.
 */
public final class HomeBidder {

  private HomeBidder() {}

  /** Demand that appears once the price falls to a level. */
  private record Step(long price, long quantityWh) {}

  /**
   * Orders of a home for the hour to come: its devices' bids, netted.
   *
   * @param usagePoint owner of the orders; their ids begin with it
   */
  public static List<Order> orders(
      String usagePoint, List<? extends DeviceBidder> devices, PriceLimits limits) {
    long inelasticWh = 0;
    List<StorageOffer> offers = new ArrayList<>();
    for (DeviceBidder device : devices) {
      DeviceBid bid = device.bid(limits);
      inelasticWh += bid.inelasticWh();
      offers.addAll(bid.offers());
    }
    return orders(usagePoint, inelasticWh, offers, limits);
  }

  /**
   * Orders of a home for the hour to come.
   *
   * @param usagePoint owner of the orders; their ids begin with it
   * @param netWh expected load less generation, stores left aside
   */
  public static List<Order> orders(
      String usagePoint, long netWh, List<StorageOffer> offers, PriceLimits limits) {
    if (limits.floor() > limits.ceiling()) {
      return List.of(); // The tariff pays more than it asks: nothing local is worth while.
    }
    List<Step> steps = new ArrayList<>();
    long demandWh = netWh;
    for (StorageOffer offer : offers) {
      if (offer.dischargeWh() > 0 && offer.dischargeCostMilliCentPerKwh() <= limits.ceiling()) {
        demandWh -= offer.dischargeWh();
        steps.add(new Step(limits.clip(offer.dischargeCostMilliCentPerKwh()), offer.dischargeWh()));
      }
      if (offer.chargeWh() > 0 && offer.chargeValueMilliCentPerKwh() > limits.floor()) {
        steps.add(new Step(limits.clip(offer.chargeValueMilliCentPerKwh()), offer.chargeWh()));
      }
    }
    steps.sort(Comparator.comparingLong(Step::price).reversed());
    Cutter cutter = new Cutter(usagePoint, limits);
    cutter.bid(limits.ceiling(), Math.max(0, demandWh));
    for (Step step : steps) {
      long supplyWh = Math.min(step.quantityWh(), Math.max(0, -demandWh));
      cutter.ask(step.price(), supplyWh);
      cutter.bid(step.price(), step.quantityWh() - supplyWh);
      demandWh += step.quantityWh();
    }
    cutter.ask(limits.floor(), Math.max(0, -demandWh));
    return cutter.orders;
  }

  private static final class Cutter {
    private final List<Order> orders = new ArrayList<>();
    private final String usagePoint;
    private final PriceLimits limits;

    Cutter(String usagePoint, PriceLimits limits) {
      this.usagePoint = usagePoint;
      this.limits = limits;
    }

    void ask(long price, long quantityWh) {
      add(Side.ASK, price, quantityWh);
    }

    void bid(long price, long quantityWh) {
      if (price - limits.localFee() >= limits.floor()) {
        add(Side.BID, price - limits.localFee(), quantityWh);
      }
    }

    private void add(Side side, long price, long quantityWh) {
      if (quantityWh > 0) {
        String id = usagePoint + '#' + orders.size();
        orders.add(new Order(id, usagePoint, side, quantityWh, price));
      }
    }
  }
}
