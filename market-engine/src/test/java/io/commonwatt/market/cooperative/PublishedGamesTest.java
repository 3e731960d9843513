package io.commonwatt.market.cooperative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.OjAlgoSolver;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of games whose answers are published. */
class PublishedGamesTest {

  private static final OjAlgoSolver SOLVER = new OjAlgoSolver();

  private static CharacteristicFunction game(int members, LongToDoubleFunction value) {
    return new CharacteristicFunction() {
      @Override
      public int members() {
        return members;
      }

      @Override
      public double value(long coalition) {
        return value.applyAsDouble(coalition);
      }
    };
  }

  /** Aumann and Maschler 1985: the Talmud divides an estate by the nucleolus. */
  @ParameterizedTest
  @CsvSource({"100, 33.3333, 33.3333, 33.3333", "200, 50, 75, 75", "300, 50, 100, 150"})
  void shouldDivideAnEstateAsTheTalmud(double estate, double one, double two, double three) {
    double[] claims = {100, 200, 300};
    CharacteristicFunction bankruptcy =
        game(3, coalition -> Math.max(0, estate - Core.sum(claims, 0b111 & ~coalition)));

    assertShares(Nucleolus.of(bankruptcy, SOLVER), one, two, three);
  }

  /** One needs the other: the first member and any other is worth 1. */
  @Test
  void shouldGiveAVetoPlayerTheNucleolus() {
    CharacteristicFunction veto =
        game(3, coalition -> (coalition & 1) == 1 && Long.bitCount(coalition) >= 2 ? 1 : 0);

    assertShares(Nucleolus.of(veto, SOLVER), 1, 0, 0);
    assertShares(ShapleyValue.exact(veto), 2.0 / 3, 1.0 / 6, 1.0 / 6);
    assertThat(Core.check(veto, new double[] {1, 0, 0}).holds(1e-9)).isTrue();
    Core shapley = Core.check(veto, ShapleyValue.exact(veto));
    assertThat(shapley.worstExcess()).isCloseTo(1.0 / 6, within(1e-12));
  }

  /** Shapley and Shubik 1954: a shareholder of one share can weigh as much as one of 49. */
  @Test
  void shouldWeighVotes() {
    double[] votes = {50, 49, 1};
    CharacteristicFunction majority =
        game(3, coalition -> Core.sum(votes, coalition) >= 51 ? 1 : 0);

    assertShares(ShapleyValue.exact(majority), 2.0 / 3, 1.0 / 6, 1.0 / 6);
  }

  /** Littlechild and Owen 1973: each pays its part of every section of the runway it uses. */
  @Test
  void shouldShareARunwayExactlyAndBySample() {
    int members = 30;
    double[] expected = new double[members];
    double sum = 0;
    for (int i = 0; i < members; i++) {
      sum += 1.0 / (members - i);
      expected[i] = sum;
    }
    CharacteristicFunction small = game(10, coalition -> 64 - Long.numberOfLeadingZeros(coalition));
    double[] exact = ShapleyValue.exact(small);
    double share = 0;
    for (int i = 0; i < 10; i++) {
      share += 1.0 / (10 - i);
      assertThat(exact[i]).isCloseTo(share, within(1e-9));
    }

    CharacteristicFunction large =
        game(members, coalition -> 64 - Long.numberOfLeadingZeros(coalition));
    ShapleyValue.Sampled sampled = ShapleyValue.sampled(large, 4_000, 5);
    int covered = 0;
    for (int i = 0; i < members; i++) {
      double off = Math.abs(sampled.shares()[i] - expected[i]);
      assertThat(off).isLessThan(3 * sampled.halfWidths()[i]);
      covered += off <= sampled.halfWidths()[i] ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(25);
    assertThat(Core.sum(sampled.shares(), large.everyone())).isCloseTo(members, within(1e-9));
    assertThatThrownBy(() -> ShapleyValue.exact(large)).hasMessageContaining("use sampled shares");
  }

  /** One buyer of 2 and two sellers of 2: Shapley and the mid-market rate both leave the core. */
  @Test
  void shouldMeasureWhoLeavesTheCore() {
    NettingGame game =
        new NettingGame(new double[][] {{2}, {-2}, {-2}}, new double[] {0.30}, new double[] {0.08});

    assertThat(Core.check(game, ShapleyValue.exact(game)).worstExcess()).isGreaterThan(0.01);
    assertThat(Core.check(game, game.midMarketShares()).worstExcess()).isGreaterThan(0.01);
    assertThat(Core.check(game, game.dualPriceShares()).holds(1e-9)).isTrue();
    assertThat(Core.check(game, Nucleolus.of(game, SOLVER)).holds(1e-7)).isTrue();
  }

  @Property(tries = 60)
  void shouldKeepDualPricesAndNucleolusInTheCore(@ForAll long seed) {
    NettingGame game = randomNetting(new Random(seed), 6, 3);

    assertThat(Core.check(game, game.dualPriceShares()).holds(1e-9)).as("seed %d", seed).isTrue();
    double[] nucleolus = Nucleolus.of(game, SOLVER);
    assertThat(Core.check(game, nucleolus).holds(1e-6)).as("seed %d", seed).isTrue();
    assertThat(Core.check(game, nucleolus).worstExcess())
        .as("least worst excess, seed %d", seed)
        .isLessThanOrEqualTo(Core.check(game, game.dualPriceShares()).worstExcess() + 1e-7);
  }

  /** A week of ten homes in Wh and milli-cent per kWh, so that values are thousands of millions. */
  @Property(tries = 25)
  void shouldGiveTheNucleolusInAnyUnitOfMoney(@ForAll long seed) {
    Random random = new Random(seed);
    int hours = random.nextInt(24, 168);
    double[][] netWh = new double[10][hours];
    double[] imports = new double[hours];
    double[] exports = new double[hours];
    double[] sizes = random.doubles(netWh.length, -3_000, 6_000).map(w -> Math.max(0, w)).toArray();
    sizes[0] = 3_000;
    for (int t = 0; t < hours; t++) {
      imports[t] = t % 24 < 16 ? 22_000 : 54_000;
      double sun = Math.max(0, Math.sin((t % 24 - 6) * Math.PI / 12));
      for (int home = 0; home < netWh.length; home++) {
        double generated = sizes[home] * sun * random.nextDouble();
        netWh[home][t] = Math.rint(200 + 1_500 * random.nextDouble() - generated);
      }
    }
    NettingGame game = new NettingGame(netWh, imports, exports);
    double whole = game.value(game.everyone());

    double[] nucleolus = Nucleolus.of(game, SOLVER);

    assertThat(Core.sum(nucleolus, game.everyone())).isCloseTo(whole, within(1e-9 * whole));
    assertThat(Core.check(game, nucleolus).worstExcess())
        .as("worst excess, seed %d", seed)
        .isLessThanOrEqualTo(Core.check(game, game.dualPriceShares()).worstExcess() + 1e-6 * whole);
    double[] small = Nucleolus.of(new Scaled(game, 1 / whole), SOLVER);
    for (int i = 0; i < small.length; i++) {
      assertThat(nucleolus[i] / whole).as("seed %d", seed).isCloseTo(small[i], within(1e-6));
    }
  }

  /** The same game in another unit of money. */
  private record Scaled(CharacteristicFunction game, double factor)
      implements CharacteristicFunction {

    @Override
    public int members() {
      return game.members();
    }

    @Override
    public double value(long coalition) {
      return factor * game.value(coalition);
    }
  }

  /** Owen 1975: pooled linear resources. */
  @Property(tries = 60)
  void shouldKeepDualPricesOfPooledResourcesInTheCore(@ForAll long seed) {
    Random random = new Random(seed);
    double[][] use = new double[3][3];
    double[][] endowment = new double[4][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        use[i][j] = 0.1 + random.nextDouble();
      }
    }
    for (double[] one : endowment) {
      for (int j = 0; j < 3; j++) {
        one[j] = random.nextDouble();
      }
    }
    LinearProductionGame game =
        new LinearProductionGame(
            use,
            new double[] {1 + random.nextDouble(), 1 + random.nextDouble(), 1},
            endowment,
            new double[] {100, 100, 100},
            SOLVER);

    assertThat(Core.check(game, game.dualPriceShares()).holds(1e-6)).as("seed %d", seed).isTrue();
  }

  @Property(tries = 40)
  void shouldAgreeWithTheMeanOverAllOrders(@ForAll long seed) {
    NettingGame game = randomNetting(new Random(seed), 5, 2);
    double[] mean = new double[5];
    int orders = addOrders(game, 0, mean);
    double[] exact = ShapleyValue.exact(game);
    for (int i = 0; i < 5; i++) {
      assertThat(exact[i]).as("seed %d", seed).isCloseTo(mean[i] / orders, within(1e-9));
    }
  }

  static NettingGame randomNetting(Random random, int members, int intervals) {
    double[][] net = new double[members][intervals];
    for (double[] one : net) {
      for (int t = 0; t < intervals; t++) {
        one[t] = random.nextInt(9) - 4;
      }
    }
    double[] importPrice = new double[intervals];
    double[] exportPrice = new double[intervals];
    for (int t = 0; t < intervals; t++) {
      exportPrice[t] = random.nextInt(10) / 100.0;
      importPrice[t] = exportPrice[t] + random.nextInt(30) / 100.0;
    }
    return new NettingGame(net, importPrice, exportPrice);
  }

  /** Adds what each member brings in every order that begins with a coalition. */
  private static int addOrders(NettingGame game, long before, double[] sums) {
    if (before == game.everyone()) {
      return 1;
    }
    int orders = 0;
    for (int i = 0; i < game.members(); i++) {
      long with = before | 1L << i;
      if (with != before) {
        int behind = addOrders(game, with, sums);
        sums[i] += behind * (game.value(with) - game.value(before));
        orders += behind;
      }
    }
    return orders;
  }

  private static void assertShares(double[] shares, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(shares[i]).as("member %d", i).isCloseTo(expected[i], within(1e-4));
    }
  }
}
