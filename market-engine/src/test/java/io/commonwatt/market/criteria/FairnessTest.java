package io.commonwatt.market.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shares of savings. */
class FairnessTest {

  @Test
  void shouldBeOneWhereAllSaveTheSame() {
    Fairness fairness = Fairness.of(Map.of("a", 100L, "b", 100L), Map.of("a", 90L, "b", 90L));
    assertThat(fairness.jain()).isCloseTo(1, within(1e-12));
    assertThat(fairness.gini()).isCloseTo(0, within(1e-12));
    assertThat(fairness.leastSavingMicroCent()).isEqualTo(10);
    assertThat(fairness.worseOffShare()).isZero();
  }

  @Test
  void shouldBeOneOverNWhereOneSavesAll() {
    Fairness fairness =
        Fairness.of(
            Map.of("a", 100L, "b", 100L, "c", 100L, "d", 100L),
            Map.of("a", 60L, "b", 100L, "c", 100L, "d", 100L));
    assertThat(fairness.jain()).isCloseTo(0.25, within(1e-12));
    assertThat(fairness.gini()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void shouldHaveNoIndexWhereAMemberLoses() {
    Fairness fairness = Fairness.of(Map.of("a", 100L, "b", 100L), Map.of("a", 50L, "b", 107L));
    assertThat(fairness.jain()).isNaN();
    assertThat(fairness.leastSavingMicroCent()).isEqualTo(-7);
    assertThat(fairness.worseOffShare()).isEqualTo(0.5);
  }
}
