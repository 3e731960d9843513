package io.commonwatt.market.clearing;

import static io.commonwatt.market.clearing.Books.ask;
import static io.commonwatt.market.clearing.Books.bid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Vectors T1 and T2 of the reference, to the digit, under every mechanism. */
class ReferenceVectorsTest {

  private static ClearingResult clear(String name, List<Order> book) {
    ClearingMechanism mechanism = ClearingMechanism.named(name, 50);
    ClearingResult result = mechanism.clear(book);
    result.check(mechanism.budget());
    return result;
  }

  @Test
  void t1KDoubleAuctionUniform() {
    ClearingResult result = clear("k-double-auction", Books.T1);

    assertThat(result.pricesMilliCentPerKwh()).containsExactly(23_500L);
    assertThat(result.tradedWh()).isEqualTo(18_000);
    assertThat(result.turnoverMicroCent()).isEqualTo(423_000_000L);
    assertThat(result.welfareMicroCent()).isEqualTo(225_000_000L);
    assertThat(result.rationedWh()).isEqualTo(4_000);
  }

  @Test
  void t1KDoubleAuctionDiscriminatory() {
    ClearingResult result = clear("k-double-auction-discriminatory", Books.T1);

    assertThat(result.turnoverMicroCent()).isEqualTo(387_500_000L);
    assertThat(result.welfareMicroCent()).isEqualTo(225_000_000L);
    assertThat(result.matches())
        .extracting(Match::quantityWh)
        .containsExactly(6_000L, 4_000L, 3_000L, 5_000L);
    assertThat(result.pricesMilliCentPerKwh()).containsExactly(20_000L, 22_500L, 23_500L);
    assertThat(result.priceMilliCentPerKwh()).isEmpty();
  }

  @Test
  void t1PayAsClear() {
    ClearingResult result = clear("pay-as-clear", Books.T1);

    assertThat(result.priceMilliCentPerKwh()).hasValue(22_000);
    assertThat(result.turnoverMicroCent()).isEqualTo(396_000_000L);
    assertThat(result.rationedWh()).isEqualTo(4_000);
  }

  @Test
  void t1PayAsBid() {
    ClearingResult result = clear("pay-as-bid", Books.T1);

    assertThat(result.turnoverMicroCent()).isEqualTo(500_000_000L);
    assertThat(result.budgetSurplusMicroCent()).isEqualTo(225_000_000L);
    assertThat(result.matches().get(1)).isEqualTo(new Match("b1", "a2", 4_000, 30_000, 15_000));
  }

  @Test
  void t1Huang() {
    ClearingResult result = clear("huang", Books.T1);

    assertThat(result.tradedWh()).isEqualTo(10_000);
    assertThat(result.pricesMilliCentPerKwh()).containsExactly(25_000L, 22_000L);
    assertThat(result.budgetSurplusMicroCent()).isEqualTo(30_000_000L);
  }

  @Test
  void t1McAfeeRefusesABookOfSeveralUnits() {
    assertThatThrownBy(() -> clear("mcafee", Books.T1))
        .isInstanceOf(BookRefusedException.class)
        .hasMessage(
            "McAfee's auction needs orders of one size; 'b2' is for 8000 Wh and others for 10000"
                + " Wh; use vcg or huang");
  }

  @Test
  void t2McAfeeBalances() {
    ClearingResult result = clear("mcafee", Books.T2);

    assertThat(result.pricesMilliCentPerKwh()).containsExactly(6L);
    assertThat(result.tradedWh()).isEqualTo(3);
    assertThat(result.budgetSurplusMicroCent()).isZero();
  }

  @Test
  void t2McAfeeReducesTrade() {
    ClearingResult result = clear("mcafee", Books.T2_REDUCED);

    assertThat(result.pricesMilliCentPerKwh()).containsExactly(7L, 5L);
    assertThat(result.tradedWh()).isEqualTo(2);
    assertThat(result.budgetSurplusMicroCent()).isEqualTo(4);
  }

  @Test
  void t2VickreyClarkeGroves() {
    ClearingResult result = clear("vcg", Books.T2);

    assertThat(result.pricesMilliCentPerKwh()).containsExactly(5L, 7L);
    assertThat(result.tradedWh()).isEqualTo(3);
    assertThat(result.budgetSurplusMicroCent()).isEqualTo(-6);

    ClearingResult reduced = clear("vcg", Books.T2_REDUCED);

    assertThat(reduced.pricesMilliCentPerKwh()).containsExactly(5L, 6L);
    assertThat(reduced.tradedWh()).isEqualTo(3);
    assertThat(reduced.budgetSurplusMicroCent()).isEqualTo(-3);
  }

  @Test
  void t3MidMarketRate() {
    ClearingResult result =
        new MidMarketRate(30_000, 8_000)
            .clear(
                List.of(bid("A", 4_000, 30_000), ask("B", 3_000, 8_000), ask("C", 2_000, 8_000)));

    result.check(Budget.EXACT);
    assertThat(result.priceMilliCentPerKwh()).hasValue(19_000);
    assertThat(result.tradedWh()).isEqualTo(4_000);
    Map<String, Long> sold =
        result.fills().stream()
            .collect(Collectors.toMap(fill -> fill.order().id(), Fill::quantityWh));
    assertThat(sold).containsEntry("B", 2_400L).containsEntry("C", 1_600L);
    long sellersGet = result.turnoverMicroCent() + 1_000L * 8_000;
    assertThat(sellersGet / 5_000.0).isEqualTo(16_800);
    assertThat(sellersGet).as("0.76 + 0.08 EUR").isEqualTo(84_000_000L);
  }

  @Test
  void orderBookTakesT1InTheOrderOfTime() {
    List<Order> book = new java.util.ArrayList<>();
    for (int i = 0; i < Books.T1.size(); i++) {
      Order order = Books.T1.get(i);
      book.add(
          new Order(
              order.id(),
              order.owner(),
              order.side(),
              order.quantityWh(),
              order.priceMilliCentPerKwh(),
              i));
    }
    ClearingResult result = clear("order-book", book);

    assertThat(result.matches())
        .containsExactly(
            new Match("b1", "a1", 6_000, 30_000, 30_000),
            new Match("b1", "a2", 4_000, 30_000, 30_000),
            new Match("b2", "a2", 3_000, 25_000, 25_000),
            new Match("b2", "a3", 5_000, 25_000, 25_000));
  }
}
