package io.commonwatt.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.contracts.market.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UniformDoubleAuctionTest {

  private final ClearingMechanism auction = ClearingMechanism.named("k-double-auction", 50);

  /** Vector T1 of the reference: kWh and EUR/kWh, here in Wh and milli-cent per kWh. */
  private static final List<Order> T1 =
      List.of(
          bid("b1", 10_000, 30_000),
          bid("b2", 8_000, 25_000),
          bid("b3", 5_000, 18_000),
          ask("a1", 6_000, 10_000),
          ask("a2", 7_000, 15_000),
          ask("a3", 9_000, 22_000));

  @Test
  void shouldClearT1AtTheMidpointOfTheMarginalPair() {
    ClearingResult result = auction.clear(T1);

    result.check(Budget.EXACT);
    assertThat(result.priceMilliCentPerKwh()).hasValue(23_500);
    assertThat(result.tradedWh()).isEqualTo(18_000);
    assertThat(result.turnoverMicroCent()).isEqualTo(423_000_000L);
    assertThat(result.welfareMicroCent()).isEqualTo(225_000_000L);
    assertThat(result.rationedWh()).isEqualTo(4_000);
    assertThat(result.trades())
        .containsExactly(
            new Trade("b1", "a1", 6_000, 23_500),
            new Trade("b1", "a2", 4_000, 23_500),
            new Trade("b2", "a2", 3_000, 23_500),
            new Trade("b2", "a3", 5_000, 23_500));
  }

  /** Comparing every pair of 200 k bids and 200 k asks would be 40 billion comparisons. */
  @Test
  void pitfall12ShouldNotComparePairs() {
    Random random = new Random(12);
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      orders.add(bid("b" + i, 1 + random.nextInt(2_000), random.nextInt(30_000)));
      orders.add(ask("a" + i, 1 + random.nextInt(2_000), random.nextInt(30_000)));
    }
    ClearingResult result =
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> auction.clear(orders));
    assertThat(result.tradedWh()).isPositive();
  }

  @Test
  void shouldMoveThePriceWithK() {
    assertThat(ClearingMechanism.named("k-double-auction", 0).clear(T1).priceMilliCentPerKwh())
        .hasValue(22_000);
    assertThat(ClearingMechanism.named("k-double-auction", 100).clear(T1).priceMilliCentPerKwh())
        .hasValue(25_000);
  }

  @Test
  void pitfall15ShouldSayNoTradeOfEmptyOneSidedAndUncrossedBooks() {
    for (List<Order> book :
        List.of(
            List.<Order>of(),
            List.of(bid("b", 10, 5)),
            List.of(ask("a", 10, 5)),
            List.of(bid("b", 10, 5), ask("a", 10, 6)))) {
      ClearingResult result = auction.clear(book);
      result.check(Budget.EXACT);
      assertThat(result.status()).isEqualTo("NO_TRADE");
      assertThat(result.priceMilliCentPerKwh()).isEmpty();
      assertThat(result.trades()).isEmpty();
    }
  }

  @Test
  void shouldShareTheMarginProRataWithLargestRemainderById() {
    ClearingResult result =
        auction.clear(
            List.of(
                ask("a", 10, 100),
                bid("b1", 5, 200),
                bid("m1", 7, 150),
                bid("m2", 7, 150),
                bid("m3", 7, 150)));

    result.check(Budget.EXACT);
    assertThat(result.fills())
        .extracting(fill -> fill.order().id() + ":" + fill.quantityWh())
        .containsExactly("b1:5", "m1:2", "m2:2", "m3:1", "a:10");
    assertThat(result.rationedWh()).isEqualTo(16);
  }

  @Test
  void shouldRoundTheMidpointDownAlsoBelowZero() {
    assertThat(auction.clear(List.of(bid("b", 1, 4), ask("a", 1, 1))).priceMilliCentPerKwh())
        .hasValue(2);
    assertThat(auction.clear(List.of(bid("b", 1, -1), ask("a", 1, -4))).priceMilliCentPerKwh())
        .hasValue(-3);
  }

  @Test
  void pitfall14ShouldNetTheOrdersOfOneOwnerFirst() {
    ClearingResult result =
        auction.clear(
            List.of(
                new Order("home1-load", "home1", Side.BID, 3_000, 30_000),
                new Order("home1-pv", "home1", Side.ASK, 5_000, 8_000),
                new Order("home2-load", "home2", Side.BID, 1_000, 30_000)));

    result.check(Budget.EXACT);
    assertThat(result.nettedWh()).isEqualTo(3_000);
    assertThat(result.trades()).containsExactly(new Trade("home2", "home1", 1_000, 19_000));
    assertThat(result.boughtWhByOwner())
        .containsEntry("home1", -1_000L)
        .containsEntry("home2", 1_000L);
  }

  @Test
  void shouldRefuseTwoOrdersOfOneId() {
    assertThatThrownBy(() -> auction.clear(List.of(bid("x", 1, 1), ask("x", 1, 1))))
        .hasMessage("Two orders have the id 'x'; ids must be unique within a book");
    assertThatThrownBy(() -> ClearingMechanism.named("vickrey", 50))
        .hasMessageContaining("'vickrey'")
        .hasMessageContaining("k-double-auction");
  }

  @Property(tries = 2000)
  void pitfall10And11ShouldGiveTheSameOfEveryOrderOfTheBook(@ForAll long seed) {
    Random random = new Random(seed);
    List<Order> book = randomBook(random, 30, 9, 500, 8);
    ClearingResult result = auction.clear(book);
    List<Order> shuffled = new ArrayList<>(book);
    Collections.shuffle(shuffled, random);

    result.check(Budget.EXACT);
    assertThat(auction.clear(shuffled)).isEqualTo(result);
  }

  @Property(tries = 400)
  void pitfall13ShouldReachTheBestWelfareFoundByTrial(@ForAll long seed) {
    List<Order> book = randomBook(new Random(seed), 6, 6, 4, Integer.MAX_VALUE);

    assertThat(auction.clear(book).welfareMicroCent()).isEqualTo(bestWelfareByTrial(book));
  }

  @Property(tries = 300)
  void pitfall18ShouldAllocateTheLesserOfSupplyAndDemand(@ForAll long seed) {
    Random random = new Random(seed);
    List<Order> book = new ArrayList<>();
    long demand = 0;
    long supply = 0;
    for (int i = 0; i < 1 + random.nextInt(12); i++) {
      long quantity = 1 + random.nextInt(1000);
      boolean isBid = random.nextBoolean();
      book.add(isBid ? bid("o" + i, quantity, 20_000) : ask("o" + i, quantity, 10_000));
      demand += isBid ? quantity : 0;
      supply += isBid ? 0 : quantity;
    }
    ClearingResult result = auction.clear(book);

    result.check(Budget.EXACT);
    assertThat(result.tradedWh()).isEqualTo(Math.min(demand, supply));
    assertThat(result.boughtWhByOwner().values().stream().mapToLong(Long::longValue).sum())
        .isZero();
  }

  /** Tries every number of Wh of every order. */
  private static long bestWelfareByTrial(List<Order> book) {
    return best(book, 0, 0, 0);
  }

  private static long best(List<Order> book, int index, long open, long welfare) {
    if (index == book.size()) {
      return open == 0 ? welfare : 0;
    }
    Order order = book.get(index);
    long sign = order.side() == Side.BID ? 1 : -1;
    long best = 0;
    for (long wh = 0; wh <= order.quantityWh(); wh++) {
      best =
          Math.max(
              best,
              best(
                  book,
                  index + 1,
                  open + sign * wh,
                  welfare + sign * wh * order.priceMilliCentPerKwh()));
    }
    return best;
  }

  private static List<Order> randomBook(
      Random random, int most, int prices, int quantities, int owners) {
    List<Order> book = new ArrayList<>();
    int size = random.nextInt(most + 1);
    for (int i = 0; i < size; i++) {
      String owner = owners == Integer.MAX_VALUE ? "own" + i : "own" + random.nextInt(owners);
      book.add(
          new Order(
              String.format("o%02d", i),
              owner,
              random.nextBoolean() ? Side.BID : Side.ASK,
              1 + random.nextInt(quantities),
              random.nextInt(prices) - 2));
    }
    return book;
  }

  private static Order bid(String id, long quantityWh, long price) {
    return new Order(id, id, Side.BID, quantityWh, price);
  }

  private static Order ask(String id, long quantityWh, long price) {
    return new Order(id, id, Side.ASK, quantityWh, price);
  }
}
