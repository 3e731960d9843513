package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.streams.vee.VeeRule.Kind;
import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void shouldHaveDistinctStableNames() {
    assertThat(Rules.listAll())
        .extracting(VeeRule::name)
        .containsExactly(
            "unknown-meter",
            "outside-time-window",
            "meter-not-installed",
            "wrong-placement",
            "channel-not-metered",
            "interval-mismatch",
            "duplicate",
            "superseded",
            "negative",
            "range",
            "spike",
            "frozen",
            "zero-consumption",
            "inactive-usage",
            "unit",
            "channel-sum",
            "clock-set",
            "time-tolerance",
            "sum-check",
            "register-rollback",
            "high-usage",
            "low-usage",
            "power-fail",
            "gap");
  }

  @Test
  void shouldKeepTheFlagsOfStoredStates() {
    // Their order is that of the bits in a stored status; append, never insert.
    assertThat(Rules.listOf(Kind.FLAGS))
        .extracting(VeeRule::name)
        .containsExactly(
            "negative",
            "range",
            "spike",
            "frozen",
            "zero-consumption",
            "inactive-usage",
            "unit",
            "channel-sum",
            "clock-set",
            "time-tolerance",
            "sum-check");
  }
}
