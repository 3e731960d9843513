package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.List;

/** Turns wanted powers into a plan: rounds them, follows the stored energy, gives the reasons. */
final class PlanPaths {

  private PlanPaths() {}

  /**
   * What a solve, or a rule, wants.
   *
   * @param setpointKw by store and step, not yet rounded
   * @param storedValueCent by store and step; empty without a solve
   * @param netPriceCent by connection and step; empty without a solve
   * @param devices their plans
   * @param missed wishes of devices given up, in words
   */
  record Wanted(
      double[][] setpointKw,
      double[][] storedValueCent,
      double[][] netPriceCent,
      List<DevicePlan> devices,
      List<String> missed) {}

  /** A plan; see {@link Plan} for the figures. */
  static Plan plan(
      DispatchProblem problem,
      Plan.Status status,
      Wanted wanted,
      double objectiveMilliCent,
      double boundMilliCent,
      double slackKwh) {
    int stores = wanted.setpointKw.length;
    double[][] setpointKw = new double[stores][];
    double[][] storedKwh = new double[stores][];
    String[] why = new String[stores];
    double[] valueCent = new double[stores];
    for (int store = 0; store < stores; store++) {
      setpointKw[store] = new double[problem.steps()];
      storedKwh[store] = new double[problem.steps()];
      valueCent[store] =
          wanted.storedValueCent.length == 0 ? Double.NaN : wanted.storedValueCent[store][0];
      follow(problem, store, wanted.setpointKw[store], setpointKw[store], storedKwh[store]);
    }
    for (int store = 0; store < stores; store++) {
      why[store] = Reason.of(problem, status, store, setpointKw, storedKwh, valueCent[store]);
    }
    List<String> givenUp = new ArrayList<>(wanted.missed);
    givenUp.addAll(GivenUp.stores(problem, storedKwh));
    givenUp.addAll(GivenUp.connections(problem, netKw(problem, setpointKw, wanted.devices)));
    return new Plan(
        status,
        setpointKw,
        storedKwh,
        why,
        objectiveMilliCent,
        boundMilliCent,
        slackKwh,
        valueCent,
        new Plan.Details(wanted.storedValueCent, wanted.netPriceCent, wanted.devices, givenUp));
  }

  /** Net power of each connection by step. */
  static double[][] netKw(
      DispatchProblem problem, double[][] setpointKw, List<DevicePlan> devices) {
    double[][] net = new double[problem.connections().size()][];
    for (int index = 0; index < net.length; index++) {
      net[index] = problem.connections().get(index).baseKw().clone();
    }
    for (int store = 0; store < setpointKw.length; store++) {
      add(net[problem.stores().get(store).connection()], setpointKw[store]);
    }
    for (int device = 0; device < devices.size(); device++) {
      add(net[problem.devices().get(device).connection()], devices.get(device).powerKw());
    }
    return net;
  }

  private static void add(double[] sum, double[] more) {
    for (int step = 0; step < sum.length; step++) {
      sum[step] += more[step];
    }
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
