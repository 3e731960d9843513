package io.commonwatt.market.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StorageResourceTest {

  private static final int LEVELS = 81;

  /** The naive twin walks ever finer grids of stored energies; it can only be worse, by little. */
  @Property(tries = 100)
  void shouldBeatEveryPathOnAGrid(@ForAll long seed) {
    Random random = new Random(seed);
    StorageResource home = Community.random(random, 1, 5).homes().get(0);
    double[] target = new double[5];
    double[] price = new double[5];
    for (int t = 0; t < 5; t++) {
      target[t] = 4 * random.nextDouble() - 2;
      price[t] = 0.4 * random.nextDouble();
    }
    double weight = 0.05 + random.nextDouble();
    double[] proximal = home.proximal(target, weight);
    double[] response = home.response(price);

    requireFeasible(home, proximal);
    requireFeasible(home, response);
    double best = objective(home, proximal, target, weight, new double[5]);
    double grid = bestOnGrid(home, target, weight, new double[5]);
    assertThat(best).as("seed %d", seed).isLessThanOrEqualTo(grid + 1e-9);
    assertThat(best).as("seed %d", seed).isCloseTo(grid, within(1e-3));
    double bestResponse = objective(home, response, target, 0, price);
    double gridResponse = bestOnGrid(home, target, 0, price);
    assertThat(bestResponse).as("seed %d", seed).isLessThanOrEqualTo(gridResponse + 1e-9);
    assertThat(bestResponse).as("seed %d", seed).isCloseTo(gridResponse, within(1e-3));
    assertThat(home.bound(price)).isCloseTo(bestResponse, within(1e-12));
  }

  @Test
  void shouldRefuseAStoreThatCannotBe() {
    assertThatThrownBy(() -> new StorageResource(new double[1], 1, 2, 1, 1, 1, 0))
        .hasMessageContaining("A store of 1.0 kWh that holds 2.0 kWh");
  }

  private static void requireFeasible(StorageResource home, double[] taken) {
    double stored = home.storedKwh();
    for (int t = 0; t < taken.length; t++) {
      double charge = taken[t] - home.loadKwh()[t];
      double change =
          charge > 0 ? charge * home.oneWayEfficiency() : charge / home.oneWayEfficiency();
      stored = Math.min(home.capacityKwh(), stored + change); // A full store loses the rest.
      assertThat(Math.abs(charge)).isLessThanOrEqualTo(home.powerKwh() + 1e-9);
      assertThat(stored).isBetween(-1e-9, home.capacityKwh() + 1e-9);
    }
  }

  private static double objective(
      StorageResource home, double[] taken, double[] target, double weight, double[] price) {
    double sum = home.cost(taken);
    for (int t = 0; t < taken.length; t++) {
      sum += weight / 2 * (taken[t] - target[t]) * (taken[t] - target[t]) + price[t] * taken[t];
    }
    return sum;
  }

  /** Halves the tube of grids once the best path keeps away from its edges. */
  private static double bestOnGrid(
      StorageResource home, double[] target, double weight, double[] price) {
    int intervals = target.length;
    double[] centre = new double[intervals];
    Arrays.fill(centre, home.capacityKwh() / 2);
    double width = home.capacityKwh() / 2;
    double best = Double.POSITIVE_INFINITY;
    while (width > 1e-4) {
      double[][] levels = new double[intervals][LEVELS];
      for (int t = 0; t < intervals; t++) {
        for (int level = 0; level < LEVELS; level++) {
          double offset = width * (2.0 * level / (LEVELS - 1) - 1);
          levels[t][level] = Math.max(0, Math.min(home.capacityKwh(), centre[t] + offset));
        }
      }
      int[] path = new int[intervals];
      best = Math.min(best, bestPath(home, levels, target, weight, price, path));
      boolean inside = true;
      for (int t = 0; t < intervals; t++) {
        inside &= Math.abs(levels[t][path[t]] - centre[t]) <= width / 2;
        centre[t] = levels[t][path[t]];
      }
      width = inside ? width / 2 : width * 0.95;
    }
    return best;
  }

  private static double bestPath(
      StorageResource home,
      double[][] levels,
      double[] target,
      double weight,
      double[] price,
      int[] path) {
    int intervals = target.length;
    int[][] next = new int[intervals][LEVELS];
    double[] value = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      value[level] = -home.endValue() * levels[intervals - 1][level];
    }
    for (int t = intervals - 1; t >= 0; t--) {
      double[] from = t == 0 ? new double[] {home.storedKwh()} : levels[t - 1];
      double[] before = new double[from.length];
      Arrays.fill(before, Double.POSITIVE_INFINITY);
      for (int at = 0; at < from.length; at++) {
        for (int to = 0; to < LEVELS; to++) {
          double charge = charge(home, levels[t][to] - from[at], t, target[t], weight, price[t]);
          if (Math.abs(charge) <= home.powerKwh()) {
            double taken = home.loadKwh()[t] + charge;
            double cost =
                value[to]
                    + home.wear() / 2 * charge * charge
                    + weight / 2 * (taken - target[t]) * (taken - target[t])
                    + price[t] * taken;
            if (cost < before[at]) {
              before[at] = cost;
              next[t][at] = to;
            }
          }
        }
      }
      value = before;
    }
    int at = 0;
    for (int t = 0; t < intervals; t++) {
      at = next[t][at];
      path[t] = at;
    }
    return value[0];
  }

  /**
   * The cheapest charge that changes the stored energy by so much or more, the rest disposed of.
   */
  private static double charge(
      StorageResource home, double change, int t, double target, double weight, double price) {
    double efficiency = home.oneWayEfficiency();
    double least = change > 0 ? change / efficiency : change * efficiency;
    double wanted = (weight * (target - home.loadKwh()[t]) - price) / (home.wear() + weight);
    double within = Math.max(-home.powerKwh(), Math.min(home.powerKwh(), wanted));
    return Math.max(least, within);
  }
}
