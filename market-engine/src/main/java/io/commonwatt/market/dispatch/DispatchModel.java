package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;
import java.util.List;

/**
 * Writes a dispatch problem as a {@link LinearModel}, once for every back end. Powers in kW,
 * energies in kWh, costs in ct.
 *
 * <p>Per step and store: charging c, discharging d, stored energy s, with s − s′ = Δt (η c − d/η).
 * Per step and connection: import i ≥ net, i ≥ 0, costing (import − export price) · i + export
 * price · net, which is import price · max(0, net) − export price · max(0, −net) wherever importing
 * is not cheaper than exporting; where it is, a binary chooses the direction. A store that stands
 * outside its limits gets slack there at {@link #SLACK_CENT_PER_KWH_HOUR}; without that the limits
 * can always be kept by standing still. Throughput costs a little more in each later step and for
 * each later store, so that the answer is unique.
 */
final class DispatchModel {

  /** Price of standing outside the limits, ct per kWh and hour. */
  static final double SLACK_CENT_PER_KWH_HOUR = 1000;

  /** Tie-breaking cost of throughput at the end of the horizon, ct/kWh; at its start, none. */
  static final double TIE_CENT_PER_KWH = 1e-3;

  /** Tie-breaking cost added with each store in order, ct/kWh. */
  static final double TIE_CENT_PER_KWH_AND_STORE = 1e-6;

  private static final double INSIDE_KWH = 1e-6;

  private final DispatchProblem problem;
  private final LinearModel model = new LinearModel();
  private final int[][] charge;
  private final int[][] discharge;
  private final int[][] stored;
  private final int[][] slackBelow;
  private final int[][] slackAbove;
  private final int[] firstBalanceRow;
  private final double[] maxStoreKw;
  private double constantCent;

  /**
   * Builds the model.
   *
   * @param exclusive for each store and step, whether a binary must keep it from charging and
   *     discharging at once
   */
  DispatchModel(DispatchProblem problem, boolean[][] exclusive) {
    this.problem = problem;
    int stores = problem.stores().size();
    int steps = problem.steps();
    charge = new int[stores][steps];
    discharge = new int[stores][steps];
    stored = new int[stores][steps];
    slackBelow = new int[stores][];
    slackAbove = new int[stores][];
    firstBalanceRow = new int[stores];
    maxStoreKw = new double[problem.connections().size()];
    for (int store = 0; store < stores; store++) {
      Battery battery = problem.stores().get(store).battery();
      maxStoreKw[problem.stores().get(store).connection()] +=
          Math.max(battery.chargeKw(), battery.dischargeKw());
      if (isOutside(problem.stores().get(store))) {
        slackBelow[store] = new int[steps];
        slackAbove[store] = new int[steps];
      }
    }
    for (int step = 0; step < steps; step++) {
      for (int store = 0; store < stores; store++) {
        addStore(store, step, exclusive[store][step]);
      }
      for (int connection = 0; connection < problem.connections().size(); connection++) {
        addConnection(connection, step);
      }
    }
  }

  /** Whether a store stands outside its limits, so that it needs slack. */
  static boolean isOutside(Store store) {
    return store.storedKwh() < store.battery().minimumKwh() - INSIDE_KWH
        || store.storedKwh() > store.battery().capacityKwh() + INSIDE_KWH;
  }

  LinearModel model() {
    return model;
  }

  /** Cost of the uncontrolled load, which the model leaves out, ct. */
  double constantCent() {
    return constantCent;
  }

  double chargeKw(double[] values, int store, int step) {
    return values[charge[store][step]];
  }

  double dischargeKw(double[] values, int store, int step) {
    return values[discharge[store][step]];
  }

  /** Energy outside the limits, summed over stores and steps, kWh. */
  double slackKwh(double[] values) {
    double sum = 0;
    for (int store = 0; store < stored.length; store++) {
      for (int step = 0; slackBelow[store] != null && step < problem.steps(); step++) {
        sum += values[slackBelow[store][step]] + values[slackAbove[store][step]];
      }
    }
    return sum;
  }

  /** What one more stored kWh is worth now, ct, by the prices of the rows. */
  double storedValueCent(double[] duals, int store) {
    return -duals[firstBalanceRow[store]] + 0.0;
  }

  /** Cost of throughput, wear and tie-breaking, ct/kWh at the meter. */
  static double throughputCent(DispatchProblem problem, int store, int step) {
    return problem.stores().get(store).battery().wearMilliCentPerKwh() / 1000.0
        + TIE_CENT_PER_KWH * (step + 1) / problem.steps()
        + TIE_CENT_PER_KWH_AND_STORE * store;
  }

  private void addStore(int index, int step, boolean exclusive) {
    Store store = problem.stores().get(index);
    Battery battery = store.battery();
    double hours = problem.stepHours();
    double exportCent = problem.connections().get(store.connection()).exportCentPerKwh()[step];
    double throughputCent = throughputCent(problem, index, step);
    charge[index][step] =
        model.addColumn(0, battery.chargeKw(), hours * (exportCent + throughputCent));
    discharge[index][step] =
        model.addColumn(0, battery.dischargeKw(), hours * (throughputCent - exportCent));
    boolean last = step == problem.steps() - 1;
    double outsideLow = Math.min(battery.minimumKwh(), store.storedKwh());
    double outsideHigh = Math.max(battery.capacityKwh(), store.storedKwh());
    boolean slack = slackBelow[index] != null;
    stored[index][step] =
        model.addColumn(
            slack ? outsideLow : battery.minimumKwh(),
            slack ? outsideHigh : battery.capacityKwh(),
            last ? -store.terminalCentPerKwh() : 0);
    addBalance(index, step, store);
    if (slack) {
      double slackCent = hours * SLACK_CENT_PER_KWH_HOUR;
      slackBelow[index][step] = model.addColumn(0, battery.minimumKwh() - outsideLow, slackCent);
      slackAbove[index][step] = model.addColumn(0, outsideHigh - battery.capacityKwh(), slackCent);
      model.addRow(battery.minimumKwh(), Double.POSITIVE_INFINITY);
      model.addEntry(stored[index][step], 1);
      model.addEntry(slackBelow[index][step], 1);
      model.addRow(Double.NEGATIVE_INFINITY, battery.capacityKwh());
      model.addEntry(stored[index][step], 1);
      model.addEntry(slackAbove[index][step], -1);
    }
    if (exclusive) {
      int charges = model.addBinary();
      model.addRow(Double.NEGATIVE_INFINITY, 0);
      model.addEntry(charge[index][step], 1);
      model.addEntry(charges, -battery.chargeKw());
      model.addRow(Double.NEGATIVE_INFINITY, battery.dischargeKw());
      model.addEntry(discharge[index][step], 1);
      model.addEntry(charges, battery.dischargeKw());
    }
  }

  private void addBalance(int index, int step, Store store) {
    double hours = problem.stepHours();
    double efficiency = store.battery().oneWayEfficiency();
    double before = step > 0 ? 0 : inside(store);
    int row = model.addRow(before, before);
    model.addEntry(stored[index][step], 1);
    model.addEntry(charge[index][step], -hours * efficiency);
    model.addEntry(discharge[index][step], hours / efficiency);
    if (step > 0) {
      model.addEntry(stored[index][step - 1], -1);
    } else {
      firstBalanceRow[index] = row;
    }
  }

  /** Stored energy, moved onto a limit it passed by less than can be measured. */
  private static double inside(Store store) {
    Battery battery = store.battery();
    return isOutside(store)
        ? store.storedKwh()
        : Math.min(battery.capacityKwh(), Math.max(battery.minimumKwh(), store.storedKwh()));
  }

  private void addConnection(int index, int step) {
    Connection connection = problem.connections().get(index);
    double hours = problem.stepHours();
    double baseKw = connection.baseKw()[step];
    double spreadCent = connection.importCentPerKwh()[step] - connection.exportCentPerKwh()[step];
    double mostKw = Math.abs(baseKw) + maxStoreKw[index];
    if (maxStoreKw[index] == 0 && connection.proximal().isEmpty()) {
      constantCent += hours * Math.max(0, baseKw) * connection.importCentPerKwh()[step];
      constantCent -= hours * Math.max(0, -baseKw) * connection.exportCentPerKwh()[step];
      return; // Nothing to decide here.
    }
    constantCent += hours * connection.exportCentPerKwh()[step] * baseKw;
    // Importing what is exported again gains nothing, also where both cost the same.
    double importCent = spreadCent == 0 ? TIE_CENT_PER_KWH : spreadCent;
    int imported = model.addColumn(0, mostKw, hours * importCent);
    model.addRow(baseKw, Double.POSITIVE_INFINITY);
    addNet(index, step, imported);
    if (spreadCent < 0) {
      int imports = model.addBinary();
      model.addRow(Double.NEGATIVE_INFINITY, 0);
      model.addEntry(imported, 1);
      model.addEntry(imports, -mostKw);
      model.addRow(Double.NEGATIVE_INFINITY, baseKw + mostKw);
      addNet(index, step, imported);
      model.addEntry(imports, mostKw);
    }
    connection.proximal().ifPresent(proximal -> addProximal(index, step, proximal));
  }

  /** Entries of: imported − Σ (charge − discharge). */
  private void addNet(int connection, int step, int imported) {
    model.addEntry(imported, 1);
    List<Store> stores = problem.stores();
    for (int store = 0; store < stores.size(); store++) {
      if (stores.get(store).connection() == connection) {
        model.addEntry(charge[store][step], -1);
        model.addEntry(discharge[store][step], 1);
      }
    }
  }

  private void addProximal(int index, int step, Connection.Proximal proximal) {
    double baseKw = problem.connections().get(index).baseKw()[step];
    double mostKw = Math.abs(baseKw) + maxStoreKw[index];
    double weight = proximal.weight()[step] * problem.stepHours();
    double target = proximal.targetKw()[step];
    int net = model.addColumn(-mostKw, mostKw, -weight * target);
    model.setQuadratic(net, weight);
    constantCent += 0.5 * weight * target * target;
    model.addRow(baseKw, baseKw);
    addNet(index, step, net);
  }
}
