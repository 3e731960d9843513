package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.LinearSolution.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans: solves a dispatch problem and always returns a plan. The ladder is optimal (or incumbent,
 * with its gap), then the previous plan moved on, then a rule; each says which it is. Stateless and
 * thread-safe.
 *
 * <p>After each solve no store may charge and discharge in the same step. Where no price is
 * negative and no store stands outside its limits, undoing the smaller of both keeps the stored
 * energy and lowers the net load, so it costs no more: the answer is repaired exactly. Elsewhere
 * burning energy can pay in the linear model; if it happens, the problem is solved again with a
 * binary in every step where it might, and once more as a linear model with the binaries held, for
 * the prices.
 */
public final class Dispatcher {

  private static final double SIMULTANEOUS_KW = 1e-6;

  /** Relative gap to the bound at which a plan is called optimal. */
  private static final double OPTIMAL_GAP = 1e-5;

  private final LinearSolver solver;
  private final boolean exactFirst;

  /** A dispatcher that leaves everything to a back end. */
  public Dispatcher(LinearSolver solver) {
    this(solver, false);
  }

  private Dispatcher(LinearSolver solver, boolean exactFirst) {
    this.solver = new TangentSolver(solver);
    this.exactFirst = exactFirst;
  }

  /**
   * A dispatcher that solves single stores exactly, and the rest with the best back end of this
   * machine: OR-Tools, else ojAlgo.
   */
  public static Dispatcher create() {
    return create(SearchBudget.DEFAULT);
  }

  /** The same with a budget for the search over whole numbers. */
  public static Dispatcher create(SearchBudget budget) {
    return new Dispatcher(
        OrToolsSolver.isAvailable() ? OrToolsSolver.create(budget) : new OjAlgoSolver(), true);
  }

  /**
   * A dispatcher that solves single stores exactly and leaves the rest to a back end: a {@link
   * ClpSolver}, edited in place, where one thread plans many problems of one shape. As thread-safe
   * as the back end.
   */
  public static Dispatcher exactOr(LinearSolver solver) {
    return new Dispatcher(solver, true);
  }

  /** Name of the back end. */
  public String solverName() {
    return solver.name();
  }

  /**
   * Plans a problem.
   *
   * @param previous what the same stores were last told; the rung below a failed solve
   */
  public Plan plan(DispatchProblem problem, Optional<PreviousPlan> previous) {
    if (exactFirst && HomeDispatch.covers(problem)) {
      Optional<Plan> exact = new HomeDispatch().plan(problem);
      if (exact.isPresent()) {
        return exact.get();
      }
    }
    return orFallback(problem, solve(List.of(problem), new double[] {1}), previous);
  }

  /**
   * Plans for several ways the load may go, two-stage: the first step is the same in all of them,
   * later ones may differ, and the expected cost is least. What is returned beyond the first step
   * is the mean over the scenarios, which a store can follow too.
   *
   * @param problem whose load is replaced by each scenario's
   */
  public Plan plan(DispatchProblem problem, Scenarios scenarios, Optional<PreviousPlan> previous) {
    List<DispatchProblem> each = new ArrayList<>();
    for (int scenario = 0; scenario < scenarios.count(); scenario++) {
      each.add(problem.withConnections(loads(problem, scenarios.baseKw()[scenario])));
    }
    double[][] mean = new double[problem.connections().size()][];
    for (int connection = 0; connection < mean.length; connection++) {
      mean[connection] = scenarios.mean(connection);
    }
    DispatchProblem expected = problem.withConnections(loads(problem, mean));
    if (exactFirst && HomeDispatch.covers(expected)) {
      Optional<Plan> hedged = new HomeDispatch().plan(expected, each, scenarios.weight());
      if (hedged.isPresent()) {
        return hedged.get();
      }
    }
    return orFallback(expected, solve(each, scenarios.weight()), previous);
  }

  private static List<Connection> loads(DispatchProblem problem, double[][] baseKw) {
    List<Connection> connections = new ArrayList<>();
    for (int index = 0; index < baseKw.length; index++) {
      connections.add(problem.connections().get(index).withLoad(baseKw[index]));
    }
    return connections;
  }

  private static Plan orFallback(
      DispatchProblem problem, Answer answer, Optional<PreviousPlan> previous) {
    if (answer == null) {
      return previous
          .map(plan -> FallbackPlans.shifted(problem, plan))
          .orElseGet(() -> FallbackPlans.selfConsumption(problem));
    }
    return answer.toPlan(problem);
  }

  private Answer solve(List<DispatchProblem> scenarios, double[] weight) {
    DispatchProblem first = scenarios.get(0);
    int entities = first.stores().size() + first.devices().size();
    boolean[][] exclusive = new boolean[entities][first.steps()];
    List<DispatchModel> models = models(scenarios, weight, exclusive);
    LinearModel linear = models.get(0).model();
    LinearSolution chosen = solver.solve(linear);
    if (chosen.status() != Status.FAILED && burns(models, chosen.values())) {
      forbidBurning(scenarios, exclusive);
      models = models(scenarios, weight, exclusive);
      linear = models.get(0).model();
      chosen = solver.solve(linear);
    }
    if (chosen.status() == Status.FAILED) {
      return null;
    }
    if (!linear.hasWholeColumns()) {
      return new Answer(models, chosen, chosen);
    }
    LinearSolution held = solver.solve(linear.withWholeColumnsAt(chosen.values()));
    return held.status() == Status.FAILED ? null : new Answer(models, chosen, held);
  }

  private static List<DispatchModel> models(
      List<DispatchProblem> scenarios, double[] weight, boolean[][] exclusive) {
    LinearModel linear = new LinearModel();
    List<DispatchModel> models = new ArrayList<>();
    for (int scenario = 0; scenario < weight.length; scenario++) {
      DispatchModel shared = scenario == 0 ? null : models.get(0);
      models.add(
          new DispatchModel(scenarios.get(scenario), exclusive, linear, weight[scenario], shared));
    }
    return models;
  }

  /** Whether something charges and discharges at once where undoing that might cost. */
  private static boolean burns(List<DispatchModel> models, double[] values) {
    for (DispatchModel model : models) {
      DispatchProblem problem = model.problem();
      for (int step = 0; step < problem.steps(); step++) {
        for (int store = 0; store < problem.stores().size(); store++) {
          double bothWaysKw =
              Math.min(model.chargeKw(values, store, step), model.dischargeKw(values, store, step));
          if (bothWaysKw > SIMULTANEOUS_KW && burningMayPay(problem, store, step)) {
            return true;
          }
        }
        for (DeviceColumns device : model.devices()) {
          if (device.runsBothWays(values, step, SIMULTANEOUS_KW)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Marks every step in which burning may pay, since forbidding it in one moves it to another. */
  private static void forbidBurning(List<DispatchProblem> scenarios, boolean[][] exclusive) {
    for (DispatchProblem problem : scenarios) {
      int stores = problem.stores().size();
      for (int entity = 0; entity < exclusive.length; entity++) {
        for (int step = 0; step < problem.steps(); step++) {
          exclusive[entity][step] |= entity >= stores || burningMayPay(problem, entity, step);
        }
      }
    }
  }

  private static boolean burningMayPay(DispatchProblem problem, int store, int step) {
    Store planned = problem.stores().get(store);
    Connection connection = problem.connections().get(planned.connection());
    return connection.importCentPerKwh()[step] < 0
        || connection.exportCentPerKwh()[step] < 0
        || connection.proximal().isPresent()
        || connection.limits().isPresent()
        || problem.loyalty().isPresent()
        || DispatchModel.isOutside(planned);
  }

  /**
   * An answer of the back end.
   *
   * @param models one for each scenario
   * @param chosen the solve whose status and bound count
   * @param held the solve whose values and prices count
   */
  private record Answer(List<DispatchModel> models, LinearSolution chosen, LinearSolution held) {

    Plan toPlan(DispatchProblem problem) {
      int stores = problem.stores().size();
      int connections = problem.connections().size();
      double[][] setpointKw = new double[stores][problem.steps()];
      double[][] valueCent = new double[stores][problem.steps()];
      double[][] priceCent = new double[connections][problem.steps()];
      double constant = 0;
      double slack = 0;
      List<List<DevicePlan>> devices = new ArrayList<>();
      for (DispatchModel model : models) {
        double part = model.weight();
        for (int store = 0; store < stores; store++) {
          add(valueCent[store], model.storedValueCent(held.duals(), store), part);
          for (int step = 0; step < problem.steps(); step++) {
            setpointKw[store][step] += part * netPowerKw(model, store, step);
          }
        }
        for (int connection = 0; connection < connections; connection++) {
          add(priceCent[connection], model.netPriceCent(held.duals(), connection), part);
        }
        constant += model.constantCent();
        slack += part * model.slackKwh(held.values());
        List<DevicePlan> plans = new ArrayList<>();
        model.devices().forEach(device -> plans.add(device.plan(held.values(), held.duals())));
        devices.add(plans);
      }
      List<DevicePlan> expected = new ArrayList<>();
      List<String> missed = new ArrayList<>();
      for (int device = 0; device < problem.devices().size(); device++) {
        expected.add(mean(devices, device));
        missed.addAll(
            DeviceRules.missed(
                problem, models.get(0).devices().get(device).network(), expected.get(device)));
      }
      double cost = models.get(0).model().costOf(held.values());
      return PlanPaths.plan(
          problem,
          isOptimal(cost) ? Plan.Status.OPTIMAL : Plan.Status.INCUMBENT,
          new PlanPaths.Wanted(setpointKw, valueCent, priceCent, expected, missed),
          (cost + constant) * 1000,
          (chosen.bound() + constant) * 1000,
          slack);
    }

    private DevicePlan mean(List<List<DevicePlan>> byScenario, int device) {
      DevicePlan first = byScenario.get(0).get(device);
      if (byScenario.size() == 1) {
        return first;
      }
      double[][][] sums = {
        {new double[first.powerKw().length]},
        like(first.flowKw()),
        like(first.content()),
        like(first.missed()),
        like(first.contentCent())
      };
      for (int scenario = 0; scenario < byScenario.size(); scenario++) {
        DevicePlan plan = byScenario.get(scenario).get(device);
        double[][][] parts = {
          {plan.powerKw()}, plan.flowKw(), plan.content(), plan.missed(), plan.contentCent()
        };
        for (int part = 0; part < parts.length; part++) {
          for (int row = 0; row < parts[part].length; row++) {
            add(sums[part][row], parts[part][row], models.get(scenario).weight());
          }
        }
      }
      return new DevicePlan(
          first.id(), sums[0][0], first.flows(), sums[1], first.tanks(), sums[2], sums[3], sums[4]);
    }

    private static double[][] like(double[][] other) {
      double[][] zeros = new double[other.length][];
      for (int row = 0; row < zeros.length; row++) {
        zeros[row] = new double[other[row].length];
      }
      return zeros;
    }

    private static void add(double[] sum, double[] more, double part) {
      for (int step = 0; step < sum.length; step++) {
        sum[step] += part * more[step];
      }
    }

    private boolean isOptimal(double cost) {
      return chosen.status() == Status.OPTIMAL
          && cost - chosen.bound() <= OPTIMAL_GAP * Math.max(1, Math.abs(cost));
    }

    /** Power at the meter; what goes in and out at once is undone at equal stored energy. */
    private double netPowerKw(DispatchModel model, int store, int step) {
      double charge = model.chargeKw(held.values(), store, step);
      double discharge = model.dischargeKw(held.values(), store, step);
      double efficiency = model.problem().stores().get(store).battery().oneWayEfficiency();
      double undone = Math.min(charge, discharge / (efficiency * efficiency));
      return (charge - undone) - (discharge - undone * efficiency * efficiency);
    }
  }
}
