package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums worked out by hand; and no other way to the same sum that errs less on the like days. */
class SameRankTest {
  private static final Expectation QUIET = new Expectation(new double[] {0, 10, 20}, 0, 0);
  private static final Expectation BUSY = new Expectation(new double[] {100, 200, 300}, 0, 0);

  private static double[] of(double total, Expectation... slots) {
    return SameRank.of(slots, slots.length, total);
  }

  @Test
  void shouldGiveEachSlotTheSameRank() {
    assertThat(of(210, QUIET, BUSY)).containsExactly(new double[] {10, 200}, within(1e-6));
    // 100 + 220 r
    assertThat(of(155, QUIET, BUSY)).containsExactly(new double[] {5, 150}, within(1e-6));
    assertThat(of(400, QUIET, BUSY)).containsExactly(20, 300);
    assertThat(of(40, QUIET, BUSY)).containsExactly(0, 100);
    Expectation beside = new Expectation(new double[] {0, 10, 20}, 50, 0.5);
    assertThat(of(30 + 200, beside, BUSY)).containsExactly(new double[] {30, 200}, within(1e-6));
  }

  @Test
  void shouldErrLessThanAnyOtherWayToTheSameSum() {
    long seed = 20261129;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Expectation[] slots = new Expectation[2 + random.nextInt(5)];
      double most = 0;
      for (int slot = 0; slot < slots.length; slot++) {
        double[] wh = new double[501];
        for (int each = 0; each < wh.length; each++) {
          wh[each] = 50 * (slot + 1) * -StrictMath.log(1 - random.nextDouble());
        }
        Arrays.sort(wh);
        slots[slot] = new Expectation(wh, 0, 0);
        most += wh[wh.length - 1];
      }
      double[] best = of(most * (0.01 + 0.5 * random.nextDouble()), slots);
      double[] other = best.clone();
      double moved = 20 * random.nextDouble() + 5;
      other[0] += moved;
      other[1] -= moved;

      assertThat(error(slots, best))
          .as("seed %d, round %d", seed, round)
          .isLessThanOrEqualTo(error(slots, other) + 1e-6);
    }
  }

  private static double error(Expectation[] slots, double[] wh) {
    double sum = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      for (double each : slots[slot].ascendingWh) {
        sum += Math.abs(each - wh[slot]) / slots[slot].ascendingWh.length;
      }
    }
    return sum;
  }
}
