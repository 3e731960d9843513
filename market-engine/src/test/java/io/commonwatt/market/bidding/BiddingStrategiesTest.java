package io.commonwatt.market.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BiddingStrategiesTest {

  private static final PriceLimits LIMITS = new PriceLimits(5_000, 30_000, 1_000);
  private static final MarketSignal SEEN = new MarketSignal(OptionalLong.of(15_000), 4_000, 1_000);
  private static final Order BID = new Order("b", "home", Side.BID, 1_001, 20_000);
  private static final Order ASK = new Order("a", "home", Side.ASK, 1_001, 9_000);

  @Test
  void shouldQuoteAStepBeyondTheLastPriceWithEyesOnTheBestPrice() {
    assertThat(told("best-price", BID, SEEN)).isEqualTo(BID.withPriceMilliCentPerKwh(16_200));
    assertThat(told("best-price", ASK, SEEN)).isEqualTo(ASK.withPriceMilliCentPerKwh(13_800));
    assertThat(told("best-price", BID.withPriceMilliCentPerKwh(16_000), SEEN))
        .isEqualTo(BID.withPriceMilliCentPerKwh(16_000));
    assertThat(told("best-price", ASK, MarketSignal.NONE))
        .isEqualTo(ASK.withPriceMilliCentPerKwh(17_000 - 1_200));
  }

  @Test
  void shouldAskWhatScarcityBearsWithMarketPower() {
    // A quarter of the demand is offered: three quarters of the way from 5 to 29 ct.
    assertThat(told("market-power", ASK, SEEN)).isEqualTo(ASK.withPriceMilliCentPerKwh(23_000));
    assertThat(told("market-power", BID, SEEN)).isEqualTo(BID);
    MarketSignal plenty = new MarketSignal(OptionalLong.empty(), 1_000, 4_000);
    assertThat(told("market-power", ASK, plenty)).isEqualTo(ASK);
    assertThat(told("market-power", BID, plenty)).isEqualTo(BID.withPriceMilliCentPerKwh(5_000));
  }

  @Test
  void shouldMisreportPriceOrEnergyByAStatedPart() {
    assertThat(told("shaded", BID, SEEN)).isEqualTo(BID.withPriceMilliCentPerKwh(18_500));
    assertThat(told("shaded", ASK, SEEN)).isEqualTo(ASK.withPriceMilliCentPerKwh(11_000));
    assertThat(told("withheld", ASK, SEEN)).isEqualTo(ASK.withQuantityWh(500));
    assertThat(told("overstated", BID, SEEN)).isEqualTo(BID.withQuantityWh(1_501));
    assertThat(
            BiddingStrategies.named("withheld")
                .submit(List.of(BID.withQuantityWh(1)), LIMITS, SEEN, new SplittableRandom(1)))
        .isEmpty();
  }

  @Property(tries = 500)
  void shouldNeverTellAPriceAtWhichATradeIsALoss(@ForAll long seed) {
    Random random = new Random(seed);
    List<Order> truth = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Side side = random.nextBoolean() ? Side.BID : Side.ASK;
      long price = random.nextLong(LIMITS.floor(), LIMITS.highestBid() + 1);
      truth.add(new Order("o" + i, "home", side, 1 + random.nextInt(3_000), price));
    }
    MarketSignal signal =
        new MarketSignal(
            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(60_000)),
            random.nextInt(3) * 1_000L,
            random.nextInt(3) * 1_000L);
    for (String name : BiddingStrategies.listNames()) {
      List<Order> told =
          BiddingStrategies.named(name).submit(truth, LIMITS, signal, new SplittableRandom(seed));
      for (Order order : told) {
        Order own = truth.get(Integer.parseInt(order.id().substring(1)));
        assertThat(order.side()).isEqualTo(own.side());
        assertThat(order.owner()).isEqualTo(own.owner());
        assertThat(order.priceMilliCentPerKwh())
            .as("%s, seed %d", name, seed)
            .isBetween(LIMITS.floor(), LIMITS.highestBid());
        assertThat(
                order.side() == Side.BID
                    ? own.priceMilliCentPerKwh() - order.priceMilliCentPerKwh()
                    : order.priceMilliCentPerKwh() - own.priceMilliCentPerKwh())
            .as("%s, seed %d", name, seed)
            .isGreaterThanOrEqualTo(0);
      }
      assertThat(
              BiddingStrategies.named(name)
                  .submit(truth, LIMITS, signal, new SplittableRandom(seed)))
          .isEqualTo(told);
    }
  }

  @Test
  void shouldNameTheStrategiesThereAre() {
    assertThatThrownBy(() -> BiddingStrategies.named("sly"))
        .hasMessageStartingWith(
            "No bidding strategy 'sly'; there are: truthful, zero-intelligence");
  }

  private static Order told(String name, Order truth, MarketSignal signal) {
    return BiddingStrategies.named(name)
        .submit(List.of(truth), LIMITS, signal, new SplittableRandom(1))
        .get(0);
  }
}
