package io.commonwatt.market.dispatch.storage;

import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.LinearSolution;
import io.commonwatt.market.dispatch.LinearSolver;

/** The same problem written as a linear programme for a general solver: the naive twin. */
final class LinearTwin {

  private static final double MOST_KW = 1000;

  private LinearTwin() {}

  /** Least cost when a store may charge and discharge at once, ct. */
  static double costCent(StorageProblem problem, LinearSolver solver) {
    return costCent(problem, solver, new int[problem.steps]);
  }

  /** Least cost over every choice of directions, each a linear programme, ct. */
  static double costOverDirectionsCent(StorageProblem problem, LinearSolver solver) {
    double least = Double.POSITIVE_INFINITY;
    for (int choice = 0; choice < 1 << problem.steps; choice++) {
      int[] direction = new int[problem.steps];
      for (int step = 0; step < problem.steps; step++) {
        direction[step] = (choice >> step & 1) == 0 ? 1 : -1;
      }
      if (ReachableLimits.canKeep(ReachableLimits.of(problem), direction)) {
        least = Math.min(least, costCent(problem, solver, direction));
      }
    }
    return least;
  }

  /** Least cost under a capacity charge, ct. */
  static double costCent(StorageProblem problem, CapacityCharge capacity, LinearSolver solver) {
    return costCent(problem, solver, new int[problem.steps], capacity);
  }

  private static double costCent(StorageProblem problem, LinearSolver solver, int[] direction) {
    return costCent(problem, solver, direction, new CapacityCharge(0, 0));
  }

  private static double costCent(
      StorageProblem given, LinearSolver solver, int[] direction, CapacityCharge capacity) {
    StorageProblem problem = ReachableLimits.of(given);
    double h = problem.stepHours;
    LinearModel model = new LinearModel();
    int peak = model.addColumn(capacity.reachedKw(), MOST_KW, capacity.centPerKw());
    int[] stored = new int[problem.steps];
    for (int t = 0; t < problem.steps; t++) {
      double most = direction[t] < 0 ? 0 : problem.chargeKw[t];
      int charge = model.addColumn(0, most, h * problem.wearCent[t]);
      double least = direction[t] > 0 ? 0 : problem.dischargeKw[t];
      int discharge = model.addColumn(0, least, h * problem.wearCent[t]);
      int imported = model.addColumn(0, MOST_KW, h * problem.importCent[t]);
      int exported = model.addColumn(0, MOST_KW, -h * problem.exportCent[t]);
      int over = model.addColumn(0, MOST_KW, h * problem.overLimitCent);
      int under = model.addColumn(0, MOST_KW, h * problem.overLimitCent);
      boolean last = t == problem.steps - 1;
      double slack = 1e-9;
      stored[t] =
          model.addColumn(
              problem.lowerKwh[t] - slack,
              problem.upperKwh[t] + slack,
              last ? -problem.terminalCent : 0);
      model.addRow(problem.baseKw[t], problem.baseKw[t]);
      model.addEntry(imported, 1);
      model.addEntry(exported, -1);
      model.addEntry(charge, -1);
      model.addEntry(discharge, 1);
      if (Double.isFinite(problem.importLimitKw[t])) {
        model.addRow(Double.NEGATIVE_INFINITY, problem.importLimitKw[t]);
        model.addEntry(imported, 1);
        model.addEntry(exported, -1);
        model.addEntry(over, -1);
        model.addRow(Double.NEGATIVE_INFINITY, problem.exportLimitKw[t]);
        model.addEntry(imported, -1);
        model.addEntry(exported, 1);
        model.addEntry(under, -1);
      }
      model.addRow(Double.NEGATIVE_INFINITY, 0);
      model.addEntry(imported, 1);
      model.addEntry(exported, -1);
      model.addEntry(peak, -1);
      int apart = model.addColumn(0, MOST_KW, h * problem.leaveCent[t]);
      for (int sign = -1; sign <= 1; sign += 2) {
        model.addRow(-sign * problem.toldKw[t], Double.POSITIVE_INFINITY);
        model.addEntry(apart, 1);
        model.addEntry(charge, -sign);
        model.addEntry(discharge, sign);
      }
      double before = problem.inflowKwh[t] + (t > 0 ? 0 : problem.retention * problem.initialKwh);
      model.addRow(before, before);
      model.addEntry(stored[t], 1);
      if (t > 0) {
        model.addEntry(stored[t - 1], -problem.retention);
      }
      model.addEntry(charge, -h * problem.chargeEfficiency);
      model.addEntry(discharge, h / problem.dischargeEfficiency);
    }
    LinearSolution solution = solver.solve(model);
    if (solution.status() != LinearSolution.Status.OPTIMAL) {
      throw new IllegalStateException(
          solver.name() + " found " + solution.status() + " for " + problem.id);
    }
    return model.costOf(solution.values());
  }
}
