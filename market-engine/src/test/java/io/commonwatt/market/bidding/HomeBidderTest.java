package io.commonwatt.market.bidding;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HomeBidderTest {

  /** Feed-in 5 ct, retail with fees 30 ct, 1 ct for the local path. */
  private static final PriceLimits LIMITS = new PriceLimits(5_000, 30_000, 1_000);

  @Test
  void shouldBuyLoadUpToTheTariffAndSellSurplusDownToIt() {
    assertThat(orders(2_000)).containsExactly(bid(0, 2_000, 29_000));
    assertThat(orders(-2_000)).containsExactly(ask(0, 2_000, 5_000));
    assertThat(orders(0)).isEmpty();
  }

  @Test
  void shouldOfferAStoreAtWhatItsEnergyIsWorth() {
    Battery battery = new Battery("b", "home", 10, 0, 4, 3, 0.9, 500);
    StorageOffer offer = StorageOffer.of(battery, 2, 18);

    assertThat(offer).isEqualTo(new StorageOffer(4_000, 1_800, 15_700, 20_500));
    assertThat(orders(0, offer)).containsExactly(ask(0, 1_800, 20_500), bid(1, 4_000, 14_700));
  }

  @Test
  void shouldNetItsDevicesIntoOneCurve() {
    StorageOffer offer = new StorageOffer(3_000, 2_000, 12_000, 20_000);

    // Load of 2.5 kWh: half a kWh the store cannot cover, the rest rather than discharging.
    assertThat(orders(2_500, offer))
        .containsExactly(bid(0, 500, 29_000), bid(1, 2_000, 19_000), bid(2, 3_000, 11_000));
    // Surplus of 4 kWh: with the store's 2 on top when dear, 1 left to sell when it charges.
    assertThat(orders(-4_000, offer))
        .containsExactly(ask(0, 2_000, 20_000), ask(1, 3_000, 12_000), ask(2, 1_000, 5_000));
    // Surplus of 1 kWh: it goes into the store rather than cheaply to neighbours.
    assertThat(orders(-1_000, offer))
        .containsExactly(ask(0, 2_000, 20_000), ask(1, 1_000, 12_000), bid(2, 2_000, 11_000));
  }

  @Test
  void shouldKeepAStoreOutThatTheTariffBeats() {
    assertThat(orders(0, new StorageOffer(3_000, 2_000, 4_000, 31_000))).isEmpty();
    assertThat(orders(0, new StorageOffer(0, 0, 12_000, 20_000))).isEmpty();
  }

  @Test
  void shouldStayAwayWhereTheTariffPaysMoreThanItAsks() {
    assertThat(HomeBidder.orders("home", 1_000, List.of(), new PriceLimits(9, 8, 0))).isEmpty();
  }

  @Property(tries = 500)
  void shouldBidWithinTheTariffAndNeverMeetItself(@ForAll long seed) {
    Random random = new Random(seed);
    long floor = random.nextInt(10_000) - 2_000;
    PriceLimits limits =
        new PriceLimits(floor, floor + random.nextInt(30_000), random.nextInt(3) * 500L);
    List<StorageOffer> offers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      long value = random.nextInt(40_000) - 4_000;
      offers.add(
          new StorageOffer(
              random.nextInt(5_000), random.nextInt(5_000), value, value + random.nextInt(5_000)));
    }
    long netWh = random.nextInt(12_000) - 6_000;
    List<Order> orders = HomeBidder.orders("home", netWh, offers, limits);

    assertThat(orders)
        .allMatch(order -> order.priceMilliCentPerKwh() >= limits.floor())
        .allMatch(order -> order.priceMilliCentPerKwh() <= limits.ceiling());
    assertThat(ClearingMechanism.named("k-double-auction", 50).clear(orders).tradedWh()).isZero();
    long worstBid = Long.MIN_VALUE;
    long bestAsk = Long.MAX_VALUE;
    for (Order order : orders) {
      if (order.side() == Side.BID) {
        worstBid = Math.max(worstBid, order.priceMilliCentPerKwh());
      } else {
        bestAsk = Math.min(bestAsk, order.priceMilliCentPerKwh());
      }
    }
    assertThat(worstBid).isLessThanOrEqualTo(bestAsk);
  }

  private static List<Order> orders(long netWh, StorageOffer... offers) {
    return HomeBidder.orders("home", netWh, List.of(offers), LIMITS);
  }

  private static Order bid(int index, long quantityWh, long price) {
    return new Order("home#" + index, "home", Side.BID, quantityWh, price);
  }

  private static Order ask(int index, long quantityWh, long price) {
    return new Order("home#" + index, "home", Side.ASK, quantityWh, price);
  }
}
