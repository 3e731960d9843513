package io.commonwatt.dashboards.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A provisioned Grafana dashboard. Immutable, safe to share between threads.
 *
 * @param json the file's content, as Grafana reads it
 * @param annotation SQL of the now-line: columns time and text; empty without one
 */
public record Dashboard(
    String uid,
    String title,
    JsonNode json,
    List<Panel> panels,
    List<Variable> variables,
    String annotation) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Dashboard {
    panels = List.copyOf(panels);
    variables = List.copyOf(variables);
  }

  /** Names of the dashboards this module ships. */
  public static List<String> listShipped() {
    return List.of("community", "coordination", "dispatch", "forecasts", "market", "quality");
  }

  /**
   * Reads a shipped dashboard.
   *
   * @throws NoSuchElementException when there is none of that name
   */
  public static Dashboard getShipped(String name) {
    String resource = "/grafana/dashboards/" + name + ".json";
    try (InputStream in = Dashboard.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new NoSuchElementException(
            "No dashboard named '" + name + "'; there are " + listShipped());
      }
      return parse(MAPPER.readTree(in));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + resource, e);
    }
  }

  /** Reads a dashboard from its JSON. */
  public static Dashboard parse(JsonNode json) {
    List<Panel> panels = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      panels.add(panel(panel));
    }
    List<Variable> variables = new ArrayList<>();
    for (JsonNode variable : json.path("templating").path("list")) {
      if (variable.path("type").asText().equals("query")) {
        variables.add(
            new Variable(
                variable.path("name").asText(),
                variable.path("label").asText(variable.path("name").asText()),
                variable.path("query").asText(),
                variable.path("multi").asBoolean(),
                variable.path("includeAll").asBoolean()));
      }
    }
    String annotation = "";
    for (JsonNode one : json.path("annotations").path("list")) {
      annotation = one.path("target").path("rawSql").asText(annotation);
    }
    return new Dashboard(
        json.path("uid").asText(),
        json.path("title").asText(),
        json,
        panels,
        variables,
        annotation);
  }

  private static Panel panel(JsonNode panel) {
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : panel.path("targets")) {
      targets.add(
          new Target(
              target.path("refId").asText(),
              target.path("rawSql").asText(),
              target.path("format").asText("table")));
    }
    return new Panel(
        panel.path("id").asInt(),
        panel.path("title").asText(),
        panel.path("type").asText(),
        panel.path("interval").asText(""),
        targets);
  }

  /**
   * The panel of that id.
   *
   * @throws NoSuchElementException when there is none
   */
  public Panel getPanel(int id) {
    for (Panel panel : panels) {
      if (panel.id() == id) {
        return panel;
      }
    }
    throw new NoSuchElementException("Dashboard '" + title + "' has no panel " + id);
  }
}
