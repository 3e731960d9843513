package io.commonwatt.market.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.dispatch.PerfectForesight;
import io.commonwatt.market.resource.Battery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bound over settlements, and what it says of one that cheats. */
class CostBoundTest {

  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");
  private static final Battery BATTERY = new Battery("b", "home", 4, 0, 2, 2, 0.9, 0);

  private final CostBound bound =
      new CostBound(PerfectForesight.create(), Map.of("home", List.of(BATTERY)), Map.of("b", 0L));

  @Test
  void shouldAcceptAGreedyRuleAlsoOnTheDayItBeatsTheLongView() {
    // The store is full at the start of day two by its own doing, so day two may cost less.
    List<Settlement> settlements = new ArrayList<>();
    for (int hour = 0; hour < 48; hour++) {
      long storage = hour == 0 ? 2000 : hour == 30 ? -1500 : 0;
      long stored = hour < 30 ? 1800 : 130;
      settlements.add(settlement(hour, 2000, storage, stored, hour == 30 ? 50_000 : 20_000));
    }
    assertThat(bound.check(settlements)).isEmpty();
  }

  @Test
  void shouldFindAStoreThatGaveWhatItDidNotHold() {
    List<Settlement> settlements = new ArrayList<>();
    for (int hour = 0; hour < 48; hour++) {
      settlements.add(settlement(hour, 2000, hour == 30 ? -1500 : 0, 0, 20_000));
    }
    assertThat(bound.check(settlements))
        .extracting(CostBound.Violation::what)
        .containsExactly("village, whole replay", "village, day of 2025-05-02T00:00:00Z");
  }

  @Test
  void shouldCountWhatIsLeftAtTheEnd() {
    List<Settlement> settlements = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      settlements.add(settlement(hour, 0, 0, 0, 20_000));
    }
    assertThat(bound.leastMicroCent(settlements, 0)).isBetween(-1.0, 1.0);
    // 4 kWh at 30 each for 4 / 0.9 kWh bought at 20.
    double gained = 4 * 30e6 - 4 / 0.9 * 20e6;
    assertThat(bound.leastMicroCent(settlements, 30_000)).isBetween(-gained - 10, -gained + 10);
  }

  private static Settlement settlement(
      int hour, long loadWh, long storageWh, long storedWh, long price) {
    long net = loadWh + storageWh;
    MemberSettlement member =
        new MemberSettlement(
            "m", "home", loadWh, 0, storageWh, storedWh, net, 0, price, 0, 0, net * price, 0);
    return new Settlement(
        "village",
        "s",
        false,
        START.plus(Duration.ofHours(hour)),
        3600,
        true,
        net,
        price,
        0,
        0,
        0,
        Math.max(0, net) * price,
        List.of(member),
        1,
        START,
        0,
        0);
  }
}
