package io.commonwatt.market.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StorageResourceTest {

  private static final int LEVELS = 81;

  /** The naive twin walks a grid of stored energies; it can only be worse, and not by much. */
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
    assertThat(best).as("seed %d", seed).isCloseTo(grid, within(0.15));
    double bestResponse = objective(home, response, target, 0, price);
    double gridResponse = bestOnGrid(home, target, 0, price);
    assertThat(bestResponse).as("seed %d", seed).isLessThanOrEqualTo(gridResponse + 1e-9);
    assertThat(home.bound(price)).isCloseTo(bestResponse, within(1e-12));
  }

  @Test
  void shouldRefuseAStoreThatCannotBe() {
    assertThatThrownBy(() -> new StorageResource(new double[1], 1, 2, 1, 1, 0))
        .hasMessageContaining("A store of 1.0 kWh that holds 2.0 kWh");
  }

  private static void requireFeasible(StorageResource home, double[] taken) {
    double stored = home.storedKwh();
    for (int t = 0; t < taken.length; t++) {
      double charge = taken[t] - home.loadKwh()[t];
      stored += charge;
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

  private static double bestOnGrid(
      StorageResource home, double[] target, double weight, double[] price) {
    double[] value = new double[LEVELS];
    double size = home.capacityKwh() / (LEVELS - 1);
    for (int level = 0; level < LEVELS; level++) {
      value[level] = -home.endValue() * level * size;
    }
    for (int t = target.length - 1; t >= 0; t--) {
      double[] before = new double[LEVELS];
      for (int from = 0; from < LEVELS; from++) {
        before[from] = best(home, t, from * size, value, target[t], weight, price[t]);
      }
      if (t == 0) {
        return best(home, 0, home.storedKwh(), value, target[0], weight, price[0]);
      }
      value = before;
    }
    throw new IllegalStateException("no interval");
  }

  private static double best(
      StorageResource home,
      int t,
      double stored,
      double[] value,
      double target,
      double weight,
      double price) {
    double best = Double.POSITIVE_INFINITY;
    for (int to = 0; to < LEVELS; to++) {
      double charge = to * home.capacityKwh() / (LEVELS - 1) - stored;
      if (Math.abs(charge) <= home.powerKwh()) {
        double taken = home.loadKwh()[t] + charge;
        best =
            Math.min(
                best,
                value[to]
                    + home.wear() / 2 * charge * charge
                    + weight / 2 * (taken - target) * (taken - target)
                    + price * taken);
      }
    }
    return best;
  }
}
