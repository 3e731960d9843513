package io.commonwatt.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.DistributionGrid.Node;
import io.commonwatt.market.dispatch.ClpSolver;
import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.LinearSolution;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Clearing within the limits of a grid: by hand, against the copper plate and against CLP. */
class NodalClearingTest {

  private static final long NONE = DistributionGrid.UNLIMITED;

  /** A book at nodes. */
  private record Placed(List<Order> orders, Map<String, String> nodeOf, DistributionGrid grid) {
    NodalResult clear() {
      NodalResult result = NodalClearing.clear(orders, nodeOf, grid);
      result.check();
      return result;
    }
  }

  @Test
  void n01ShouldPriceNodesApartWhereTheTransformerIsFull() {
    DistributionGrid grid =
        new DistributionGrid(List.of(new Node("town", "", NONE, 0), new Node("a", "town", 4, 0)));
    Map<String, String> at = Map.of("pv", "a", "gas", "town", "load", "town");
    List<Order> book =
        List.of(
            order("pv", Side.ASK, 10, 10),
            order("gas", Side.ASK, 10, 25),
            order("load", Side.BID, 10, 30));

    NodalResult result = new Placed(book, at, grid).clear();

    assertThat(result.clearing().tradedWh()).isEqualTo(10);
    assertThat(prices(result)).isEqualTo(Map.of("town", 25L, "a", 10L));
    assertThat(result.lines())
        .containsExactly(new NodalResult.LineFlow("a", 4, 4, 0, 4 * (25 - 10)));
    assertThat(result.clearing().boughtWhByOwner())
        .isEqualTo(Map.of("load", 10L, "pv", -4L, "gas", -6L));
    assertThat(result.clearing().paysMicroCentByOwner())
        .isEqualTo(Map.of("load", 250L, "pv", -40L, "gas", -150L));
    assertThat(result.clearing().rationedWh()).isEqualTo(6 + 4);
  }

  @Test
  void n02ShouldChargeTheFeesOfThePathAndNoneForNeighboursAndOneself() {
    DistributionGrid grid =
        new DistributionGrid(
            List.of(
                new Node("town", "", NONE, 0),
                new Node("north", "town", NONE, 2),
                new Node("south", "town", NONE, 3)));
    Map<String, String> at =
        Map.of("n1", "north", "n2", "north", "s1", "south", "own-load", "south", "own-pv", "south");
    List<Order> book =
        List.of(
            order("n1", Side.ASK, 10, 10),
            order("n2", Side.BID, 4, 30),
            order("s1", Side.BID, 6, 20),
            new Order("own-load", "home", Side.BID, 5, 30),
            new Order("own-pv", "home", Side.ASK, 5, 1));

    NodalResult result = new Placed(book, at, grid).clear();

    assertThat(result.clearing().nettedWh()).isEqualTo(5);
    assertThat(result.clearing().boughtWhByOwner())
        .isEqualTo(Map.of("n1", -10L, "n2", 4L, "s1", 6L));
    assertThat(prices(result).get("south") - prices(result).get("north")).isEqualTo(5);
    assertThat(result.feesMicroCent()).isEqualTo(6 * (2 + 3));
    assertThat(result.congestionMicroCent()).isZero();
    assertThat(result.clearing().matches())
        .extracting(Match::buyer, Match::seller, Match::quantityWh)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("n2", "n1", 4L),
            org.assertj.core.groups.Tuple.tuple("s1", "n1", 6L));
  }

  @Test
  void n03ShouldNotTradeOverALineWhoseFeeExceedsTheGain() {
    DistributionGrid grid =
        new DistributionGrid(List.of(new Node("top", "", NONE, 0), new Node("a", "top", 9, 11)));
    Placed placed =
        new Placed(
            List.of(order("pv", Side.ASK, 10, 10), order("load", Side.BID, 10, 20)),
            Map.of("pv", "a", "load", "top"),
            grid);

    assertThat(placed.clear().clearing().status()).isEqualTo(ClearingResult.NO_TRADE);
    assertThat(prices(placed.clear())).isEmpty();
  }

  @Test
  void n04ShouldClearEachIslandByItself() {
    DistributionGrid grid =
        new DistributionGrid(
            List.of(
                new Node("top", "", NONE, 0),
                new Node("a", "top", 0, 0),
                new Node("b", "top", 0, 0)));
    Placed placed =
        new Placed(
            List.of(
                order("a1", Side.ASK, 10, 10), order("a2", Side.BID, 10, 20),
                order("b1", Side.ASK, 10, 1), order("b2", Side.BID, 7, 9)),
            Map.of("a1", "a", "a2", "a", "b1", "b", "b2", "b"),
            grid);

    NodalResult result = placed.clear();
    assertThat(prices(result)).containsEntry("a", 15L).containsEntry("b", 1L);
    assertThat(result.clearing().tradedWh()).isEqualTo(17);
    assertThat(result.congestionMicroCent()).isZero();
  }

  @Property(tries = 300)
  void n05ShouldEqualPayAsClearWhereNothingBinds(@ForAll long seed) {
    Random random = new Random(seed);
    Placed placed = randomPlaced(random, NONE, 0);
    ClearingResult flat = new PayAsClear().clear(placed.orders());

    NodalResult result = placed.clear();

    assertThat(result.clearing()).as("seed %d", seed).isEqualTo(flat);
    assertThat(prices(result).values()).allMatch(p -> p == flat.priceMilliCentPerKwh().getAsLong());
    assertThat(result.congestionMicroCent()).isZero();
    NodalResult walked =
        new NodalSolve(placed.grid().fromTheTop(), placed.orders(), placed.nodeOf()).result();
    walked.check();
    assertThat(walked.clearing().totalWelfareMicroCent()).isEqualTo(flat.totalWelfareMicroCent());
    assertThat(prices(walked)).as("seed %d", seed).isEqualTo(prices(result));
  }

  @Property(tries = 300)
  void n06ShouldReachTheOptimumAndTheDualsOfClp(@ForAll long seed) {
    Random random = new Random(seed);
    Placed placed = randomPlaced(random, 8, 3);
    NodalResult result = placed.clear();
    long welfare = result.clearing().totalWelfareMicroCent() - result.feesMicroCent();

    LinearSolution solved = solve(placed, "", 0);

    assertThat(-solved.bound()).as("seed %d", seed).isCloseTo(welfare, within(1e-6));
    Map<String, Long> prices = prices(result);
    for (Map.Entry<String, Long> price : prices.entrySet()) {
      LinearSolution more = solve(placed, price.getKey(), 1);
      LinearSolution less = solve(placed, price.getKey(), -1);
      // Welfare is concave in what is given to a node: its slopes to both sides bound every dual.
      if (more.status() == LinearSolution.Status.OPTIMAL) {
        assertThat((double) price.getValue())
            .as("%s, seed %d", price.getKey(), seed)
            .isGreaterThanOrEqualTo(-more.bound() - welfare - 1e-6);
      }
      if (less.status() == LinearSolution.Status.OPTIMAL) {
        assertThat((double) price.getValue())
            .as("%s, seed %d", price.getKey(), seed)
            .isLessThanOrEqualTo(welfare + less.bound() + 1e-6);
      }
    }
  }

  @Property(tries = 200)
  void n07ShouldNotDependOnTheOrderOfTheLists(@ForAll long seed) {
    Random random = new Random(seed);
    Placed placed = randomPlaced(random, 8, random.nextInt(3));
    NodalResult result = placed.clear();
    List<Order> orders = new ArrayList<>(placed.orders());
    Collections.shuffle(orders, random);
    List<Node> nodes = new ArrayList<>(placed.grid().nodes());
    Collections.shuffle(nodes, random);

    assertThat(NodalClearing.clear(orders, placed.nodeOf(), new DistributionGrid(nodes)))
        .as("seed %d", seed)
        .isEqualTo(result);
  }

  @Test
  void n08ShouldRefuseWhatHasNoPlaceByName() {
    DistributionGrid grid = new DistributionGrid(List.of(new Node("top", "", NONE, 0)));
    assertThatThrownBy(
            () -> NodalClearing.clear(List.of(order("x", Side.BID, 1, 1)), Map.of("x", "y"), grid))
        .isInstanceOf(BookRefusedException.class)
        .hasMessageContaining("Order 'x' is at node 'y', which the grid has not");
    assertThatThrownBy(() -> new DistributionGrid(List.of(new Node("a", "b", 1, 0))))
        .hasMessageContaining("0 nodes have no parent");
    assertThatThrownBy(
            () ->
                new DistributionGrid(
                    List.of(
                        new Node("t", "", 0, 0),
                        new Node("a", "b", 1, 0),
                        new Node("b", "a", 1, 0))))
        .hasMessageContaining("hangs on itself");
    assertThatThrownBy(() -> grid("town,,,\nnorth,town,-4,"))
        .isInstanceOf(BookFormatException.class)
        .hasMessageContaining("grid.csv:3:")
        .hasMessageContaining("the limit -4 Wh is negative");
  }

  @Test
  void n09ShouldReadAGridFile() throws IOException {
    assertThat(grid("town,,,\nnorth,town,4000,1500").nodes())
        .containsExactly(new Node("town", "", NONE, 0), new Node("north", "town", 4000, 1500));
  }

  private static DistributionGrid grid(String lines) throws IOException {
    return DistributionGrid.read(
        new StringReader("node,parent,limitWh,feeMilliCentPerKwh\n" + lines), "grid.csv");
  }

  private static Order order(String id, Side side, long wh, long price) {
    return new Order(id, id, side, wh, price);
  }

  private static Map<String, Long> prices(NodalResult result) {
    Map<String, Long> prices = new HashMap<>();
    for (NodalResult.NodePrice node : result.nodes()) {
      OptionalLong price = node.priceMilliCentPerKwh();
      price.ifPresent(value -> prices.put(node.node(), value));
    }
    return prices;
  }

  /** A random tree of up to 6 nodes with up to 24 orders, some of one owner on both sides. */
  private static Placed randomPlaced(Random random, long mostWh, int mostFee) {
    List<Node> nodes = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      nodes.add(
          new Node(
              "n" + i,
              i == 0 ? "" : "n" + random.nextInt(i),
              mostWh == NONE ? NONE : random.nextLong(mostWh + 1),
              random.nextInt(mostFee + 1)));
    }
    List<Order> orders = new ArrayList<>();
    Map<String, String> nodeOf = new HashMap<>();
    for (Order order : Books.random(random, 24, 12, 7)) {
      int place = random.nextInt(count);
      String owner = random.nextInt(4) == 0 ? "home" + place : order.id();
      orders.add(
          new Order(
              order.id(), owner, order.side(), order.quantityWh(), order.priceMilliCentPerKwh()));
      nodeOf.put(order.id(), "n" + place);
    }
    return new Placed(orders, nodeOf, new DistributionGrid(nodes));
  }

  /** The same as a linear programme, with energy given to a node. */
  private static LinearSolution solve(Placed placed, String given, long wh) {
    LinearModel model = new LinearModel();
    List<Node> nodes = placed.grid().nodes();
    int[] order = new int[placed.orders().size()];
    for (int i = 0; i < order.length; i++) {
      Order one = placed.orders().get(i);
      double cost =
          one.side() == Side.BID ? -one.priceMilliCentPerKwh() : one.priceMilliCentPerKwh();
      order[i] = model.addColumn(0, one.quantityWh(), cost);
    }
    int[] up = new int[nodes.size()];
    int[] down = new int[nodes.size()];
    for (int i = 0; i < up.length; i++) {
      double limit = nodes.get(i).parent().isEmpty() ? 0 : Math.min(1e6, nodes.get(i).limitWh());
      up[i] = model.addColumn(0, limit, nodes.get(i).feeMilliCentPerKwh());
      down[i] = model.addColumn(0, limit, nodes.get(i).feeMilliCentPerKwh());
    }
    for (int node = 0; node < up.length; node++) {
      String id = nodes.get(node).id();
      double side = id.equals(given) ? -wh : 0;
      model.addRow(side, side);
      for (int i = 0; i < order.length; i++) {
        if (placed.nodeOf().get(placed.orders().get(i).id()).equals(id)) {
          model.addEntry(order[i], placed.orders().get(i).side() == Side.ASK ? 1 : -1);
        }
      }
      model.addEntry(up[node], -1);
      model.addEntry(down[node], 1);
      for (int below = 0; below < up.length; below++) {
        if (nodes.get(below).parent().equals(id)) {
          model.addEntry(up[below], 1);
          model.addEntry(down[below], -1);
        }
      }
    }
    try (ClpSolver clp = ClpSolver.create()) {
      return clp.solve(model);
    }
  }
}
