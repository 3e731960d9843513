package io.commonwatt.market.clearing;

import static io.commonwatt.market.clearing.Books.ask;
import static io.commonwatt.market.clearing.Books.bid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.NumpyGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Vector T8 of the reference: traders of zero intelligence with a budget (Gode and Sunder 1993) on
 * the order book; after each trade all quotes are withdrawn.
 */
class ZeroIntelligenceTest {

  private static final int BOOKS = 200;
  private static final int TRADERS = 20;
  private static final int TURNS = 4_000;

  /** Prices as whole numbers, fine enough to tell doubles apart. */
  private static final double SCALE = 1e17;

  private final NumpyGenerator random = new NumpyGenerator(1);
  private boolean traded;
  private Order resting;

  @Test
  void t8ReachesTheEfficiencyOfTheReference() {
    double[] efficiencies = new double[BOOKS];
    for (int i = 0; i < BOOKS; i++) {
      efficiencies[i] = session();
    }
    double mean = Arrays.stream(efficiencies).average().orElseThrow();
    Arrays.sort(efficiencies);
    double rank = 0.05 * (BOOKS - 1);
    double below = efficiencies[(int) rank];
    double percentile = below + (rank - (int) rank) * (efficiencies[(int) rank + 1] - below);

    assertThat(mean).isCloseTo(0.9586777302659678, within(1e-9));
    assertThat(percentile).isCloseTo(0.8900292569217201, within(1e-9));
  }

  private double session() {
    List<Double> values = drawn();
    values.sort(Comparator.reverseOrder());
    List<Double> costs = drawn();
    costs.sort(Comparator.naturalOrder());
    double best = 0;
    for (int i = 0; i < TRADERS; i++) {
      best += Math.max(0, values.get(i) - costs.get(i));
    }
    OrderBook book =
        new OrderBook(
            new OrderBook.Listener() {
              @Override
              public void traded(Order incoming, Order other, long wh, long price) {
                traded = true;
                resting = other;
              }

              @Override
              public void selfTradePrevented(Order incoming, Order other, long wh) {}
            });
    double[] bestBid = {Double.NaN, 0};
    double[] bestAsk = {Double.NaN, 0};
    double gains = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      boolean buys = random.random() < 0.5;
      List<Double> own = buys ? values : costs;
      List<Double> others = buys ? costs : values;
      double[] quote = buys ? bestBid : bestAsk;
      double[] facing = buys ? bestAsk : bestBid;
      if (own.isEmpty()) {
        continue;
      }
      int who = random.integer(own.size());
      double limit = own.get(who);
      double price = buys ? random.uniform(0.08, limit) : random.uniform(limit, 0.30);
      traded = false;
      long scaled = (long) (price * SCALE);
      Order order = buys ? bid("b" + turn, 1, scaled) : ask("a" + turn, 1, scaled);
      boolean improves = Double.isNaN(quote[0]) || (buys ? price > quote[0] : price < quote[0]);
      boolean crosses =
          !Double.isNaN(facing[0]) && (buys ? price >= facing[0] : price <= facing[0]);
      if (!improves && !crosses) {
        continue;
      }
      book.submit(order);
      assertThat(traded).isEqualTo(crosses);
      if (traded) {
        assertThat(resting.priceMilliCentPerKwh()).isEqualTo((long) (facing[0] * SCALE));
        gains += buys ? limit - facing[1] : facing[1] - limit;
        own.remove(who);
        others.remove(facing[1]);
        book.clear();
        bestBid[0] = Double.NaN;
        bestAsk[0] = Double.NaN;
      } else {
        quote[0] = price;
        quote[1] = limit;
      }
    }
    return gains / best;
  }

  private List<Double> drawn() {
    List<Double> drawn = new ArrayList<>();
    for (int i = 0; i < TRADERS; i++) {
      drawn.add(random.uniform(0.08, 0.30));
    }
    return drawn;
  }
}
