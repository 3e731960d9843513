package io.commonwatt.dashboards.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacrosTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2025-05-02T00:00:00Z");
  private final Macros macros =
      new Macros(
          FROM,
          TO,
          Duration.ofMinutes(30),
          Map.of("community", List.of("it's", "b"), "one", List.of("c-1")));

  @Test
  void shouldExpandTimeFilter() {
    assertThat(macros.expand("SELECT 1 WHERE $__timeFilter(t.start)"))
        .isEqualTo(
            "SELECT 1 WHERE t.start BETWEEN '2025-05-01T00:00:00Z' AND '2025-05-02T00:00:00Z'");
  }

  @Test
  void shouldExpandTimeGroupWithTheChosenInterval() {
    assertThat(macros.expand("SELECT $__timeGroupAlias(start, $__interval)"))
        .isEqualTo(
            "SELECT to_timestamp(floor(extract(epoch from start) / 1800) * 1800) AS \"time\"");
    assertThat(macros.expand("$__timeGroup(date_trunc('hour', a), '1d')"))
        .isEqualTo(
            "to_timestamp(floor(extract(epoch from date_trunc('hour', a)) / 86400) * 86400)");
  }

  @Test
  void shouldQuoteEveryValueOfAVariable() {
    assertThat(macros.expand("c IN ($community)")).isEqualTo("c IN ('it''s','b')");
    assertThat(macros.expand("c = ${one:sqlstring} AND d = $one"))
        .isEqualTo("c = 'c-1' AND d = 'c-1'");
  }

  @ParameterizedTest
  @CsvSource({"15m, 900", "'1h', 3600", "1d, 86400", "90s, 90", "1w, 604800", "500ms, 1"})
  void shouldReadIntervals(String text, long seconds) {
    assertThat(Macros.seconds(text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$__nothing()",
        "$__timeFilter(",
        "$unknown",
        "$__timeGroup(a)",
        "$__timeGroup(a, 'soon')"
      })
  void shouldNameWhatItCannotExpand(String sql) {
    assertThatThrownBy(() -> macros.expand(sql))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*(nothing|bracket|unknown|needs 2|soon).*");
  }
}
