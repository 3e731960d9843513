package io.commonwatt.market.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.DistributionGrid;
import io.commonwatt.market.clearing.DistributionGrid.Node;
import io.commonwatt.market.clearing.NodalClearing;
import io.commonwatt.market.clearing.NodalResult;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Clearing with linearised flow: by hand, against the clearing of lines alone, within the band. */
class VoltageClearingTest {

  private static final long NONE = DistributionGrid.UNLIMITED;

  /** 400 V, 10 %, no reactive power, an hour. */
  private static final VoltageBand BAND = new VoltageBand(400, 0.1, 0, 1);

  @Test
  void shouldHoldTheVoltageWhereLinesAloneLetItRise() {
    // 2 · 1.2 ohm: 33,600 V² of rise are allowed, that is 14,000 Wh.
    DistributionGrid grid =
        new DistributionGrid(
            List.of(new Node("town", "", NONE, 0), new Node("farm", "town", NONE, 0, 1.2, 0)));
    List<Order> book =
        List.of(
            order("pv", Side.ASK, 20_000, 8_000),
            order("gas", Side.ASK, 20_000, 25_000),
            order("load", Side.BID, 20_000, 30_000));
    Map<String, String> at = Map.of("pv", "farm", "gas", "town", "load", "town");

    VoltageResult result = VoltageClearing.clear(book, at, grid, BAND);

    assertThat(result.nodal().clearing().boughtWhByOwner())
        .isEqualTo(Map.of("load", 20_000L, "pv", -14_000L, "gas", -6_000L));
    assertThat(prices(result.nodal())).isEqualTo(Map.of("town", 25_000L, "farm", 8_000L));
    assertThat(result.nodal().congestionMicroCent()).isEqualTo(14_000L * (25_000 - 8_000));
    assertThat(result.volt().get("farm")).isCloseTo(440, within(0.01));
    NodalResult lines = NodalClearing.clear(book, at, grid);
    double squared = 160_000 + 2.4 * lines.lines().get(0).flowWh();
    assertThat(Math.sqrt(squared)).as("volt without the band").isGreaterThan(455);
  }

  @Test
  void shouldPriceNodesOnTheWayByHowMuchTheyMoveTheVoltage() {
    // Half of the impedance lies below 'mid': a Wh there moves the end's voltage half as much.
    DistributionGrid grid =
        new DistributionGrid(
            List.of(
                new Node("town", "", NONE, 0),
                new Node("mid", "town", NONE, 0, 0.6, 0),
                new Node("farm", "mid", NONE, 0, 0.6, 0)));
    List<Order> book =
        List.of(
            order("pv", Side.ASK, 20_000, 8_000),
            order("gas", Side.ASK, 20_000, 25_000),
            order("load", Side.BID, 20_000, 30_000));

    VoltageResult result =
        VoltageClearing.clear(
            book, Map.of("pv", "farm", "gas", "town", "load", "town"), grid, BAND);

    assertThat(prices(result.nodal()))
        .isEqualTo(Map.of("town", 25_000L, "mid", 16_500L, "farm", 8_000L));
    // And a load at the end is worth more there than it costs: it makes room.
    List<Order> helped = new ArrayList<>(book);
    helped.add(order("pump", Side.BID, 3_000, 9_000));
    Map<String, String> at = Map.of("pv", "farm", "gas", "town", "load", "town", "pump", "farm");
    assertThat(
            VoltageClearing.clear(helped, at, grid, BAND)
                .nodal()
                .clearing()
                .boughtWhByOwner()
                .get("pump"))
        .isEqualTo(3_000);
  }

  @Property(tries = 60)
  void shouldEqualTheClearingOfLinesWhereTheBandIsWide(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> nodeOf = new HashMap<>();
    DistributionGrid grid = grid(random);
    List<Order> orders = orders(random, grid, nodeOf);
    NodalResult lines = NodalClearing.clear(orders, nodeOf, grid);
    long best = lines.clearing().totalWelfareMicroCent() - lines.feesMicroCent();

    VoltageResult wide =
        VoltageClearing.clear(orders, nodeOf, grid, new VoltageBand(400, 0.99, 0, 1));

    assertThat(wide.nodal().dualMicroCent()).as("seed %d", seed).isCloseTo(best, within(2L));
    long reached = wide.nodal().clearing().totalWelfareMicroCent() - wide.nodal().feesMicroCent();
    // Whole numbers in, a tree: the programme's corners are whole too.
    assertThat(reached).as("seed %d", seed).isEqualTo(best);
  }

  @Property(tries = 60)
  void shouldStayInTheBandAtNoMoreThanTheRoundedWelfareWhateverTheOrder(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> nodeOf = new HashMap<>();
    DistributionGrid grid = grid(random);
    List<Order> orders = orders(random, grid, nodeOf);
    VoltageBand band = new VoltageBand(400, 0.01 + 0.04 * random.nextDouble(), 0.2, 1);

    VoltageResult result = VoltageClearing.clear(orders, nodeOf, grid, band); // checks itself

    long welfare =
        result.nodal().clearing().totalWelfareMicroCent() - result.nodal().feesMicroCent();
    long dearest = orders.stream().mapToLong(Order::priceMilliCentPerKwh).max().orElse(0) + 10;
    assertThat(welfare)
        .as("seed %d", seed)
        .isBetween(
            result.nodal().dualMicroCent() - result.roundedWh() * dearest,
            result.nodal().dualMicroCent() + result.roundedWh() * dearest);
    List<Order> shuffled = new ArrayList<>(orders);
    Collections.shuffle(shuffled, random);
    assertThat(VoltageClearing.clear(shuffled, nodeOf, grid, band)).isEqualTo(result);
  }

  private static Order order(String id, Side side, long wh, long price) {
    return new Order(id, id, side, wh, price);
  }

  private static Map<String, Long> prices(NodalResult result) {
    Map<String, Long> prices = new HashMap<>();
    result
        .nodes()
        .forEach(node -> prices.put(node.node(), node.priceMilliCentPerKwh().getAsLong()));
    return prices;
  }

  private static DistributionGrid grid(Random random) {
    List<Node> nodes = new ArrayList<>();
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      nodes.add(
          new Node(
              "n" + i,
              i == 0 ? "" : "n" + random.nextInt(i),
              500 + random.nextInt(20_000),
              random.nextInt(3),
              0.05 + random.nextDouble(),
              0.05 + random.nextDouble()));
    }
    return new DistributionGrid(nodes);
  }

  private static List<Order> orders(
      Random random, DistributionGrid grid, Map<String, String> nodeOf) {
    List<Order> orders = new ArrayList<>();
    int count = random.nextInt(20);
    for (int i = 0; i < count; i++) {
      String id = String.format("o%02d", i);
      Side side = random.nextBoolean() ? Side.BID : Side.ASK;
      orders.add(order(id, side, 1 + random.nextInt(8_000), random.nextInt(40)));
      nodeOf.put(id, grid.nodes().get(random.nextInt(grid.nodes().size())).id());
    }
    return orders;
  }
}
