package io.commonwatt.market.clearing;

import static io.commonwatt.market.clearing.Books.ask;
import static io.commonwatt.market.clearing.Books.bid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.market.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradingLimitsTest {

  @Test
  void shouldHoldPricesWithinTheCollar() {
    TradingLimits.Limited limited =
        new TradingLimits(8, 30, Long.MAX_VALUE)
            .apply(
                List.of(
                    bid("high", 1, 99),
                    bid("in", 2, 20),
                    bid("low", 3, 7),
                    ask("cheap", 4, -5),
                    ask("in2", 5, 30),
                    ask("dear", 6, 31)));

    assertThat(limited.orders())
        .containsExactly(
            bid("high", 1, 30), bid("in", 2, 20), ask("cheap", 4, 8), ask("in2", 5, 30));
    assertThat(limited.removedWh()).isEqualTo(9);
  }

  @Test
  void shouldKeepTheBestOrdersUpToThePosition() {
    TradingLimits limits = new TradingLimits(Long.MIN_VALUE, Long.MAX_VALUE, 10);
    List<Order> book =
        List.of(
            new Order("x1", "x", Side.BID, 8, 5),
            new Order("x2", "x", Side.BID, 8, 6),
            new Order("x3", "x", Side.BID, 8, 4),
            new Order("x4", "x", Side.ASK, 11, 9));

    TradingLimits.Limited limited = limits.apply(book);

    assertThat(limited.orders())
        .containsExactlyInAnyOrder(
            book.get(1), book.get(0).withQuantityWh(2), book.get(3).withQuantityWh(10));
    assertThat(limited.removedWh()).isEqualTo(6 + 8 + 1);
  }

  @Test
  void shouldRefuseLimitsThatContradict() {
    assertThatThrownBy(() -> new TradingLimits(2, 1, 1)).hasMessageContaining("swap them");
    assertThatThrownBy(() -> new TradingLimits(1, 2, 0)).hasMessageContaining("must be positive");
  }
}
