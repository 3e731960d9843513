package io.commonwatt.market.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DistributedMpcTest {

  private static final MeshNegotiation.Listener SILENT = (round, sender, receiver, taken) -> {};

  /** A ring with a chord; node 0 is the grid. */
  private static final Mesh RING =
      new Mesh(
          5,
          List.of(
              new Mesh.Edge(0, 1),
              new Mesh.Edge(1, 2),
              new Mesh.Edge(2, 3),
              new Mesh.Edge(3, 4),
              new Mesh.Edge(4, 0),
              new Mesh.Edge(1, 3)));

  @Property(tries = 10)
  void shouldAgreeWithinATenthOfAPercentOfTheCentre(@ForAll long seed) {
    Community community = Community.random(new Random(seed), 4, 6);
    Set<String> pairs = new TreeSet<>();
    MeshNegotiation.Agreement agreement =
        new MeshNegotiation(RING, community.resources(), 0.2)
            .run(
                1e-5,
                20_000,
                (round, sender, receiver, taken) -> pairs.add(sender + "-" + receiver));
    double central = community.centralCost();

    assertThat(agreement.agreed()).as("seed %d", seed).isTrue();
    double[][] homes = new double[4][];
    System.arraycopy(agreement.takenKwh(), 1, homes, 0, 4);
    assertThat(community.costOf(homes))
        .as("seed %d, %d rounds", seed, agreement.rounds())
        .isCloseTo(central, within(1e-3 * Math.max(1, Math.abs(central))));
    Set<String> edges = new TreeSet<>();
    for (Mesh.Edge edge : RING.edges()) {
      edges.add(edge.one() + "-" + edge.other());
      edges.add(edge.other() + "-" + edge.one());
    }
    assertThat(pairs).as("messages go along edges only").isEqualTo(edges);
    assertThat(agreement.messages()).isEqualTo(2 * 6 * agreement.rounds());
  }

  @Test
  void shouldGoOnWithoutALostNode() {
    Community community = Community.random(new Random(11), 4, 6);
    Set<Integer> senders = new TreeSet<>();
    MeshNegotiation.Agreement agreement =
        new MeshNegotiation(RING.without(2), community.resources(), 0.2)
            .run(1e-5, 20_000, (round, sender, receiver, taken) -> senders.add(sender));

    List<StorageResource> left = new ArrayList<>(community.homes());
    left.remove(1);
    Community rest = new Community(community.grid(), left);
    double central = rest.centralCost();
    assertThat(agreement.agreed()).isTrue();
    assertThat(senders).containsExactly(0, 1, 3, 4);
    double[][] homes = {agreement.takenKwh()[1], agreement.takenKwh()[3], agreement.takenKwh()[4]};
    assertThat(rest.costOf(homes))
        .isCloseTo(central, within(1e-3 * Math.max(1, Math.abs(central))));
  }

  /** A day by the hour, a horizon of 8 hours, forecasts that come true. */
  @Test
  void shouldCostWhatACentralControllerCosts() {
    Run mesh = new Run(true);
    Run centre = new Run(false);
    double distributed = mesh.cost();
    double central = centre.cost();

    System.out.printf(
        "closed loop over %d h: distributed %.5f, central %.5f, %d rounds%n",
        Run.HOURS, distributed, central, mesh.rounds);
    assertThat(distributed).isCloseTo(central, within(1e-3 * Math.abs(central)));
    assertThat(central).as("stores are worth something").isLessThan(mesh.costWithoutStores());
  }

  @Test
  void shouldServeTheOthersWhenAHomeIsLost() {
    Run run = new Run(true);
    run.lostAt = 10;
    run.cost();

    assertThat(run.everAgreed).isTrue();
    assertThat(run.chargeOfLost).isZero();
  }

  /** Closed loop of four homes. */
  private static final class Run {
    static final int HOURS = 24;
    static final int HORIZON = 8;
    private static final double WEAR = 0.02;
    private static final double EFFICIENCY = 0.95;
    private static final double END_VALUE = 0.12;
    private static final DistributedMpc.HomeStore STORE =
        new DistributedMpc.HomeStore(4, 2, EFFICIENCY, WEAR, END_VALUE);

    private final boolean overMesh;
    private final double[][] load = new double[5][HOURS + HORIZON];
    private final double[] importPrice = new double[HOURS + HORIZON];
    private final double[] exportPrice = new double[HOURS + HORIZON];
    private int lostAt = Integer.MAX_VALUE;
    private int rounds;
    private boolean everAgreed = true;
    private double chargeOfLost;

    Run(boolean overMesh) {
      this.overMesh = overMesh;
      Random random = new Random(4);
      for (int t = 0; t < HOURS + HORIZON; t++) {
        importPrice[t] =
            0.2 + (t % 24 >= 17 && t % 24 < 21 ? 0.15 : 0) + 0.02 * random.nextDouble();
        exportPrice[t] = 0.05;
        for (int home = 1; home < 5; home++) {
          double sun = home < 3 && t % 24 > 7 && t % 24 < 18 ? 2.5 : 0;
          load[home][t] = 0.5 + random.nextDouble() - sun;
        }
      }
    }

    double cost() {
      List<DistributedMpc.HomeStore> stores = Collections.nCopies(5, STORE);
      DistributedMpc mpc = new DistributedMpc(RING, 0, stores, 40, 0.2, 1e-5, 20_000);
      double[] stored = new double[5];
      double cost = 0;
      for (int t = 0; t < HOURS; t++) {
        if (t == lostAt) {
          mpc.lose(2);
        }
        double[] charge = overMesh ? meshCharge(mpc, t) : centralCharge(stored, t);
        double net = 0;
        for (int home = 1; home < 5; home++) {
          stored[home] = STORE.storedAfter(stored[home], charge[home]);
          cost += WEAR / 2 * charge[home] * charge[home];
          net += load[home][t] + charge[home];
        }
        chargeOfLost += t >= lostAt ? Math.abs(charge[2]) : 0;
        cost += (net > 0 ? importPrice[t] : exportPrice[t]) * net;
      }
      for (double kwh : stored) {
        cost -= END_VALUE * kwh;
      }
      return cost;
    }

    double costWithoutStores() {
      double cost = 0;
      for (int t = 0; t < HOURS; t++) {
        double net = 0;
        for (int home = 1; home < 5; home++) {
          net += load[home][t];
        }
        cost += (net > 0 ? importPrice[t] : exportPrice[t]) * net;
      }
      return cost;
    }

    private double[] meshCharge(DistributedMpc mpc, int t) {
      double[][] forecast = new double[5][];
      for (int home = 0; home < 5; home++) {
        forecast[home] = window(load[home], t);
      }
      DistributedMpc.Step step =
          mpc.step(forecast, window(importPrice, t), window(exportPrice, t), SILENT);
      rounds += step.agreement().rounds();
      everAgreed &= step.agreement().agreed();
      return step.chargeKwh();
    }

    /** The centre: an optimum whose dual certificate proves it. */
    private double[] centralCharge(double[] stored, int t) {
      List<ExchangeResource> resources = new ArrayList<>();
      resources.add(new GridResource(window(importPrice, t), window(exportPrice, t), 40));
      for (int home = 1; home < 5; home++) {
        resources.add(
            new StorageResource(
                window(load[home], t), 4, stored[home], 2, EFFICIENCY, WEAR, END_VALUE));
      }
      AdmmLog log = ExchangeAdmm.solve(resources, 0.1, 1e-7, 100_000);
      assertThat(log.converged()).isTrue();
      assertThat(log.cost() - log.bound()).isLessThan(1e-5 * Math.max(1, Math.abs(log.bound())));
      double[] charge = new double[5];
      for (int home = 1; home < 5; home++) {
        double wanted = log.last().takenKwh()[home][0] - load[home][t];
        charge[home] = STORE.possible(stored[home], wanted);
      }
      return charge;
    }

    private static double[] window(double[] values, int from) {
      return Arrays.copyOfRange(values, from, from + HORIZON);
    }
  }
}
