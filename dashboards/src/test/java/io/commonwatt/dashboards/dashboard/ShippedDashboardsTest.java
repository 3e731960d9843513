package io.commonwatt.dashboards.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana's own loader does not find: typos in plugin ids, refIds, grid positions, macros. */
class ShippedDashboardsTest {

  private static final Set<String> TYPES = Set.of("timeseries", "stat", "table", "row");

  static Stream<Dashboard> shipped() {
    return Dashboard.listShipped().stream().map(Dashboard::getShipped);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shouldBeWellFormed(Dashboard dashboard) {
    assertThat(dashboard.uid()).startsWith("commonwatt-").hasSizeLessThanOrEqualTo(40);
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.json().get("panels")) {
      String title = panel.get("title").asText();
      assertThat(ids.add(panel.get("id").asInt())).as("id of %s is its own", title).isTrue();
      assertThat(TYPES).as(title).contains(panel.get("type").asText());
      JsonNode at = panel.get("gridPos");
      assertThat(at.get("x").asInt() + at.get("w").asInt())
          .as("%s fits the grid", title)
          .isLessThanOrEqualTo(24);
      assertThat(panel.get("datasource").get("uid").asText()).as(title).isEqualTo("timescale");
      Set<String> letters = new HashSet<>();
      for (JsonNode target : panel.get("targets")) {
        assertThat(letters.add(target.get("refId").asText())).as("refId in %s", title).isTrue();
        assertThat(target.get("format").asText()).as(title).isIn("time_series", "table");
        assertThat(target.get("datasource").get("uid").asText()).as(title).isEqualTo("timescale");
      }
      assertThat(letters).as("queries of %s", title).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shouldNotOverlap(Dashboard dashboard) {
    Map<String, String> taken = new TreeMap<>();
    for (JsonNode panel : dashboard.json().get("panels")) {
      JsonNode at = panel.get("gridPos");
      for (int x = at.get("x").asInt(); x < at.get("x").asInt() + at.get("w").asInt(); x++) {
        for (int y = at.get("y").asInt(); y < at.get("y").asInt() + at.get("h").asInt(); y++) {
          String other = taken.put(x + "," + y, panel.get("title").asText());
          assertThat(other).as("%s lies on another panel", panel.get("title")).isNull();
        }
      }
    }
  }

  @Test
  void shouldListEveryFileThatGrafanaIsGiven() throws IOException {
    List<String> files;
    try (Stream<Path> found = Files.list(Path.of("src/main/resources/grafana/dashboards"))) {
      files = found.map(file -> file.getFileName().toString().replace(".json", "")).toList();
    }
    assertThat(Dashboard.listShipped()).containsExactlyInAnyOrderElementsOf(files);
    assertThat(shipped().map(Dashboard::uid)).doesNotHaveDuplicates();
  }

  /** A setting for a field no query returns would be lost without a word. */
  @ParameterizedTest
  @MethodSource("shipped")
  void shouldNameFieldsOfItsQueriesInOverrides(Dashboard dashboard) {
    for (JsonNode panel : dashboard.json().get("panels")) {
      StringBuilder sql = new StringBuilder();
      panel.get("targets").forEach(target -> sql.append(target.get("rawSql").asText()));
      boolean named = sql.indexOf("AS metric") >= 0;
      for (JsonNode override : panel.get("fieldConfig").get("overrides")) {
        JsonNode matcher = override.get("matcher");
        if (matcher.get("id").asText().equals("byName") && !named) {
          assertThat(sql)
              .as(panel.get("title").asText())
              .contains('"' + matcher.get("options").asText() + '"');
        }
      }
    }
  }

  /** What a variable may be depends at most on the variables before it. */
  @ParameterizedTest
  @MethodSource("shipped")
  void shouldChooseVariablesInOrder(Dashboard dashboard) {
    Map<String, List<String>> chosen = new TreeMap<>();
    for (Variable variable : dashboard.variables()) {
      assertThat(macros(chosen).expand(variable.sql())).as(variable.name()).doesNotContain("$");
      chosen.put(variable.name(), List.of("one"));
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shouldExpandEveryQuery(Dashboard dashboard) {
    Map<String, List<String>> variables = new TreeMap<>();
    dashboard.variables().forEach(variable -> variables.put(variable.name(), List.of("c-1")));
    Macros macros = macros(variables);
    for (Panel panel : dashboard.panels()) {
      for (Target target : panel.targets()) {
        assertThat(macros.expand(target.rawSql()))
            .as("%s %s", panel.title(), target.refId())
            .doesNotContain("$");
      }
    }
    assertThat(macros.expand(dashboard.annotation())).contains("AS \"time\"");
  }

  private static Macros macros(Map<String, List<String>> variables) {
    return new Macros(
        Instant.parse("2025-05-01T00:00:00Z"),
        Instant.parse("2025-06-01T00:00:00Z"),
        Duration.ofHours(1),
        variables);
  }
}
