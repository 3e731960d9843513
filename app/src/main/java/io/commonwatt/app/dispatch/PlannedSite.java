package io.commonwatt.app.dispatch;

import io.commonwatt.market.dispatch.DevicePlan;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.dispatch.StepReasons;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A site and its plan, as rows.
 *
 * @param problem with the load that was planned for: the expected one under scenarios
 * @param hindsight the plan for the load as it turned out; empty when that is unknown
 * @param resources in the order of the file's kinds: stores, then devices
 */
public record PlannedSite(
    Site site,
    DispatchProblem problem,
    Plan plan,
    Optional<Plan> hindsight,
    String solver,
    List<ResourceRows> resources) {

  /**
   * A resource by step.
   *
   * @param powerKw at the connection, positive takes
   * @param contents of its tanks by name
   * @param why in words
   */
  public record ResourceRows(
      String id, double[] powerKw, Map<String, double[]> contents, String[] why) {}

  /** Plans a site. */
  public static PlannedSite of(Site site, Dispatcher dispatcher) {
    DispatchProblem problem = site.problem();
    Plan plan;
    if (site.scenarios().isPresent()) {
      plan = dispatcher.plan(problem, site.scenarios().get(), site.previous());
      problem = problem.withLoad(site.scenarios().get().mean(0));
    } else {
      plan = dispatcher.plan(problem, site.previous());
    }
    Optional<Plan> hindsight =
        site.actualKw()
            .map(load -> dispatcher.plan(site.problem().withLoad(load), Optional.empty()));
    return new PlannedSite(
        site, problem, plan, hindsight, dispatcher.solverName(), rows(problem, plan));
  }

  private static List<ResourceRows> rows(DispatchProblem problem, Plan plan) {
    List<ResourceRows> rows = new ArrayList<>();
    for (int store = 0; store < problem.stores().size(); store++) {
      rows.add(
          new ResourceRows(
              problem.stores().get(store).battery().id(),
              plan.setpointKw()[store],
              Map.of("stored", plan.storedKwh()[store]),
              StepReasons.ofStore(problem, plan, store)));
    }
    for (int device = 0; device < problem.devices().size(); device++) {
      DevicePlan planned = plan.details().devices().get(device);
      Map<String, double[]> contents = new LinkedHashMap<>();
      for (int tank = 0; tank < planned.tanks().size(); tank++) {
        contents.put(planned.tanks().get(tank), planned.content()[tank]);
      }
      rows.add(
          new ResourceRows(
              planned.id(),
              planned.powerKw(),
              contents,
              StepReasons.ofDevice(problem, plan, device)));
    }
    return rows;
  }

  /** Net power of the site by step, kW. */
  public double[] netKw() {
    double[] net = problem.connections().get(0).baseKw().clone();
    for (ResourceRows resource : resources) {
      for (int step = 0; step < net.length; step++) {
        net[step] += resource.powerKw()[step];
      }
    }
    return net;
  }
}
