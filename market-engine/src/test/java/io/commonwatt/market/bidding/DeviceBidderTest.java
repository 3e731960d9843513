package io.commonwatt.market.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One bidder per device, by the four properties of El-Baz et al. in the reference. */
class DeviceBidderTest {

  private static final PriceLimits LIMITS = new PriceLimits(5_000, 30_000, 1_000);

  @Property(tries = 400)
  void u2aShouldBidBetweenFeedInAndRetailPrice(@ForAll long seed) {
    Random random = new Random(seed);
    for (Order order : HomeBidder.orders("home", devices(random), LIMITS)) {
      assertThat(order.priceMilliCentPerKwh())
          .as("seed %d", seed)
          .isBetween(
              LIMITS.floor(), order.side() == Side.BID ? LIMITS.highestBid() : LIMITS.ceiling());
    }
  }

  @Property(tries = 400)
  void u2bShouldPayMoreForACarTheLessSlackThereIs(@ForAll long seed) {
    Random random = new Random(seed);
    double needed = 1 + 30 * random.nextDouble();
    double power = 2 + 9 * random.nextDouble();
    long before = Long.MIN_VALUE;
    for (double slack = 20; slack >= 0; slack -= 0.5) {
      ElectricVehicleBidder car = new ElectricVehicleBidder(needed, power, needed / power + slack);
      assertThat(car.willingness(LIMITS)).as("seed %d", seed).isGreaterThanOrEqualTo(before);
      before = car.willingness(LIMITS);
    }
    assertThat(before).isEqualTo(LIMITS.ceiling());
  }

  @Test
  void shouldTakeWhatACarCannotDoWithoutAtAnyPrice() {
    // 10 kWh within 3.5 hours at 4 kW: without this hour 10 are possible.
    assertThat(new ElectricVehicleBidder(10, 4, 3.5).bid(LIMITS))
        .isEqualTo(new DeviceBid(0, List.of(StorageOffer.charging(4_000, price(10 / 14.0)))));
    // One hour less: 6 are possible later, 4 must be now.
    assertThat(new ElectricVehicleBidder(10, 4, 2.5).bid(LIMITS))
        .isEqualTo(new DeviceBid(4_000, List.of()));
    assertThat(new ElectricVehicleBidder(8, 4, 2.5).bid(LIMITS))
        .isEqualTo(new DeviceBid(2_000, List.of(StorageOffer.charging(2_000, price(0.8)))));
    assertThat(new ElectricVehicleBidder(3, 4, 0).bid(LIMITS))
        .isEqualTo(new DeviceBid(0, List.of()));
    assertThatThrownBy(() -> new ElectricVehicleBidder(-1, 4, 1))
        .hasMessageContaining("needs -1.0 kWh");
  }

  @Test
  void shouldHeatToTheLowerEndAtAnyPriceAndTheMoreTheCheaper() {
    // 1 K below the band, 2 K wide, 0.5 K for a kWh: 2 kWh are due, a tenth of the band is 0.4.
    DeviceBid bid = new HeatPumpBidder(19, 21, 18, 0.5, 3).bid(LIMITS);

    assertThat(bid.inelasticWh()).isEqualTo(2_000);
    assertThat(bid.offers()).extracting(StorageOffer::chargeWh).containsExactly(400L, 400L, 200L);
    assertThat(bid.offers())
        .extracting(StorageOffer::chargeValueMilliCentPerKwh)
        .containsExactly(price(0.9), price(0.8), price(0.7));
    assertThat(new HeatPumpBidder(19, 21, 22, 0.5, 3).bid(LIMITS))
        .isEqualTo(new DeviceBid(0, List.of()));
  }

  @Property(tries = 200)
  void shouldTakeNoMoreThanADeviceCan(@ForAll long seed) {
    Random random = new Random(seed);
    ElectricVehicleBidder car =
        new ElectricVehicleBidder(
            20 * random.nextDouble(), 11 * random.nextDouble(), 12 * random.nextDouble());
    HeatPumpBidder pump = pump(random);
    assertThat(energy(car.bid(LIMITS)))
        .as("seed %d", seed)
        .isLessThanOrEqualTo((long) (1000 * Math.min(car.neededKwh(), car.chargeKw())));
    DeviceBid heating = pump.bid(LIMITS);
    assertThat(energy(heating))
        .as("seed %d", seed)
        .isLessThanOrEqualTo((long) (1000 * pump.powerKw()));
    long before = LIMITS.ceiling();
    for (StorageOffer offer : heating.offers()) {
      assertThat(offer.chargeValueMilliCentPerKwh()).isBetween(LIMITS.floor(), before);
      before = offer.chargeValueMilliCentPerKwh();
    }
  }

  @Test
  void u2cShouldTradeNothingWhereSellersAskTheMostAndBuyersBidTheLeast() {
    List<Order> book =
        List.of(
            new Order("s", "s", Side.ASK, 1_000, LIMITS.ceiling()),
            new Order("b", "b", Side.BID, 1_000, LIMITS.floor()));
    for (String name : ClearingMechanism.listNames()) {
      ClearingResult result = ClearingMechanism.named(name, 50).clear(book);
      assertThat(result.status()).as(name).isEqualTo(ClearingResult.NO_TRADE);
      assertThat(bill(0, result, "b", -1_000, LIMITS)).isEqualTo(-1_000 * LIMITS.floor());
      assertThat(bill(0, result, "s", 1_000, LIMITS)).isEqualTo(1_000 * LIMITS.ceiling());
    }
  }

  @Property(tries = 300)
  void u2dShouldCostNobodyMoreThanTheTariffWithoutStores(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, Long> net = new TreeMap<>();
    List<Order> book = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long load = random.nextInt(3_000);
      long pv = random.nextInt(4_000);
      net.put("h" + i, load - pv);
      book.addAll(
          HomeBidder.orders(
              "h" + i, List.of(new LoadBidder(load), new PhotovoltaicBidder(pv)), LIMITS));
    }
    for (String name :
        List.of("k-double-auction", "pay-as-clear", "pay-as-bid", "huang", "order-book")) {
      ClearingResult result = ClearingMechanism.named(name, random.nextInt(101)).clear(book);
      for (Map.Entry<String, Long> home : net.entrySet()) {
        long wh = home.getValue();
        long tariff = wh * (wh > 0 ? LIMITS.ceiling() : LIMITS.floor());
        assertThat(bill(LIMITS.localFee(), result, home.getKey(), wh, LIMITS))
            .as("%s of %s, seed %d", home.getKey(), name, seed)
            .isLessThanOrEqualTo(tariff);
      }
    }
  }

  /** What a home pays that is metered as it expected, micro-cent. */
  private static long bill(
      long fee, ClearingResult result, String home, long wh, PriceLimits limits) {
    long bought = result.boughtWhByOwner().getOrDefault(home, 0L);
    long left = wh - bought;
    return result.paysMicroCentByOwner().getOrDefault(home, 0L)
        + Math.max(0, bought) * fee
        + left * (left > 0 ? limits.ceiling() : limits.floor());
  }

  private static long price(double share) {
    return LIMITS.between(share);
  }

  private static long energy(DeviceBid bid) {
    return bid.inelasticWh() + bid.offers().stream().mapToLong(StorageOffer::chargeWh).sum();
  }

  private static HeatPumpBidder pump(Random random) {
    return new HeatPumpBidder(
        19, 22, 15 + 9 * random.nextDouble(), 0.1 + random.nextDouble(), 4 * random.nextDouble());
  }

  private static List<DeviceBidder> devices(Random random) {
    Battery battery = new Battery("b", "home", 10, 0, 4, 3, 0.9, 500);
    return List.of(
        new LoadBidder(random.nextInt(2_000)),
        new PhotovoltaicBidder(random.nextInt(5_000)),
        new BatteryBidder(battery, 10 * random.nextDouble(), 40 * random.nextDouble()),
        new ElectricVehicleBidder(
            20 * random.nextDouble(), 11 * random.nextDouble(), 12 * random.nextDouble()),
        pump(random));
  }
}
