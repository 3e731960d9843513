package io.commonwatt.market.clearing;

import static io.commonwatt.market.clearing.Books.ask;
import static io.commonwatt.market.clearing.Books.bid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pitfall 15: whatever the book, every mechanism says something defined. */
class DegenerateBooksTest {

  private static final long HUGE = Long.MAX_VALUE / 2;

  static List<String> names() {
    return ClearingMechanism.listNames();
  }

  private static ClearingResult clear(String name, List<Order> book) {
    ClearingMechanism mechanism = ClearingMechanism.named(name, 50);
    ClearingResult result = mechanism.clear(book);
    result.check(mechanism.budget());
    return result;
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldSayNoTradeOfEmptyOneSidedAndUncrossedBooks(String name) {
    for (List<Order> book :
        List.of(
            List.<Order>of(),
            List.of(bid("b", 10, 5)),
            List.of(ask("a", 10, 5)),
            List.of(bid("b", 10, 5), ask("a", 10, 7)))) {
      ClearingResult result = clear(name, book);
      assertThat(result.status()).isEqualTo("NO_TRADE");
      assertThat(result.pricesMilliCentPerKwh()).isEmpty();
      assertThat(result.matches()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldTradeAtTheOnlyPriceThereIs(String name) {
    List<Order> book = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      book.add(bid("b" + i, 10, 5));
      book.add(ask("a" + i, 10, 5));
    }
    ClearingResult result = clear(name, book);

    long expected = name.equals("huang") ? 30 : name.equals("muda") ? halvesWh(book) : 40;
    assertThat(result.tradedWh()).isEqualTo(name.equals("mcafee") ? 30 : expected);
    assertThat(result.pricesMilliCentPerKwh()).containsExactly(5L);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldBoundATraderWhoCornersTheMarketByACollar(String name) {
    List<Order> book =
        List.of(bid("b1", 10, 4_200_000_000_000_000L), bid("b2", 10, 30_000), ask("c", 10, 29_000));
    TradingLimits limits = new TradingLimits(8_000, 30_000, Long.MAX_VALUE);
    ClearingResult result = clear(name, limits.apply(book).orders());

    assertThat(result.pricesMilliCentPerKwh()).allMatch(price -> price >= 8_000 && price <= 30_000);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldClearHugeOrdersOrRefuseThemByName(String name) {
    List<Order> fits = List.of(bid("b", HUGE, 3), ask("a", 10, 1), bid("c", 10, 5));
    if (name.equals("muda")) { // Its halves of three orders are one-sided.
      assertThat(clear(name, fits).status()).isEqualTo("NO_TRADE");
      return;
    }
    if (!name.equals("mcafee")) {
      assertThat(clear(name, fits).tradedWh()).isEqualTo(name.equals("huang") ? 0 : 10);
    }
    List<Order> moneyOverflows =
        List.of(
            bid("b1", HUGE / 2, 1_000_000),
            bid("b2", HUGE / 2, 1_000_000),
            ask("a1", HUGE / 2, 999_999),
            ask("a2", HUGE / 2, 999_999));
    assertThatThrownBy(() -> clear(name, moneyOverflows))
        .isInstanceOf(BookRefusedException.class)
        .hasMessageContaining("does not fit 64 bits");
    List<Order> energyOverflows =
        List.of(bid("b1", Long.MAX_VALUE, 1), bid("b2", Long.MAX_VALUE, 1), ask("a", 1, 1));
    if (!name.equals("order-book")) {
      assertThatThrownBy(() -> clear(name, energyOverflows))
          .isInstanceOf(BookRefusedException.class)
          .hasMessageContaining("does not fit 64 bits");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldNotOverflowAtTheEndsOfThePrices(String name) {
    List<Order> book =
        List.of(
            bid("b1", 1, Long.MAX_VALUE / 4),
            bid("b2", 1, Long.MAX_VALUE / 4),
            ask("a1", 1, Long.MIN_VALUE / 4),
            ask("a2", 1, Long.MIN_VALUE / 4));
    if (!name.equals("vcg") && !name.equals("muda")) {
      assertThat(clear(name, book).tradedWh()).isPositive();
    } else {
      clear(name, book);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldRefuseTwoOrdersOfOneIdAndOrdersWithoutEnergy(String name) {
    assertThatThrownBy(() -> clear(name, List.of(bid("x", 1, 1), ask("x", 1, 1))))
        .isInstanceOf(BookRefusedException.class)
        .hasMessage("Two orders have the id 'x'; ids must be unique within a book");
    assertThatThrownBy(() -> bid("z", 0, 1))
        .hasMessage("Order 'z': quantity 0 Wh must be positive");
  }

  @ParameterizedTest
  @MethodSource("names")
  void pitfall14ShouldNeverTradeWithOneself(String name) {
    List<Order> book =
        List.of(
            new Order("load", "home", Side.BID, 10, 9), new Order("pv", "home", Side.ASK, 10, 1));
    if (!name.equals("mcafee")) {
      ClearingResult result = clear(name, book);
      assertThat(result.status()).isEqualTo("NO_TRADE");
      boolean trades = !name.equals("huang") && !name.equals("muda");
      assertThat(result.nettedWh()).isEqualTo(trades ? 10 : 0);
    }
  }

  /** What the halves of {@code muda} can trade of orders of one price and 10 Wh. */
  private static long halvesWh(List<Order> book) {
    long[][] count = new long[2][2];
    for (Order order : book) {
      int half = Muda.isFirst(order.owner(), Muda.DEFAULT_SEED) ? 0 : 1;
      count[half][order.side() == Side.BID ? 0 : 1]++;
    }
    boolean priced = true;
    for (long[] half : count) {
      priced &= half[0] > 0 && half[1] > 0;
    }
    assertThat(priced).as("both halves have both sides").isTrue();
    return 10 * (Math.min(count[0][0], count[0][1]) + Math.min(count[1][0], count[1][1]));
  }
}
