package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;
import java.util.List;

/** Plans that need no solve: the lower rungs of the ladder. */
final class FallbackPlans {

  private FallbackPlans() {}

  /** The previous plan from now on; beyond its end the stores stand still. */
  static Plan shifted(DispatchProblem problem, PreviousPlan previous) {
    double[][] setpointKw = new double[problem.stores().size()][problem.steps()];
    for (int store = 0; store < setpointKw.length; store++) {
      String battery = problem.stores().get(store).battery().id();
      for (int step = 0; step < problem.steps(); step++) {
        setpointKw[store][step] = previous.setpointKwAt(battery, problem.startOf(step));
      }
    }
    return plan(problem, Plan.Status.SHIFTED, setpointKw);
  }

  /** Stores take the surplus of their connection and cover its deficit, in their order. */
  static Plan selfConsumption(DispatchProblem problem) {
    int stores = problem.stores().size();
    double[][] setpointKw = new double[stores][problem.steps()];
    double[] stored = new double[stores];
    for (int store = 0; store < stores; store++) {
      stored[store] = problem.stores().get(store).storedKwh();
    }
    double hours = problem.stepHours();
    List<DevicePlan> devices = DeviceRules.plans(problem);
    for (int step = 0; step < problem.steps(); step++) {
      double[] netKw = new double[problem.connections().size()];
      for (int connection = 0; connection < netKw.length; connection++) {
        netKw[connection] = problem.connections().get(connection).baseKw()[step];
      }
      for (int device = 0; device < devices.size(); device++) {
        netKw[problem.devices().get(device).connection()] += devices.get(device).powerKw()[step];
      }
      for (int store = 0; store < stores; store++) {
        Battery battery = problem.stores().get(store).battery();
        int connection = problem.stores().get(store).connection();
        double room = Math.max(0, battery.capacityKwh() - stored[store]);
        double usable = Math.max(0, stored[store] - battery.minimumKwh());
        double most =
            Math.min(
                problem.stores().get(store).mostChargeKw(step),
                room / battery.oneWayEfficiency() / hours);
        double least =
            -Math.min(
                problem.stores().get(store).mostDischargeKw(step),
                usable * battery.oneWayEfficiency() / hours);
        double setpoint = Math.min(most, Math.max(least, -netKw[connection]));
        setpointKw[store][step] = setpoint;
        netKw[connection] += setpoint;
        stored[store] += PlanPaths.storedChangeKwh(battery, stored[store], setpoint, hours);
      }
    }
    return plan(problem, Plan.Status.RULE, setpointKw);
  }

  private static Plan plan(DispatchProblem problem, Plan.Status status, double[][] setpointKw) {
    List<DevicePlan> devices = DeviceRules.plans(problem);
    PlanPaths.Wanted wanted =
        new PlanPaths.Wanted(
            setpointKw, new double[0][], new double[0][], devices, DeviceRules.missed(problem));
    return PlanPaths.plan(problem, status, wanted, Double.NaN, Double.NaN, slackKwh(problem));
  }

  private static double slackKwh(DispatchProblem problem) {
    double sum = 0;
    for (Store store : problem.stores()) {
      sum += Math.max(0, store.battery().minimumKwh() - store.storedKwh());
      sum += Math.max(0, store.storedKwh() - store.battery().capacityKwh());
    }
    return sum;
  }
}
