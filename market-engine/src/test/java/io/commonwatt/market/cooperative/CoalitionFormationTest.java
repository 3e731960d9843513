package io.commonwatt.market.cooperative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CoalitionFormationTest {

  private static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f");

  @Property(tries = 40)
  void shouldEndWhereNobodyLosesAndNoMoveIsLeft(@ForAll long seed) {
    NettingGame game = PublishedGamesTest.randomNetting(new Random(seed), 6, 2);
    CoalitionFormation formation = new CoalitionFormation(game, IDS);
    CoalitionFormation.Structure structure = formation.form();

    long all = 0;
    double total = 0;
    for (long coalition : structure.coalitions()) {
      assertThat(all & coalition).isZero();
      all |= coalition;
      total += game.value(coalition);
    }
    assertThat(all).isEqualTo(game.everyone());
    for (double share : structure.shares()) {
      assertThat(share).as("nobody is worse off than alone, seed %d", seed).isGreaterThan(-1e-9);
    }
    assertThat(Core.sum(structure.shares(), all)).isCloseTo(total, within(1e-9));
    assertThat(formation.formFrom(structure.coalitions()).moves()).isZero();
    assertThat(total).isLessThanOrEqualTo(bestPartition(game, game.everyone()) + 1e-9);
  }

  @Property(tries = 40)
  void shouldFormTheSameCoalitionsOfMembersInAnotherOrder(@ForAll long seed) {
    Random random = new Random(seed);
    int members = 5;
    double[][] net = new double[members][1];
    for (double[] one : net) {
      one[0] = random.nextDouble() * 8 - 4;
    }
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    Collections.shuffle(order, random);
    double[][] shuffled = new double[members][];
    for (int i = 0; i < members; i++) {
      shuffled[i] = net[order.get(i)];
    }
    List<String> ids = order.stream().map(IDS::get).toList();
    List<Long> formed = form(net, IDS.subList(0, members));
    List<Long> again = new ArrayList<>();
    for (long coalition : form(shuffled, ids)) {
      long mask = 0;
      for (int i = 0; i < members; i++) {
        mask |= (coalition >> i & 1) << order.get(i);
      }
      again.add(mask);
    }
    Collections.sort(again);

    assertThat(again).as("seed %d", seed).isEqualTo(formed);
  }

  @Test
  void shouldSplitWhatIsWorthMoreApart() {
    TabulatedGame costly =
        TabulatedGame.of(
            new CharacteristicFunction() {
              @Override
              public int members() {
                return 4;
              }

              @Override
              public double value(long coalition) {
                int size = Long.bitCount(coalition);
                return size == 2 ? 2 : size > 2 ? 1 : 0;
              }
            });
    CoalitionFormation.Structure structure =
        new CoalitionFormation(costly, List.of("a", "b", "c", "d"))
            .formFrom(List.of(costly.everyone()));

    assertThat(structure.coalitions()).hasSize(2).allMatch(mask -> Long.bitCount(mask) == 2);
    assertThat(structure.shares()).containsExactly(1, 1, 1, 1);
  }

  private static List<Long> form(double[][] net, List<String> ids) {
    return new CoalitionFormation(new NettingGame(net, new double[] {0.3}, new double[] {0.1}), ids)
        .form()
        .coalitions();
  }

  private static double bestPartition(NettingGame game, long members) {
    if (members == 0) {
      return 0;
    }
    long first = members & -members;
    double best = Double.NEGATIVE_INFINITY;
    for (long part = members; part != 0; part = part - 1 & members) {
      if ((part & first) != 0) {
        best = Math.max(best, game.value(part) + bestPartition(game, members & ~part));
      }
    }
    return best;
  }
}
