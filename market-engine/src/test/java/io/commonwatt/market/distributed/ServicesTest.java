package io.commonwatt.market.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.LinearSolution;
import io.commonwatt.market.dispatch.LinearSolver;
import io.commonwatt.market.dispatch.OjAlgoSolver;
import io.commonwatt.market.dispatch.OrToolsSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Feed-in, demand response and reserve in the exchange. */
class ServicesTest {

  private static final int INTERVALS = 5;
  private static final int LOADS = 3;
  private static final double GAP = 1e-4;
  private static final double TOLERANCE = 1e-7;

  @Property(tries = 8)
  void shouldReachTheCentralOptimumWithADualCertificate(@ForAll long seed) {
    Plant plant = Plant.random(new Random(seed));
    AdmmLog log = ExchangeAdmm.solve(plant.resources(), 0.3, TOLERANCE, 20_000);
    double central = plant.centralCost();

    assertThat(log.converged()).as("seed %d", seed).isTrue();
    double scale = Math.max(1, Math.abs(central));
    assertThat(log.cost()).as("seed %d", seed).isCloseTo(central, within(GAP * scale));
    assertThat(log.bound()).as("seed %d", seed).isCloseTo(central, within(GAP * scale));
    assertThat(AdmmVerifier.verify(log, plant.resources(), 1e-3).accepted())
        .as("seed %d", seed)
        .isTrue();
  }

  @Property(tries = 8)
  void shouldCostNoHomeMoreThanAlone(@ForAll long seed) {
    Plant plant = Plant.random(new Random(seed));
    AdmmLog log = ExchangeAdmm.solve(plant.resources(), 0.3, TOLERANCE, 20_000);
    double[] price = log.price();
    for (int i = 0; i < LOADS; i++) {
      ResponsiveLoad load = plant.loads().get(i);
      double together = load.bound(price);
      assertThat(together).as("seed %d", seed).isLessThanOrEqualTo(plant.aloneCost(load) + 1e-4);
    }
  }

  @Property(tries = 8)
  void shouldRejectOneAlteredIterateOfAnyProduct(@ForAll long seed) {
    Random random = new Random(seed);
    List<ExchangeResource> resources = Plant.random(random).resources();
    AdmmLog log = ExchangeAdmm.solve(resources, 0.3, 1e-5, 20_000);
    int at = random.nextInt(log.iterates().size());
    AdmmIterate honest = log.iterates().get(at);
    double[][] taken =
        Arrays.stream(honest.takenKwh()).map(double[]::clone).toArray(double[][]::new);
    taken[random.nextInt(taken.length)][random.nextInt(Services.PRODUCTS * INTERVALS)] += 1e-9;
    List<AdmmIterate> forged = new ArrayList<>(log.iterates().subList(0, at));
    AdmmIterate before = at == 0 ? ExchangeAdmm.start(resources) : forged.get(at - 1);
    forged.add(ExchangeAdmm.coordinated(before, taken, log.penalty()));
    while (forged.size() < log.iterates().size()) {
      forged.add(ExchangeAdmm.next(forged.get(forged.size() - 1), resources, log.penalty()));
    }
    AdmmVerifier.Verdict verdict =
        AdmmVerifier.verify(
            new AdmmLog(log.penalty(), log.tolerance(), forged, log.costs(), log.bounds()),
            resources,
            1e-3);
    assertThat(verdict.accepted()).as("seed %d", seed).isFalse();
    assertThat(verdict.iterate()).as("seed %d", seed).isEqualTo(at + 1);
  }

  @Test
  void shouldHoldAsReserveWhatItDoesNotReduce() {
    ResponsiveLoad load = new ResponsiveLoad(new double[] {3}, new double[] {1}, 0.2, 0.1);
    double[] taken = load.response(new double[] {0.1, 0.2, 0.2});
    // 0.2 · d − 0.3 = 0.1 · r − 0.2 with d + r = 1.
    assertThat(taken[1]).isCloseTo(-2.0 / 3, within(1e-12));
    assertThat(taken[2]).isCloseTo(-1.0 / 3, within(1e-12));
    assertThat(taken[0]).isCloseTo(3 - 2.0 / 3, within(1e-12));
    assertThat(load.response(new double[] {0.01, 0, 0.01}))
        .containsExactly(new double[] {2.95, -0.05, -0.1}, within(1e-12));
  }

  /** A seeded plant: loads that respond, a store, the grid and the operator. */
  private record Plant(
      List<ResponsiveLoad> loads, StorageResource store, GridResource grid, ServiceBuyer buyer) {

    static Plant random(Random random) {
      List<ResponsiveLoad> loads = new ArrayList<>();
      for (int i = 0; i < LOADS; i++) {
        double[] load = uniform(random, 0.5, 3);
        double[] flexible = load.clone();
        for (int t = 0; t < INTERVALS; t++) {
          flexible[t] *= 0.5 * random.nextDouble();
        }
        loads.add(
            new ResponsiveLoad(
                load,
                flexible,
                0.05 + 0.3 * random.nextDouble(),
                0.02 + 0.1 * random.nextDouble()));
      }
      StorageResource store = new StorageResource(uniform(random, -2, 1), 4, 2, 2, 1, 0.02, 0.1);
      GridResource grid =
          new GridResource(uniform(random, 0.2, 0.4), uniform(random, 0.02, 0.1), 40);
      ServiceBuyer buyer =
          new ServiceBuyer(
              uniform(random, 0.05, 0.25),
              uniform(random, 0, 0.3),
              uniform(random, 0, 0.1),
              uniform(random, 0, 1),
              uniform(random, 0, 1.5),
              uniform(random, 0, 1.5),
              0.02);
      return new Plant(loads, store, grid, buyer);
    }

    private static double[] uniform(Random random, double from, double to) {
      return random.doubles(INTERVALS, from, to).toArray();
    }

    List<ExchangeResource> resources() {
      List<ExchangeResource> resources = new ArrayList<>(loads);
      resources.add(new EnergyOnly(store, Services.PRODUCTS));
      resources.add(new EnergyOnly(grid, Services.PRODUCTS));
      resources.add(buyer);
      return resources;
    }

    /** What a load costs by itself at the grid's price, with nobody to sell services to. */
    double aloneCost(ResponsiveLoad load) {
      double cost = 0;
      for (int t = 0; t < INTERVALS; t++) {
        double reduced = Math.min(load.flexibleKwh()[t], grid.importPrice()[t] / load.discomfort());
        cost +=
            grid.importPrice()[t] * (load.loadKwh()[t] - reduced)
                + load.discomfort() / 2 * reduced * reduced;
      }
      return cost;
    }

    /**
     * Least cost of all together: linear programmes in which tangents stand for the squares, one
     * more at each solution, until what they prove and what the point costs agree.
     */
    double centralCost() {
      LinearSolver solver =
          OrToolsSolver.isAvailable() ? OrToolsSolver.create() : new OjAlgoSolver();
      List<double[]> points = new ArrayList<>();
      double least = Double.POSITIVE_INFINITY;
      for (int round = 0; round < 200; round++) {
        LinearModel model = new LinearModel();
        double[] steep = build(model);
        int columns = steep.length;
        int[] square = new int[columns];
        for (int i = 0; i < columns; i++) {
          square[i] = steep[i] == 0 ? -1 : model.addColumn(0, 1e3, 1);
        }
        for (double[] point : points) {
          for (int i = 0; i < columns; i++) {
            if (steep[i] > 0) {
              model.addRow(-steep[i] / 2 * point[i] * point[i], Double.POSITIVE_INFINITY);
              model.addEntry(square[i], 1);
              model.addEntry(i, -steep[i] * point[i]);
            }
          }
        }
        LinearSolution solution = solver.solve(model);
        double[] values = Arrays.copyOf(solution.values(), columns);
        double cost = solution.bound();
        for (int i = 0; i < columns; i++) {
          if (steep[i] > 0) {
            cost += steep[i] / 2 * values[i] * values[i] - solution.values()[square[i]];
          }
        }
        least = Math.min(least, cost);
        if (least - solution.bound() < 1e-6) {
          return least;
        }
        points.add(values);
      }
      throw new IllegalStateException("The oracle did not close its gap");
    }

    /** Columns and rows but for the squares; how steep each column's square is. */
    private double[] build(LinearModel model) {
      List<Double> steep = new ArrayList<>();
      int stored = -1;
      for (int t = 0; t < INTERVALS; t++) {
        int[] reduced = new int[LOADS];
        int[] ready = new int[LOADS];
        double load = store.loadKwh()[t];
        for (int i = 0; i < LOADS; i++) {
          ResponsiveLoad one = loads.get(i);
          load += one.loadKwh()[t];
          reduced[i] = column(model, steep, 0, one.flexibleKwh()[t], 0, one.discomfort());
          ready[i] = column(model, steep, 0, one.flexibleKwh()[t], 0, one.readiness());
          model.addRow(Double.NEGATIVE_INFINITY, one.flexibleKwh()[t]);
          model.addEntry(reduced[i], 1);
          model.addEntry(ready[i], 1);
        }
        int imported = column(model, steep, 0, 40, grid.importPrice()[t], 0);
        int exported = column(model, steep, 0, 40, -grid.exportPrice()[t], 0);
        double slope = buyer.slope();
        int fedIn = column(model, steep, 0, buyer.feedInKwh()[t], -buyer.feedInPrice()[t], slope);
        int response =
            column(model, steep, 0, buyer.responseKwh()[t], -buyer.responsePrice()[t], slope);
        int reserve =
            column(model, steep, 0, buyer.reserveKwh()[t], -buyer.reservePrice()[t], slope);
        int charge = column(model, steep, -store.powerKwh(), store.powerKwh(), 0, store.wear());
        int now =
            column(
                model,
                steep,
                0,
                store.capacityKwh(),
                t == INTERVALS - 1 ? -store.endValue() : 0,
                0);
        model.addRow(-load, -load);
        model.addEntry(imported, -1);
        model.addEntry(exported, 1);
        model.addEntry(fedIn, 1);
        model.addEntry(charge, 1);
        for (int one : reduced) {
          model.addEntry(one, -1);
        }
        atMost(model, response, reduced);
        atMost(model, reserve, ready);
        model.addRow(Double.NEGATIVE_INFINITY, stored < 0 ? store.storedKwh() : 0);
        model.addEntry(now, 1);
        model.addEntry(charge, -1);
        if (stored >= 0) {
          model.addEntry(stored, -1);
        }
        stored = now;
      }
      return steep.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static int column(
        LinearModel model,
        List<Double> steeps,
        double least,
        double most,
        double cost,
        double steep) {
      steeps.add(steep);
      return model.addColumn(least, most, cost);
    }

    private static void atMost(LinearModel model, int sold, int[] given) {
      model.addRow(Double.NEGATIVE_INFINITY, 0);
      model.addEntry(sold, 1);
      for (int one : given) {
        model.addEntry(one, -1);
      }
    }
  }
}
