package io.commonwatt.wire.flink.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlushClockTest {

  private static final Instant T0 = Instant.parse("2025-05-01T00:00:00Z");

  private final FlushClock clock = new FlushClock(Duration.ofHours(2));

  @Test
  void shouldBeDueWhenTheFurthestPartitionMovedOn() {
    assertThat(advance("a", 0)).isFalse();
    assertThat(advance("b", 0)).isFalse();
    assertThat(advance("a", 1)).isFalse();
    assertThat(advance("a", 2)).isTrue();
    clock.flushed();
    assertThat(advance("a", 3)).isFalse();
    assertThat(advance("a", 4)).isTrue();
  }

  @Test
  void shouldBeDueWhenTheHindmostPartitionMovedOn() {
    advance("ahead", 100);
    advance("a", 0);
    clock.flushed();
    assertThat(advance("a", 1)).isFalse();
    assertThat(advance("a", 2)).isTrue();
    clock.flushed();
    assertThat(advance("late", 0)).isFalse();
    assertThat(advance("late", 2)).isTrue();
  }

  @Test
  void shouldNotWaitForAPartitionThatHasEnded() {
    advance("a", 0);
    clock.advance("gone", T0, true);
    advance("b", 1);
    clock.flushed();
    assertThat(advance("a", 2)).isFalse();
    assertThat(advance("b", 3)).isTrue();
  }

  private boolean advance(String slot, int hour) {
    clock.advance(slot, T0.plus(Duration.ofHours(hour)), false);
    return clock.isDue();
  }
}
