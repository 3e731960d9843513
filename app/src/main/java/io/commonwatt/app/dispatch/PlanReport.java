package io.commonwatt.app.dispatch;

import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.dispatch.Scenarios;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as one HTML page without scripts: power with the band of the forecasts, stored energy,
 * prices, and beside them what perfect foresight would have done; then a table of the reasons.
 * Stateless.
 */
public final class PlanReport {

  private PlanReport() {}

  /** The page. */
  public static String of(PlannedSite planned) {
    StringBuilder page = new StringBuilder();
    String title = escape("Plan of " + planned.site().name());
    page.append(head(title));
    summary(page, planned);
    page.append(power(planned).svg());
    page.append(stored(planned).svg());
    page.append(prices(planned).svg());
    for (PlannedSite.ResourceRows resource : planned.resources()) {
      table(page, planned, resource);
    }
    return page.append("</body></html>\n").toString();
  }

  /** The page's beginning up to its title, which is HTML. */
  public static String head(String title) {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + title
        + "</title><style>body{font:14px sans-serif;margin:2em;max-width:60em}"
        + "table{border-collapse:collapse}td,th{padding:.1em .6em;text-align:left}"
        + "td.n{text-align:right}svg{display:block;margin:.5em 0 1.5em}</style></head><body><h1>"
        + title
        + "</h1>";
  }

  private static void summary(StringBuilder page, PlannedSite planned) {
    Plan plan = planned.plan();
    page.append(
        String.format(
            Locale.ROOT,
            "<p>%s by %s; %.2f ct, proven bound %.2f ct.</p>",
            plan.status().code(),
            escape(planned.solver()),
            plan.objectiveMilliCent() / 1000,
            plan.boundMilliCent() / 1000));
    planned
        .hindsight()
        .ifPresent(
            best ->
                page.append(
                    String.format(
                        Locale.ROOT,
                        "<p>With perfect foresight it would have been %.2f ct.</p>",
                        best.objectiveMilliCent() / 1000)));
    for (String wish : plan.details().givenUp()) {
      page.append("<p>Given up: ").append(escape(wish)).append("</p>");
    }
  }

  private static StepPlot plot(String title, PlannedSite planned) {
    DispatchProblem problem = planned.problem();
    return new StepPlot(
        title,
        problem.steps(),
        step -> problem.startOf(step).toString().substring(5, 16).replace('T', ' '));
  }

  private static StepPlot power(PlannedSite planned) {
    StepPlot plot = plot("Power, kW (positive is taken)", planned);
    Optional<Scenarios> scenarios = planned.site().scenarios();
    if (scenarios.isPresent()) {
      double[][][] ways = scenarios.get().baseKw();
      double[] low = ways[0][0].clone();
      double[] high = ways[0][0].clone();
      for (double[][] way : ways) {
        for (int step = 0; step < low.length; step++) {
          low[step] = Math.min(low[step], way[0][step]);
          high[step] = Math.max(high[step], way[0][step]);
        }
      }
      plot.band("load, scenarios", low, high);
    }
    plot.line("load", planned.problem().connections().get(0).baseKw());
    plot.line("net", planned.netKw());
    for (PlannedSite.ResourceRows resource : planned.resources()) {
      plot.line(resource.id(), resource.powerKw());
    }
    planned.hindsight().ifPresent(best -> hindsight(plot, planned, best.setpointKw()));
    return plot;
  }

  private static StepPlot stored(PlannedSite planned) {
    StepPlot plot = plot("Stored at the end of the step, kWh", planned);
    for (PlannedSite.ResourceRows resource : planned.resources()) {
      for (Map.Entry<String, double[]> tank : resource.contents().entrySet()) {
        plot.line(resource.id() + " " + tank.getKey(), tank.getValue());
      }
    }
    planned.hindsight().ifPresent(best -> hindsight(plot, planned, best.storedKwh()));
    return plot;
  }

  private static void hindsight(StepPlot plot, PlannedSite planned, double[][] rows) {
    for (int store = 0; store < rows.length; store++) {
      String id = planned.problem().stores().get(store).battery().id();
      plot.dashed(id + ", perfect foresight", rows[store]);
    }
  }

  private static StepPlot prices(PlannedSite planned) {
    Connection grid = planned.problem().connections().get(0);
    StepPlot plot = plot("Prices, ct/kWh", planned);
    plot.line("import", grid.importCentPerKwh());
    plot.line("export", grid.exportCentPerKwh());
    double[][] worth = planned.plan().details().storedValueCent();
    List<double[]> known = new ArrayList<>(Arrays.asList(worth));
    for (int store = 0; store < known.size(); store++) {
      String id = planned.problem().stores().get(store).battery().id();
      plot.dashed(id + ", stored worth", known.get(store));
    }
    return plot;
  }

  private static void table(
      StringBuilder page, PlannedSite planned, PlannedSite.ResourceRows resource) {
    page.append("<h2>").append(escape(resource.id())).append("</h2><table><tr><th>start</th>");
    page.append("<th>kW</th>");
    resource.contents().keySet().forEach(tank -> page.append("<th>" + escape(tank) + "</th>"));
    page.append("<th>why</th></tr>");
    for (int step = 0; step < resource.powerKw().length; step++) {
      page.append("<tr><td>").append(planned.problem().startOf(step)).append("</td>");
      page.append(cell(resource.powerKw()[step]));
      for (double[] held : resource.contents().values()) {
        page.append(cell(held[step]));
      }
      page.append("<td>").append(escape(resource.why()[step])).append("</td></tr>");
    }
    page.append("</table>");
  }

  private static String cell(double value) {
    return String.format(Locale.ROOT, "<td class=\"n\">%.3f</td>", value);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
