package io.commonwatt.app;

import io.commonwatt.app.dispatch.PlanDocument;
import io.commonwatt.app.dispatch.PlanReport;
import io.commonwatt.app.dispatch.PlannedSite;
import io.commonwatt.app.dispatch.Site;
import io.commonwatt.app.dispatch.SiteFile;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.SearchBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans a site. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Plan the resources of a site over its horizon: setpoints, stored energy and the reason for "
            + "each step. There always is a plan; wishes it had to give up are named. The file is described "
            + "in docs/dispatch.md, an example is docs/site.yaml.")
final class DispatchPlanCommand implements Callable<Integer> {

  @Option(names = "--site", required = true, description = "The site file, YAML.")
  private Path site;

  @Option(names = "--report", description = "Also write a page with plots, HTML, to this file.")
  private Path report;

  @Option(
      names = "--search-nodes",
      defaultValue = "500",
      description =
          "Effort for what takes whole numbers (starts of machines, directions at negative prices):"
              + " search nodes. Default: ${DEFAULT-VALUE}.")
  private int searchNodes;

  @Option(
      names = "--gap",
      defaultValue = "0.01",
      description =
          "Gap to the proven bound at which that search may stop. Default: ${DEFAULT-VALUE}.")
  private double gap;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Options.require(searchNodes >= 1, "--search-nodes", searchNodes, "1 or more");
    Options.require(gap >= 0 && gap < 1, "--gap", gap, "0 to 1");
    Options.requireWritable("--report", report);
    Site read = SiteFile.read(site);
    output.progress(
        "Planning "
            + read.name()
            + ": "
            + read.problem().steps()
            + " steps, "
            + (read.problem().stores().size() + read.problem().devices().size())
            + " resources"
            + read.scenarios().map(ways -> ", " + ways.count() + " scenarios").orElse(""));
    PlannedSite planned =
        PlannedSite.of(read, Dispatcher.create(new SearchBudget(searchNodes, gap)));
    if (report != null) {
      write(PlanReport.of(planned));
    }
    output.result(PlanDocument.of(planned), PlanDocument.lines(planned));
    return 0;
  }

  private void write(String page) {
    try {
      Files.writeString(report, page, StandardCharsets.UTF_8);
      output.progress("Report: " + report);
    } catch (IOException e) {
      throw new UserError(
          "report", "cannot write " + report, "give --report a file in a folder that is there");
    }
  }
}
