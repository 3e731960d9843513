package io.commonwatt.market.bilateral;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.market.bilateral.ObligationClearing.Cleared;
import io.commonwatt.market.bilateral.ObligationClearing.Obligation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Vector T4, and the most that exhaustive search finds. */
class ObligationClearingTest {

  @Test
  void t4SetsOffTheCycleAndLeavesNetPositions() {
    List<Obligation> owed =
        List.of(
            new Obligation("A", "B", 100),
            new Obligation("B", "C", 80),
            new Obligation("C", "A", 60));
    Cleared cleared = ObligationClearing.clear(owed);
    assertThat(cleared.setOffMicroCent()).containsExactly(60L, 60L, 60L);
    assertThat(cleared.left())
        .containsExactly(new Obligation("A", "B", 40), new Obligation("B", "C", 20));
    assertThat(ObligationClearing.positions(owed))
        .containsEntry("A", -40L)
        .containsEntry("B", 20L)
        .containsEntry("C", 20L);
    assertThat(ObligationClearing.positions(cleared.left()))
        .containsEntry("A", -40L)
        .containsEntry("B", 20L)
        .containsEntry("C", 20L);
  }

  @Property(tries = 200)
  void shouldSetOffTheMostThatLeavesEveryPosition(@ForAll long seed) {
    Random random = new Random(seed);
    List<Obligation> owed = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      int debtor = random.nextInt(4);
      int creditor = (debtor + 1 + random.nextInt(3)) % 4;
      owed.add(new Obligation("n" + debtor, "n" + creditor, 1 + random.nextInt(2)));
    }
    Cleared cleared = ObligationClearing.clear(owed);
    long total = 0;
    for (long one : cleared.setOffMicroCent()) {
      assertThat(one).isNotNegative();
      total += one;
    }
    var before = ObligationClearing.positions(owed);
    before.values().removeIf(position -> position == 0);
    var after = ObligationClearing.positions(cleared.left());
    after.values().removeIf(position -> position == 0);
    assertThat(after).isEqualTo(before);
    assertThat(total).isEqualTo(most(owed, 0, new long[4]));
    Collections.shuffle(owed, random);
    long again = 0;
    for (long one : ObligationClearing.clear(owed).setOffMicroCent()) {
      again += one;
    }
    assertThat(again).isEqualTo(total);
  }

  /** Tries every amount of every obligation. */
  private static long most(List<Obligation> owed, int next, long[] balance) {
    if (next == owed.size()) {
      for (long one : balance) {
        if (one != 0) {
          return Long.MIN_VALUE;
        }
      }
      return 0;
    }
    Obligation one = owed.get(next);
    int debtor = one.debtor().charAt(1) - '0';
    int creditor = one.creditor().charAt(1) - '0';
    long best = Long.MIN_VALUE;
    for (long amount = 0; amount <= one.microCent(); amount++) {
      balance[debtor] -= amount;
      balance[creditor] += amount;
      long rest = most(owed, next + 1, balance);
      best = rest == Long.MIN_VALUE ? best : Math.max(best, rest + amount);
      balance[debtor] += amount;
      balance[creditor] -= amount;
    }
    return best;
  }
}
