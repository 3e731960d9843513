package io.commonwatt.app.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as JSON and as lines. Stateless. */
public final class PlanDocument {

  private static final double THOUSAND = 1000;

  private PlanDocument() {}

  /** Keys as they are relied on; {@code intervals} adds up the resources. */
  public static Map<String, Object> of(PlannedSite planned) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("site", planned.site().name());
    document.put("status", planned.plan().status().code());
    document.put("objective", number(planned.plan().objectiveMilliCent() / THOUSAND));
    document.put("bound", number(planned.plan().boundMilliCent() / THOUSAND));
    document.put("objectiveUnit", "ct");
    Slack slack = Slack.of(planned);
    document.put("slack", number(slack.totalKwh()));
    document.put("slackStoresKwh", number(slack.storesKwh()));
    document.put("slackConnectionKwh", number(slack.connectionKwh()));
    document.put("slackDevicesKwh", number(slack.devicesKwh()));
    document.put("givenUp", planned.plan().details().givenUp());
    document.put("solver", planned.solver());
    document.put("intervals", intervals(planned));
    List<Map<String, Object>> resources = new ArrayList<>();
    for (PlannedSite.ResourceRows resource : planned.resources()) {
      resources.add(resource(planned, resource));
    }
    document.put("resources", resources);
    planned
        .hindsight()
        .ifPresent(
            plan ->
                document.put(
                    "perfectForesightObjective", number(plan.objectiveMilliCent() / THOUSAND)));
    document.put("assumed", planned.site().assumed());
    return document;
  }

  private static List<Map<String, Object>> intervals(PlannedSite planned) {
    double[] net = planned.netKw();
    List<Map<String, Object>> intervals = new ArrayList<>();
    for (int step = 0; step < net.length; step++) {
      Map<String, Object> interval = new LinkedHashMap<>();
      interval.put("start", planned.problem().startOf(step).toString());
      interval.put("netKw", number(net[step]));
      double setpoint = 0;
      double stored = 0;
      StringBuilder why = new StringBuilder();
      for (PlannedSite.ResourceRows resource : planned.resources()) {
        setpoint += resource.powerKw()[step];
        double[] held = resource.contents().get("stored");
        stored += held == null ? 0 : held[step];
        why.append(why.isEmpty() ? "" : " | ");
        why.append(resource.id()).append(": ").append(resource.why()[step]);
      }
      interval.put("setpointKw", number(setpoint));
      interval.put("stateOfChargeKwh", number(stored));
      interval.put("why", why.toString());
      intervals.add(interval);
    }
    return intervals;
  }

  private static Map<String, Object> resource(
      PlannedSite planned, PlannedSite.ResourceRows resource) {
    List<Map<String, Object>> intervals = new ArrayList<>();
    for (int step = 0; step < resource.powerKw().length; step++) {
      Map<String, Object> interval = new LinkedHashMap<>();
      interval.put("start", planned.problem().startOf(step).toString());
      interval.put("setpointKw", number(resource.powerKw()[step]));
      int at = step;
      resource.contents().forEach((tank, held) -> interval.put(tank, number(held[at])));
      interval.put("why", resource.why()[step]);
      intervals.add(interval);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", resource.id());
    document.put("intervals", intervals);
    return document;
  }

  /** A number as JSON knows it: none where nothing is known. */
  private static Double number(double value) {
    return Double.isFinite(value) ? Math.rint(value * 1e6) / 1e6 + 0.0 : null;
  }

  /** What a person reads: a table of the resources, and what was given up. */
  public static String lines(PlannedSite planned) {
    StringBuilder lines = new StringBuilder();
    lines.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %.2f ct (bound %.2f), %d steps from %s%n",
            planned.site().name(),
            planned.plan().status().code(),
            planned.plan().objectiveMilliCent() / THOUSAND,
            planned.plan().boundMilliCent() / THOUSAND,
            planned.problem().steps(),
            planned.problem().start()));
    planned
        .hindsight()
        .ifPresent(
            plan ->
                lines.append(
                    String.format(
                        Locale.ROOT,
                        "  with perfect foresight: %.2f ct%n",
                        plan.objectiveMilliCent() / THOUSAND)));
    for (String wish : planned.plan().details().givenUp()) {
      lines.append("  given up: ").append(wish).append(System.lineSeparator());
    }
    for (PlannedSite.ResourceRows resource : planned.resources()) {
      lines.append(resource.id()).append(System.lineSeparator());
      for (int step = 0; step < resource.powerKw().length; step++) {
        StringBuilder held = new StringBuilder();
        for (Map.Entry<String, double[]> tank : resource.contents().entrySet()) {
          held.append(
              String.format(Locale.ROOT, " %s %8.2f", tank.getKey(), tank.getValue()[step]));
        }
        lines.append(
            String.format(
                Locale.ROOT,
                "  %s %8.3f kW %s  %s%n",
                planned.problem().startOf(step),
                resource.powerKw()[step],
                held,
                resource.why()[step]));
      }
    }
    planned
        .site()
        .assumed()
        .forEach((key, value) -> lines.append(String.format("assumed: %s = %s%n", key, value)));
    return lines.toString().stripTrailing();
  }
}
