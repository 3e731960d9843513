package io.commonwatt.market.clearing.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.market.clearing.Budget;
import io.commonwatt.market.clearing.ClearingMechanism;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The property matrix of the mechanisms: what is promised holds in every book. */
class PropertyMatrixTest {

  private static final boolean FULL = "full".equals(System.getProperty("commonwatt.size"));
  private static final int BOOKS = FULL ? 100_000 : 400;

  private static final Set<String> EFFICIENT =
      Set.of(
          "k-double-auction",
          "k-double-auction-discriminatory",
          "pay-as-clear",
          "pay-as-bid",
          "vcg");
  private static final Set<String> TRUTHFUL_IN_PRICE = Set.of("mcafee", "vcg", "huang", "muda");

  @Test
  void shouldKeepWhatEachMechanismPromises() {
    long seed = FULL ? 1 : Long.getLong("commonwatt.seed", 20_240_607);
    List<MechanismProperties> rows = new ArrayList<>();
    for (String name : ClearingMechanism.listNames()) {
      rows.add(PropertyMatrix.measure(ClearingMechanism.named(name, 50), BOOKS, seed));
    }
    System.out.printf("%d books each, seed %d%n%s", BOOKS, seed, PropertyMatrix.toTable(rows));

    for (MechanismProperties row : rows) {
      String name = row.mechanism();
      // Half of a book of 2 to 12 owners is often one-sided.
      assertThat(row.traded()).as(name).isGreaterThan(BOOKS / (name.equals("muda") ? 8 : 4));
      assertThat(row.losses()).as("individual rationality of %s", name).isZero();
      assertThat(row.unconserved()).as("conservation of energy by %s", name).isZero();
      assertThat(row.orderDependent()).as("permutation invariance of %s", name).isZero();
      Budget budget = ClearingMechanism.named(name, 50).budget();
      if (budget != Budget.DEFICIT_ALLOWED) {
        assertThat(row.deficits()).as("budget of %s", name).isZero();
      }
      if (budget == Budget.EXACT) {
        assertThat(row.balanced()).as("exact budget of %s", name).isEqualTo(BOOKS);
      }
      if (EFFICIENT.contains(name)) {
        assertThat(row.efficient()).as("efficiency of %s", name).isEqualTo(BOOKS);
      }
      if (TRUTHFUL_IN_PRICE.contains(name)) {
        assertThat(row.priceLies()).as("price lies that pay under %s", name).isZero();
      } else {
        assertThat(row.priceLies()).as("price lies that pay under %s", name).isPositive();
      }
    }
  }

  @Test
  void shouldFindTheLieOfAMarginalBuyerInADoubleAuction() {
    MechanismProperties uniform =
        PropertyMatrix.measure(ClearingMechanism.named("k-double-auction", 50), 300, 7);

    assertThat(uniform.greatestPriceGainMicroCent()).isPositive();
    assertThat(uniform)
        .isEqualTo(PropertyMatrix.measure(ClearingMechanism.named("k-double-auction", 50), 300, 7));
  }
}
