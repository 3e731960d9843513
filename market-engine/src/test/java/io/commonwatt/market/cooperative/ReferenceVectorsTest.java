package io.commonwatt.market.cooperative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.NumpyGenerator;
import io.commonwatt.market.dispatch.OjAlgoSolver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors T3, T7 and T9 of the reference. */
class ReferenceVectorsTest {

  private static final double DIGITS = 5e-5;

  private final NettingGame t3 =
      new NettingGame(new double[][] {{4}, {-3}, {-2}}, new double[] {0.30}, new double[] {0.08});

  @Test
  void t3CoalitionValues() {
    assertThat(t3.value(0b011)).isCloseTo(0.66, within(1e-12));
    assertThat(t3.value(0b101)).isCloseTo(0.44, within(1e-12));
    assertThat(t3.value(0b110)).isCloseTo(0, within(1e-12));
    assertThat(t3.value(0b111)).isCloseTo(0.88, within(1e-12));
  }

  @Test
  void t3ShapleyLiesInTheCore() {
    double[] shares = ShapleyValue.exact(t3);

    assertShares(shares, 0.4767, 0.2567, 0.1467);
    assertThat(Core.check(t3, shares).holds(1e-9)).isTrue();
  }

  @Test
  void t3Nucleolus() {
    assertShares(Nucleolus.of(t3, new OjAlgoSolver()), 0.55, 0.22, 0.11);
  }

  @Test
  void t3MidMarketRate() {
    double[] shares = t3.midMarketShares();

    assertShares(shares, 0.44, 0.264, 0.176);
    assertThat(Core.check(t3, shares).holds(1e-9)).isTrue();
  }

  @Test
  void t3DualPricesLieInTheCore() {
    double[] shares = t3.dualPriceShares();

    assertShares(shares, 0.88, 0, 0);
    assertThat(Core.check(t3, shares).holds(1e-9)).isTrue();
  }

  @Test
  void t3EverybodyJoins() {
    CoalitionFormation.Structure structure =
        new CoalitionFormation(t3, List.of("A", "B", "C")).form();

    assertThat(structure.coalitions()).containsExactly(0b111L);
    assertShares(structure.shares(), 0.4767, 0.2567, 0.1467);
  }

  @Test
  void t7BestResponsesReachTheLeastCost() {
    NumpyGenerator random = new NumpyGenerator(3);
    double[] energy = new double[5];
    for (int user = 0; user < energy.length; user++) {
      energy[user] = random.uniform(5, 15);
    }
    double[][] base = new double[5][24];
    for (double[] day : base) {
      for (int hour = 0; hour < day.length; hour++) {
        day[hour] = random.uniform(0, 2);
      }
    }
    DemandGame game = new DemandGame(energy, base, 3);
    assertThat(game.cost()).as("spread evenly").isCloseTo(1228.390623469681, within(1e-9));

    game.play(1e-10, 500);

    assertThat(game.cost()).as("best responses").isCloseTo(1192.52687554241, within(1e-8));
  }

  @Test
  void t9TheLeadersPrice() {
    double[] wants = {10, 8};
    LeaderPrice best = LeaderPrice.best(wants, 2);

    assertThat(best.price()).isEqualTo(5.5);
    assertThat(best.demand()).containsExactly(4.5, 2.5);
    assertThat(best.profit()).isEqualTo(24.5);
    for (int step = 0; step <= 1200; step++) {
      if (step != 550) {
        assertThat(LeaderPrice.at(wants, 2, step / 100.0).profit()).isLessThan(24.5);
      }
    }
    for (int i = 0; i < wants.length; i++) {
      double truthful = best.followerUtility(wants[i], best.demand()[i]);
      for (int step = 0; step <= 1000; step++) {
        assertThat(best.followerUtility(wants[i], step / 100.0)).isLessThanOrEqualTo(truthful);
      }
    }
  }

  private static void assertShares(double[] shares, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(shares[i]).as("member %d", i).isCloseTo(expected[i], within(DIGITS));
    }
  }
}
