package io.commonwatt.market.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Handing the optimum out. */
class SharedOptimumTest {

  @Test
  void shouldGiveToThoseWhoCanUseItThemselvesFirst() {
    SharedOptimum.Home sunny = new SharedOptimum.Home(10, 3, 3, 1, 0, new double[] {-2, 0});
    SharedOptimum.Home busy = new SharedOptimum.Home(10, 3, 3, 1, 0, new double[] {1, 2});
    SharedOptimum.Part[] parts =
        SharedOptimum.of(new SharedOptimum.Home[] {sunny, busy}, new double[] {3, -3}, 0.5);
    assertThat(parts[0].chargeKwh()[0]).isCloseTo(2 + 1 / 4.0, within(1e-12));
    assertThat(parts[1].chargeKwh()[0]).isCloseTo(3 / 4.0, within(1e-12));
    assertThat(parts[1].chargeKwh()[1]).isLessThanOrEqualTo(-2);
    assertThat(parts[0].chargeKwh()[1] + parts[1].chargeKwh()[1]).isCloseTo(-3, within(1e-12));
    assertThat(parts[0].stored()[1]).isCloseTo(0.725, within(1e-12));
  }

  @Test
  void shouldKeepEveryStoreWithinItsLimits() {
    Random random = new Random(4);
    for (int run = 0; run < 200; run++) {
      SharedOptimum.Home[] homes = new SharedOptimum.Home[1 + random.nextInt(5)];
      for (int i = 0; i < homes.length; i++) {
        double[] net = random.doubles(24, -3, 3).toArray();
        homes[i] =
            new SharedOptimum.Home(random.nextInt(8), 3, 2, 0.8 + random.nextDouble() / 5, 0, net);
      }
      double[] total = random.doubles(24, -8, 8).toArray();
      SharedOptimum.Part[] parts = SharedOptimum.of(homes, total, 0.5);
      for (int i = 0; i < homes.length; i++) {
        for (int hour = 0; hour < 24; hour++) {
          assertThat(parts[i].chargeKwh()[hour]).isBetween(-2 - 1e-9, 3 + 1e-9);
          assertThat(parts[i].stored()[hour]).isBetween(0.0, 1.0);
        }
      }
      for (int hour = 0; hour < 24; hour++) {
        double sum = 0;
        for (SharedOptimum.Part part : parts) {
          sum += part.chargeKwh()[hour];
        }
        assertThat(Math.abs(sum)).isLessThanOrEqualTo(Math.abs(total[hour]) + 1e-9);
      }
    }
  }
}
