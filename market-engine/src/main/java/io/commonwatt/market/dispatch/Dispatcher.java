package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.LinearSolution.Status;
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
    this.solver = solver;
    this.exactFirst = exactFirst;
  }

  /**
   * A dispatcher that solves single stores exactly, and the rest with the best back end of this
   * machine: OR-Tools, else ojAlgo.
   */
  public static Dispatcher create() {
    return new Dispatcher(
        OrToolsSolver.isAvailable() ? OrToolsSolver.create() : new OjAlgoSolver(), true);
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
      return new HomeDispatch().plan(problem);
    }
    Answer answer = solve(problem);
    if (answer == null) {
      return previous
          .map(plan -> FallbackPlans.shifted(problem, plan))
          .orElseGet(() -> FallbackPlans.selfConsumption(problem));
    }
    return answer.toPlan(problem);
  }

  private Answer solve(DispatchProblem problem) {
    boolean[][] exclusive = new boolean[problem.stores().size()][problem.steps()];
    DispatchModel model = new DispatchModel(problem, exclusive);
    LinearSolution chosen = solver.solve(model.model());
    if (chosen.status() != Status.FAILED && burns(problem, model, chosen.values())) {
      forbidBurning(problem, exclusive);
      model = new DispatchModel(problem, exclusive);
      chosen = solver.solve(model.model());
    }
    if (chosen.status() == Status.FAILED) {
      return null;
    }
    if (!model.model().hasWholeColumns()) {
      return new Answer(model, chosen, chosen);
    }
    LinearSolution held = solver.solve(model.model().withWholeColumnsAt(chosen.values()));
    return held.status() == Status.FAILED ? null : new Answer(model, chosen, held);
  }

  /** Whether a store charges and discharges at once where undoing that might cost. */
  private static boolean burns(DispatchProblem problem, DispatchModel model, double[] values) {
    for (int store = 0; store < problem.stores().size(); store++) {
      for (int step = 0; step < problem.steps(); step++) {
        double bothWaysKw =
            Math.min(model.chargeKw(values, store, step), model.dischargeKw(values, store, step));
        if (bothWaysKw > SIMULTANEOUS_KW && burningMayPay(problem, store, step)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Marks every step in which burning may pay, since forbidding it in one moves it to another. */
  private static void forbidBurning(DispatchProblem problem, boolean[][] exclusive) {
    for (int store = 0; store < exclusive.length; store++) {
      for (int step = 0; step < problem.steps(); step++) {
        exclusive[store][step] = burningMayPay(problem, store, step);
      }
    }
  }

  private static boolean burningMayPay(DispatchProblem problem, int store, int step) {
    Store planned = problem.stores().get(store);
    Connection connection = problem.connections().get(planned.connection());
    return connection.importCentPerKwh()[step] < 0
        || connection.exportCentPerKwh()[step] < 0
        || connection.proximal().isPresent()
        || DispatchModel.isOutside(planned);
  }

  /**
   * An answer of the back end.
   *
   * @param chosen the solve whose status and bound count
   * @param held the solve whose values and prices count
   */
  private record Answer(DispatchModel model, LinearSolution chosen, LinearSolution held) {

    Plan toPlan(DispatchProblem problem) {
      int stores = problem.stores().size();
      double[][] setpointKw = new double[stores][problem.steps()];
      double[] valueCent = new double[stores];
      for (int store = 0; store < stores; store++) {
        for (int step = 0; step < problem.steps(); step++) {
          setpointKw[store][step] = netPowerKw(problem, store, step);
        }
        valueCent[store] = model.storedValueCent(held.duals(), store);
      }
      return PlanPaths.plan(
          problem,
          isOptimal() ? Plan.Status.OPTIMAL : Plan.Status.INCUMBENT,
          setpointKw,
          valueCent,
          (model.model().costOf(held.values()) + model.constantCent()) * 1000,
          (chosen.bound() + model.constantCent()) * 1000,
          model.slackKwh(held.values()));
    }

    private boolean isOptimal() {
      double cost = model.model().costOf(held.values());
      return chosen.status() == Status.OPTIMAL
          && cost - chosen.bound() <= OPTIMAL_GAP * Math.max(1, Math.abs(cost));
    }

    /** Power at the meter; what goes in and out at once is undone at equal stored energy. */
    private double netPowerKw(DispatchProblem problem, int store, int step) {
      double charge = model.chargeKw(held.values(), store, step);
      double discharge = model.dischargeKw(held.values(), store, step);
      double efficiency = problem.stores().get(store).battery().oneWayEfficiency();
      double undone = Math.min(charge, discharge / (efficiency * efficiency));
      return (charge - undone) - (discharge - undone * efficiency * efficiency);
    }
  }
}
