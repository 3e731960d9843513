package io.commonwatt.market.clearing;

import static io.commonwatt.market.clearing.Books.ask;
import static io.commonwatt.market.clearing.Books.bid;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Blocks by hand and against every choice of them. */
class BlockClearingTest {

  @Test
  void shouldLeaveABlockOutThatNoPriceCouldPay() {
    // With the block 10 trade: 8 at 30 and 2 at 10, worth 60 more than nothing, at a price of 10.
    List<Order> book = List.of(bid("b1", 8, 30), bid("b2", 5, 10), ask("block", 10, 20));

    BlockResult result = BlockClearing.clear(book, Set.of("block"));

    assertThat(result.acceptedBlocks()).isEmpty();
    assertThat(result.clearing().status()).isEqualTo(ClearingResult.NO_TRADE);
    assertThat(new PayAsClear().clear(book).tradedWh()).as("if it were divisible").isEqualTo(8);
  }

  @Test
  void shouldListABlockThatThePriceWouldPay() {
    List<Order> book =
        List.of(
            bid("b1", 8, 30),
            bid("b2", 5, 10),
            ask("a1", 6, 15),
            ask("a2", 20, 28),
            ask("block", 10, 20));

    BlockResult result = BlockClearing.clear(book, Set.of("block"));

    assertThat(result.clearing().priceMilliCentPerKwh()).hasValue(28);
    assertThat(result.paradoxicallyRejected()).containsExactly("block");
    assertThat(result.clearing().tradedWh()).isEqualTo(8);
  }

  @Test
  void shouldTakeABlockInFullWhereItFits() {
    List<Order> book = List.of(bid("b1", 12, 30), ask("block", 10, 20), ask("a", 5, 25));

    BlockResult result = BlockClearing.clear(book, Set.of("block"));

    assertThat(result.acceptedBlocks()).containsExactly("block");
    assertThat(result.clearing().tradedWh()).isEqualTo(12);
    assertThat(result.clearing().priceMilliCentPerKwh()).hasValue(25);
  }

  @Property(tries = 300)
  void shouldFindTheBestOfAllChoicesAtWhichNobodyLoses(@ForAll long seed) {
    Random random = new Random(seed);
    List<Order> book = Books.random(random, 14, 12, 7);
    Set<String> blocks = new HashSet<>();
    for (Order order : book) {
      if (blocks.size() < 7 && random.nextInt(2) == 0) {
        blocks.add(order.id());
      }
    }

    BlockResult result = BlockClearing.clear(book, blocks);

    result.clearing().check(Budget.EXACT);
    for (Fill fill : result.clearing().fills()) {
      if (blocks.contains(fill.order().id())) {
        assertThat(fill.quantityWh()).as("seed %d", seed).isEqualTo(fill.order().quantityWh());
      }
    }
    assertThat(result.clearing().totalWelfareMicroCent())
        .as("seed %d", seed)
        .isEqualTo(bestOfAll(book, blocks));
    List<Order> shuffled = new ArrayList<>(book);
    Collections.shuffle(shuffled, random);
    assertThat(BlockClearing.clear(shuffled, blocks)).as("seed %d", seed).isEqualTo(result);
  }

  @Property(tries = 200)
  void shouldEqualPayAsClearWithoutBlocks(@ForAll long seed) {
    List<Order> book = Books.random(new Random(seed), 14, 12, 7);
    ClearingResult flat = new PayAsClear().clear(book);
    ClearingResult result = BlockClearing.clear(book, Set.of()).clearing();

    assertThat(result.totalWelfareMicroCent()).isEqualTo(flat.totalWelfareMicroCent());
    assertThat(result.tradedWh()).as("seed %d", seed).isEqualTo(flat.tradedWh());
    assertThat(result.priceMilliCentPerKwh()).isEqualTo(flat.priceMilliCentPerKwh());
  }

  /** Every subset, every price: what divisible orders and the subset trade at it, Wh by Wh. */
  private static long bestOfAll(List<Order> book, Set<String> blocks) {
    List<Order> whole = book.stream().filter(order -> blocks.contains(order.id())).toList();
    long best = 0;
    for (int subset = 0; subset < 1 << whole.size(); subset++) {
      for (long price = -3; price <= 13; price++) {
        best = Math.max(best, welfareAt(book, blocks, whole, subset, price));
      }
    }
    return best;
  }

  /** Welfare of a subset at a price; −1 where the price does not clear it or a block loses. */
  private static long welfareAt(
      List<Order> book, Set<String> blocks, List<Order> whole, int subset, long price) {
    long welfare = 0;
    long net = 0; // bought less sold of what the price decides
    long mayBuy = 0; // at the margin
    long maySell = 0;
    for (int i = 0; i < whole.size(); i++) {
      Order block = whole.get(i);
      long margin = block.priceMilliCentPerKwh() - price;
      if ((subset >> i & 1) == 1) {
        boolean buys = block.side() == Side.BID;
        if (buys ? margin < 0 : margin > 0) {
          return -1;
        }
        net += buys ? block.quantityWh() : -block.quantityWh();
        welfare += Math.abs(margin) * block.quantityWh();
      }
    }
    for (Order order : book) {
      if (blocks.contains(order.id())) {
        continue;
      }
      long margin = order.priceMilliCentPerKwh() - price;
      boolean buys = order.side() == Side.BID;
      if (margin == 0) {
        mayBuy += buys ? order.quantityWh() : 0;
        maySell += buys ? 0 : order.quantityWh();
      } else if (buys == margin > 0) {
        net += buys ? order.quantityWh() : -order.quantityWh();
        welfare += Math.abs(margin) * order.quantityWh();
      }
    }
    // Welfare relative to the price is welfare itself, once bought equals sold.
    return net <= maySell && -net <= mayBuy ? welfare : -1;
  }
}
