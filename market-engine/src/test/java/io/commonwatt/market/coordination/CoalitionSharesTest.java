package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.cooperative.NettingGame;
import io.commonwatt.market.cooperative.ShapleyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CoalitionSharesTest {

  private static final double IMPORT = 24_000;
  private static final double EXPORT = 8_000;
  private static final double ROUNDING = 1e-3;

  @Property(tries = 40)
  void shouldShareAllThatEachCoalitionSavesAndTakeNothingFromAnybody(@ForAll long seed) {
    Random random = new Random(seed);
    long[] net = net(random, 1 + random.nextInt(CoalitionShares.FORMING_MEMBERS));
    CoalitionShares shared = CoalitionShares.of(ids(net.length), net, IMPORT, EXPORT, 1);
    int members = 0;
    for (int[] coalition : shared.coalitions()) {
      double sum = 0;
      long demand = 0;
      long supply = 0;
      for (int member : coalition) {
        sum += shared.shares()[member];
        demand += Math.max(0, net[member]);
        supply += Math.max(0, -net[member]);
        members++;
      }
      assertThat(sum)
          .as("seed %d", seed)
          .isCloseTo(Math.min(demand, supply) * (IMPORT - EXPORT), within(ROUNDING));
    }
    assertThat(members).isEqualTo(net.length);
    for (double share : shared.shares()) {
      assertThat(share).as("seed %d", seed).isGreaterThanOrEqualTo(-ROUNDING);
    }
  }

  @Property(tries = 40)
  void shouldNotDependOnTheOrderOfTheMembers(@ForAll long seed) {
    Random random = new Random(seed);
    long[] net = net(random, 2 + random.nextInt(CoalitionShares.FORMING_MEMBERS - 1));
    List<String> ids = ids(net.length);
    CoalitionShares one = CoalitionShares.of(ids, net, IMPORT, EXPORT, 1);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < net.length; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    long[] shuffled = order.stream().mapToLong(i -> net[i]).toArray();
    CoalitionShares other =
        CoalitionShares.of(order.stream().map(ids::get).toList(), shuffled, IMPORT, EXPORT, 1);
    for (int i = 0; i < net.length; i++) {
      assertThat(other.shares()[i])
          .as("seed %d", seed)
          .isCloseTo(one.shares()[order.get(i)], within(ROUNDING));
    }
    assertThat(other.coalitions()).hasSize(one.coalitions().size());
  }

  @Test
  void shouldBeExactToTwelveAndSayHowFarASampleMayBeOff() {
    Random random = new Random(12);
    long[] twelve = net(random, 12);
    CoalitionShares exact = CoalitionShares.of(ids(12), twelve, IMPORT, EXPORT, 1);
    assertThat(exact.shares()).containsExactly(ShapleyValue.exact(game(twelve)), within(ROUNDING));
    assertThat(exact.halfWidth()).isZero();
    assertThat(exact.worstExcess()).isFinite();

    long[] twenty = net(random, 20);
    CoalitionShares sampled = CoalitionShares.of(ids(20), twenty, IMPORT, EXPORT, 1);
    assertThat(sampled.halfWidth()).isPositive();
    assertThat(sampled.worstExcess()).isNaN();
    assertThat(sampled.shares())
        .isEqualTo(CoalitionShares.of(ids(20), twenty, IMPORT, EXPORT, 1).shares());
  }

  @Test
  void shouldPayAHundredMembersTheDualPrice() {
    long[] net = net(new Random(3), 100);
    CoalitionShares shared = CoalitionShares.of(ids(100), net, IMPORT, EXPORT, 1);
    long sum = 0;
    for (long wh : net) {
      sum += wh;
    }
    // The longer side pays what it would pay alone, the shorter gets the whole spread.
    for (int i = 0; i < net.length; i++) {
      boolean isShorter = sum > 0 ? net[i] < 0 : net[i] > 0;
      double expected = isShorter ? Math.abs(net[i]) * (IMPORT - EXPORT) : 0;
      assertThat(shared.shares()[i]).isCloseTo(expected, within(ROUNDING));
    }
  }

  private static NettingGame game(long[] net) {
    double[][] profiles = new double[net.length][1];
    for (int i = 0; i < net.length; i++) {
      profiles[i][0] = net[i];
    }
    return new NettingGame(profiles, new double[] {IMPORT}, new double[] {EXPORT});
  }

  private static long[] net(Random random, int members) {
    return random.longs(members, -3_000, 3_000).map(wh -> wh == 0 ? 1 : wh).toArray();
  }

  private static List<String> ids(int members) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      ids.add(String.format("home-%03d", i));
    }
    return ids;
  }
}
