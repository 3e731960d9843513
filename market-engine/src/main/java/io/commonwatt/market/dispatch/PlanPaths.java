package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;

/** Turns wanted powers into a plan: rounds them, follows the stored energy, gives the reasons. */
final class PlanPaths {

  private PlanPaths() {}

  /** A plan; see {@link Plan} for the figures. */
  static Plan plan(
      DispatchProblem problem,
      Plan.Status status,
      double[][] wantedKw,
      double[] storedValueCent,
      double objectiveMilliCent,
      double boundMilliCent,
      double slackKwh) {
    int stores = wantedKw.length;
    double[][] setpointKw = new double[stores][];
    double[][] storedKwh = new double[stores][];
    String[] why = new String[stores];
    for (int store = 0; store < stores; store++) {
      setpointKw[store] = new double[problem.steps()];
      storedKwh[store] = new double[problem.steps()];
      follow(problem, store, wantedKw[store], setpointKw[store], storedKwh[store]);
    }
    for (int store = 0; store < stores; store++) {
      why[store] = Reason.of(problem, status, store, setpointKw, storedKwh, storedValueCent[store]);
    }
    return new Plan(
        status,
        setpointKw,
        storedKwh,
        why,
        objectiveMilliCent,
        boundMilliCent,
        slackKwh,
        storedValueCent);
  }

  private static void follow(
      DispatchProblem problem,
      int index,
      double[] wantedKw,
      double[] setpointKw,
      double[] storedKwh) {
    Battery battery = problem.stores().get(index).battery();
    double stored = problem.stores().get(index).storedKwh();
    for (int step = 0; step < setpointKw.length; step++) {
      setpointKw[step] = Math.rint(wantedKw[step] * 1000) / 1000 + 0.0;
      stored += storedChangeKwh(battery, stored, setpointKw[step], problem.stepHours());
      storedKwh[step] = Math.rint(stored * 1000) / 1000 + 0.0;
    }
  }

  /** Change of the stored energy when a setpoint is held, kWh, within the battery's limits. */
  static double storedChangeKwh(Battery battery, double stored, double setpointKw, double hours) {
    if (setpointKw >= 0) {
      double wanted = Math.min(setpointKw, battery.chargeKw()) * hours * battery.oneWayEfficiency();
      return Math.min(wanted, Math.max(0, battery.capacityKwh() - stored));
    }
    double wanted =
        Math.min(-setpointKw, battery.dischargeKw()) * hours / battery.oneWayEfficiency();
    return -Math.min(wanted, Math.max(0, stored));
  }
}
