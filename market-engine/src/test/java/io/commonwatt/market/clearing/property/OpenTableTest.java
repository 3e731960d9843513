package io.commonwatt.market.clearing.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The open table on books that can be checked by hand, and on random ones. */
class OpenTableTest {

  @Test
  void shouldAddUpABookThatIsClearedByHand() {
    List<Order> book =
        List.of(
            new Order("b", "b", Side.BID, 1000, 20_000),
            new Order("s", "s", Side.ASK, 400, 10_000));
    OpenTable.Row row =
        OpenTable.measure(
            ClearingMechanism.named("k-double-auction", 50), List.of(book, book), 1, 1, () -> 0);
    assertThat(row.tradedWh()).isEqualTo(800);
    assertThat(row.welfareMicroCent()).isEqualTo(2 * 400 * 10_000);
    assertThat(row.efficiency()).isEqualTo(1);
    assertThat(row.meanPriceMilliCentPerKwh()).isEqualTo(15_000);
    assertThat(row.surplusMicroCent()).isZero();
    assertThat(row.lies()).isEqualTo(2);
    assertThat(row.greatestGainMicroCent()).isPositive();
  }

  @Test
  void shouldMeasureEveryMechanismOnTheSameBooks() {
    List<List<Order>> books = OpenTable.uniform(30, 10, 3);
    List<OpenTable.Row> rows = new ArrayList<>();
    for (String name : ClearingMechanism.listNames()) {
      OpenTable.Row row =
          OpenTable.measure(ClearingMechanism.named(name, 50), books, 10, 3, () -> 0);
      assertThat(row.efficiency()).as(name).isBetween(0.0, 1.0);
      assertThat(row.tradedWh()).as(name).isPositive();
      assertThat(row.asked()).isEqualTo(3);
      rows.add(row);
    }
    assertThat(OpenTable.toMarkdown(rows)).contains("| `vcg` | 100.0 % |");
    assertThat(OpenTable.uniform(30, 10, 3)).isEqualTo(books);
  }
}
