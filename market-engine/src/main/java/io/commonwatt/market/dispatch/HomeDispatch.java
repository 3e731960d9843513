package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSchedule;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import io.commonwatt.market.resource.Battery;

/**
 * Plans problems that fall into single stores, each alone at its connection, with the exact storage
 * solver. Not thread-safe.
 */
final class HomeDispatch {

  private final StorageSolver solver = new StorageSolver();

  /** Whether the problem is in the exact solver's scope. */
  static boolean covers(DispatchProblem problem) {
    boolean[] taken = new boolean[problem.connections().size()];
    for (Store store : problem.stores()) {
      if (taken[store.connection()]) {
        return false;
      }
      taken[store.connection()] = true;
    }
    for (int index = 0; index < taken.length; index++) {
      Connection connection = problem.connections().get(index);
      for (int step = 0; taken[index] && step < problem.steps(); step++) {
        if (connection.importCentPerKwh()[step] < connection.exportCentPerKwh()[step]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Plans a covered problem. */
  Plan plan(DispatchProblem problem) {
    int stores = problem.stores().size();
    double[][] setpointKw = new double[stores][];
    double[] valueCent = new double[stores];
    double cost = idleCent(problem);
    double bound = cost;
    double slack = 0;
    boolean optimal = true;
    for (int store = 0; store < stores; store++) {
      StorageSchedule schedule = solver.solve(storage(problem, store));
      setpointKw[store] = schedule.powerKw();
      valueCent[store] = schedule.valueCentPerKwh();
      cost += schedule.costCent();
      bound += schedule.boundCent();
      slack += schedule.slackKwh();
      optimal &= schedule.isOptimal();
    }
    Plan.Status status = optimal ? Plan.Status.OPTIMAL : Plan.Status.INCUMBENT;
    return PlanPaths.plan(problem, status, setpointKw, valueCent, cost * 1000, bound * 1000, slack);
  }

  private static StorageProblem storage(DispatchProblem problem, int index) {
    Store store = problem.stores().get(index);
    Battery battery = store.battery();
    Connection connection = problem.connections().get(store.connection());
    double[] wearCent = new double[problem.steps()];
    for (int step = 0; step < wearCent.length; step++) {
      wearCent[step] = DispatchModel.throughputCent(problem, index, step);
    }
    StorageProblem.Builder builder =
        StorageProblem.at(
                battery.id(),
                problem.stepHours(),
                connection.baseKw(),
                connection.importCentPerKwh(),
                connection.exportCentPerKwh())
            .power(battery.chargeKw(), battery.dischargeKw())
            .efficiency(battery.oneWayEfficiency(), battery.oneWayEfficiency(), 1)
            .stored(store.storedKwh(), battery.minimumKwh(), battery.capacityKwh())
            .wear(wearCent, 0)
            .terminal(store.terminalCentPerKwh());
    connection
        .proximal()
        .ifPresent(proximal -> builder.proximal(proximal.weight(), proximal.targetKw()));
    return builder.build();
  }

  /** Cost of the connections without a store, ct. */
  private static double idleCent(DispatchProblem problem) {
    boolean[] stores = new boolean[problem.connections().size()];
    problem.stores().forEach(store -> stores[store.connection()] = true);
    double cost = 0;
    for (int index = 0; index < stores.length; index++) {
      Connection connection = problem.connections().get(index);
      for (int step = 0; !stores[index] && step < problem.steps(); step++) {
        cost += problem.stepHours() * connection.costCentPerHour(step, connection.baseKw()[step]);
      }
    }
    return cost;
  }
}
