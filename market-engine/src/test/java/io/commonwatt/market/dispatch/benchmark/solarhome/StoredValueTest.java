package io.commonwatt.market.dispatch.benchmark.solarhome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The exact value function beside a dynamic programme on whole energies. */
class StoredValueTest {

  private static final int CAPACITY = 12;
  private static final int STEPS = 6;

  /** With whole loads, PV, limits and capacity an optimal trajectory visits whole energies only. */
  @Property(tries = 500)
  void shouldAgreeWithTheProgrammeOnWholeEnergies(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] load = new int[STEPS];
    int[] sun = new int[STEPS];
    double[] price = new double[STEPS];
    int grid = 4 + random.nextInt(4);
    for (int step = 0; step < STEPS; step++) {
      load[step] = random.nextInt(4);
      sun[step] = random.nextInt(6);
      price[step] = 0.05 + 0.05 * random.nextInt(6);
    }
    StoredValue value = StoredValue.none(CAPACITY);
    double[] naive = new double[CAPACITY + 1];
    for (int step = STEPS - 1; step >= 0; step--) {
      double[] known = naive;
      for (int stored = 0; stored <= CAPACITY && step == 0; stored++) {
        double best = value.bestAfter(stored, load[step], sun[step], grid, price[step]);
        double flow = Math.max(0, load[step] - sun[step] + best - stored);
        assertThat(price[step] * flow + value.at(best))
            .as("seed %d, decision at %d", seed, stored)
            .isCloseTo(
                cheapest(known, stored, load[step], sun[step], grid, price[step]), within(1e-9));
      }
      naive = before(known, load[step], sun[step], grid, price[step]);
      value = value.before(load[step], sun[step], grid, price[step]);
      for (int stored = 0; stored <= CAPACITY; stored++) {
        assertThat(value.at(stored))
            .as("seed %d, step %d, stored %d", seed, step, stored)
            .isCloseTo(naive[stored], within(1e-9));
      }
    }
  }

  private static double[] before(double[] after, int load, int sun, int grid, double price) {
    double[] before = new double[CAPACITY + 1];
    for (int stored = 0; stored <= CAPACITY; stored++) {
      before[stored] = cheapest(after, stored, load, sun, grid, price);
    }
    return before;
  }

  private static double cheapest(
      double[] after, int stored, int load, int sun, int grid, double price) {
    double best = Double.POSITIVE_INFINITY;
    for (int next = Math.max(0, stored - load); next <= CAPACITY; next++) {
      int flow = load - sun + next - stored;
      if (flow <= grid) {
        best = Math.min(best, price * Math.max(0, flow) + after[next]);
      }
    }
    return best;
  }
}
