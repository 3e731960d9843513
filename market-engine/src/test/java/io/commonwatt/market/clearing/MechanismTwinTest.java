package io.commonwatt.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every mechanism against its naive twin, on the same random books. */
class MechanismTwinTest {

  @Property(tries = 400)
  void shouldFillAndChargeAsTheNaiveTwin(@ForAll long seed) {
    Random random = new Random(seed);
    int kPercent = random.nextInt(101);
    List<Order> book = Books.random(random, 14, 9, 7);
    for (String name : ClearingMechanism.listNames()) {
      List<Order> orders = name.equals("mcafee") ? unitDemand(book) : book;
      ClearingMechanism mechanism = ClearingMechanism.named(name, kPercent);
      ClearingResult result = mechanism.clear(orders);

      result.check(mechanism.budget());
      assertThat(fills(result))
          .as("%s, seed %d", name, seed)
          .isEqualTo(NaiveClearing.clear(name, kPercent, orders));
    }
  }

  @Property(tries = 300)
  void pitfall11ShouldGiveTheSameOfEveryOrderOfTheBook(@ForAll long seed) {
    Random random = new Random(seed);
    List<Order> book = Books.randomOwned(random, 30, 9, 500, 6);
    for (String name : ClearingMechanism.listNames()) {
      List<Order> orders =
          new ArrayList<>(
              name.equals("mcafee") ? unitDemand(Books.random(random, 30, 9, 9)) : book);
      ClearingMechanism mechanism = ClearingMechanism.named(name, 50);
      ClearingResult result = mechanism.clear(orders);
      Collections.shuffle(orders, random);

      result.check(mechanism.budget());
      assertThat(mechanism.clear(orders)).as("%s, seed %d", name, seed).isEqualTo(result);
    }
  }

  @Property(tries = 300)
  void shouldReachTheBestWelfareWhereItIsPromisedAlsoWithSelfConsumption(@ForAll long seed) {
    List<Order> book = Books.randomOwned(new Random(seed), 12, 9, 6, 4);
    long best = NaiveClearing.bestWelfare(book);
    for (String name :
        List.of(
            "k-double-auction",
            "k-double-auction-discriminatory",
            "pay-as-clear",
            "pay-as-bid",
            "vcg")) {
      ClearingResult result = ClearingMechanism.named(name, 50).clear(book);
      assertThat(result.totalWelfareMicroCent()).as("%s, seed %d", name, seed).isEqualTo(best);
    }
    assertThat(UniformDoubleAuction.optimalWelfareMicroCent(book)).isEqualTo(best);
  }

  @Property(tries = 300)
  void shouldSortAsByComparing(@ForAll long seed) {
    Random random = new Random(seed);
    Order[] orders = Books.random(random, 40, 5, 9).toArray(new Order[0]);
    for (boolean highestFirst : new boolean[] {true, false}) {
      Order[] sorted = orders.clone();
      PriceSort.sort(sorted, highestFirst);
      Order[] compared = orders.clone();
      PriceSort.sortCompared(compared, highestFirst);
      assertThat(sorted).as("seed %d", seed).isEqualTo(compared);
    }
  }

  static List<Order> unitDemand(List<Order> book) {
    List<Order> units = new ArrayList<>();
    book.forEach(order -> units.add(order.withQuantityWh(5)));
    return units;
  }

  private static Map<String, List<Long>> fills(ClearingResult result) {
    Map<String, List<Long>> fills = new TreeMap<>();
    for (Fill fill : result.fills()) {
      fills.put(fill.order().id(), List.of(fill.quantityWh(), fill.amountMicroCent()));
    }
    return fills;
  }
}
