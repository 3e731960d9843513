package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a dispatch problem as a {@link LinearModel}, once for every back end. Powers in kW,
 * energies in kWh, costs in ct.
 *
 * <p>Per step and store: charging c, discharging d, stored energy s, with s − s′ = Δt (η c − d/η).
 * Per step and connection: import i ≥ net, i ≥ 0, costing (import − export price) · i + export
 * price · net, which is import price · max(0, net) − export price · max(0, −net) wherever importing
 * is not cheaper than exporting; where it is, a binary chooses the direction. Limits of the
 * connection are passed at their price. A store that stands outside its limits gets slack there at
 * {@link #SLACK_CENT_PER_KWH_HOUR}; without that the limits can always be kept by standing still.
 * Throughput costs a little more in each later step and for each later store, so that the answer is
 * unique. Devices are written by {@link DeviceColumns}.
 *
 * <p>Scenarios are several of these in one linear model, each with its weight, that share the flows
 * of the first step.
 */
final class DispatchModel {

  /** Price of standing outside the limits, ct per kWh and hour. */
  static final double SLACK_CENT_PER_KWH_HOUR = 1000;

  /** Tie-breaking cost of throughput at the end of the horizon, ct/kWh; at its start, none. */
  static final double TIE_CENT_PER_KWH = 1e-3;

  /** Tie-breaking cost added with each store in order, ct/kWh. */
  static final double TIE_CENT_PER_KWH_AND_STORE = 1e-6;

  private static final double INSIDE_KWH = 1e-6;
  private static final double MOST_KW = 1e5;

  private final DispatchProblem problem;
  private final LinearModel model;
  private final double weight;
  private final DispatchModel shared;
  private final int[][] charge;
  private final int[][] discharge;
  private final int[][] stored;
  private final int[][] slackBelow;
  private final int[][] slackAbove;
  private final int[][] balanceRow;
  private final double[] maxStoreKw;
  private final List<DeviceColumns> devices = new ArrayList<>();

  /** Rows that move with the load of each connection, and by which sign, by step. */
  private final List<List<int[]>> netRows = new ArrayList<>();

  private final int[] peakColumn;
  private double constantCent;

  /**
   * Builds the model.
   *
   * @param exclusive for each store, then each device, and step, whether a binary must keep it from
   *     charging and discharging at once
   */
  DispatchModel(DispatchProblem problem, boolean[][] exclusive) {
    this(problem, exclusive, new LinearModel(), 1, null);
  }

  /**
   * Builds a scenario.
   *
   * @param model it is added to
   * @param weight its probability
   * @param shared the scenario whose flows of the first step it takes; null for the first
   */
  DispatchModel(
      DispatchProblem problem,
      boolean[][] exclusive,
      LinearModel model,
      double weight,
      DispatchModel shared) {
    this.problem = problem;
    this.model = model;
    this.weight = weight;
    this.shared = shared;
    int stores = problem.stores().size();
    int steps = problem.steps();
    int connections = problem.connections().size();
    charge = new int[stores][steps];
    discharge = new int[stores][steps];
    stored = new int[stores][steps];
    slackBelow = new int[stores][];
    slackAbove = new int[stores][];
    balanceRow = new int[stores][steps];
    maxStoreKw = new double[connections];
    peakColumn = new int[connections];
    for (int store = 0; store < stores; store++) {
      Battery battery = problem.stores().get(store).battery();
      maxStoreKw[problem.stores().get(store).connection()] +=
          Math.max(battery.chargeKw(), battery.dischargeKw());
      if (isOutside(problem.stores().get(store))) {
        slackBelow[store] = new int[steps];
        slackAbove[store] = new int[steps];
      }
    }
    for (int device = 0; device < problem.devices().size(); device++) {
      PlacedDevice placed = problem.devices().get(device);
      DeviceColumns columns =
          new DeviceColumns(
              this,
              placed.device().network(problem.horizon()),
              stores + device,
              shared == null ? null : shared.devices.get(device));
      devices.add(columns);
      maxStoreKw[placed.connection()] += columns.mostElectricKw();
    }
    for (int connection = 0; connection < connections; connection++) {
      addPeak(connection);
    }
    for (int step = 0; step < steps; step++) {
      for (int store = 0; store < stores; store++) {
        addStore(store, step, exclusive[store][step]);
      }
      for (int device = 0; device < devices.size(); device++) {
        double[] exportCent =
            problem
                .connections()
                .get(problem.devices().get(device).connection())
                .exportCentPerKwh();
        devices.get(device).add(step, exportCent[step], exclusive[stores + device][step]);
      }
      for (int connection = 0; connection < connections; connection++) {
        netRows.add(new ArrayList<>());
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

  double weight() {
    return weight;
  }

  DispatchProblem problem() {
    return problem;
  }

  List<DeviceColumns> devices() {
    return devices;
  }

  /** Cost of the uncontrolled load, which the model leaves out, ct, by its weight. */
  double constantCent() {
    return weight * constantCent;
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

  /** What one more stored kWh is worth in each step, ct, by the prices of the rows. */
  double[] storedValueCent(double[] duals, int store) {
    double[] value = new double[problem.steps()];
    for (int step = 0; step < value.length; step++) {
      value[step] = -duals[balanceRow[store][step]] / weight + 0.0;
    }
    return value;
  }

  /** What one more kWh of load would cost in each step, ct, by the prices of the rows. */
  double[] netPriceCent(double[] duals, int connection) {
    double[] price = new double[problem.steps()];
    int connections = problem.connections().size();
    for (int step = 0; step < price.length; step++) {
      Connection at = problem.connections().get(connection);
      List<int[]> rows = netRows.get(step * connections + connection);
      if (rows.isEmpty()) {
        boolean imports = at.baseKw()[step] > 0;
        price[step] = imports ? at.importCentPerKwh()[step] : at.exportCentPerKwh()[step];
        continue;
      }
      double sum = 0;
      for (int[] row : rows) {
        sum += row[1] * duals[row[0]];
      }
      price[step] = at.exportCentPerKwh()[step] + sum / weight / problem.stepHours();
    }
    return price;
  }

  /** Adds a column at a cost that counts by the weight of the scenario. */
  int column(double lower, double upper, double cost) {
    return model.addColumn(lower, upper, weight * cost);
  }

  /** The column of a flow of the first step is the same in every scenario. */
  int sharedColumn(int column, double cost) {
    model.addCost(column, weight * cost);
    return column;
  }

  /** Cost of throughput, wear and tie-breaking, ct/kWh at the meter. */
  static double throughputCent(DispatchProblem problem, int store, int step) {
    return problem.stores().get(store).battery().wearMilliCentPerKwh() / 1000.0
        + tieCent(problem, store, step);
  }

  /** Tie-breaking cost of throughput, ct/kWh. */
  static double tieCent(DispatchProblem problem, int place, int step) {
    return TIE_CENT_PER_KWH * (step + 1) / problem.steps() + TIE_CENT_PER_KWH_AND_STORE * place;
  }

  private void addStore(int index, int step, boolean exclusive) {
    Store store = problem.stores().get(index);
    Battery battery = store.battery();
    double hours = problem.stepHours();
    double exportCent = problem.connections().get(store.connection()).exportCentPerKwh()[step];
    double throughputCent = throughputCent(problem, index, step);
    double chargeCent = hours * (exportCent + throughputCent);
    double dischargeCent = hours * (throughputCent - exportCent);
    boolean isShared = shared != null && step == 0;
    charge[index][step] =
        isShared
            ? sharedColumn(shared.charge[index][0], chargeCent)
            : column(0, store.mostChargeKw(step), chargeCent);
    discharge[index][step] =
        isShared
            ? sharedColumn(shared.discharge[index][0], dischargeCent)
            : column(0, store.mostDischargeKw(step), dischargeCent);
    boolean last = step == problem.steps() - 1;
    double outsideLow = Math.min(battery.minimumKwh(), store.storedKwh());
    double outsideHigh = Math.max(battery.capacityKwh(), store.storedKwh());
    boolean slack = slackBelow[index] != null;
    stored[index][step] =
        column(
            slack ? outsideLow : battery.minimumKwh(),
            slack ? outsideHigh : battery.capacityKwh(),
            last ? -store.terminalCentPerKwh() : 0);
    addBalance(index, step, store);
    if (slack) {
      double slackCent = hours * SLACK_CENT_PER_KWH_HOUR;
      slackBelow[index][step] = column(0, battery.minimumKwh() - outsideLow, slackCent);
      slackAbove[index][step] = column(0, outsideHigh - battery.capacityKwh(), slackCent);
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
    problem.loyalty().ifPresent(loyalty -> addLoyalty(index, step, loyalty));
  }

  /** Cost of |setpoint − what was told|. */
  private void addLoyalty(int index, int step, Loyalty loyalty) {
    Battery battery = problem.stores().get(index).battery();
    if (!loyalty.previous().covers(problem.startOf(step))) {
      return;
    }
    double told = loyalty.previous().setpointKwAt(battery.id(), problem.startOf(step));
    double most = Math.abs(told) + battery.chargeKw() + battery.dischargeKw();
    int apart = column(0, most, problem.stepHours() * loyalty.centPerKwh());
    for (int sign = -1; sign <= 1; sign += 2) {
      model.addRow(-sign * told, Double.POSITIVE_INFINITY);
      model.addEntry(apart, 1);
      model.addEntry(charge[index][step], -sign);
      model.addEntry(discharge[index][step], sign);
    }
  }

  private void addBalance(int index, int step, Store store) {
    double hours = problem.stepHours();
    double efficiency = store.battery().oneWayEfficiency();
    double before = step > 0 ? 0 : inside(store);
    balanceRow[index][step] = model.addRow(before, before);
    model.addEntry(stored[index][step], 1);
    model.addEntry(charge[index][step], -hours * efficiency);
    model.addEntry(discharge[index][step], hours / efficiency);
    if (step > 0) {
      model.addEntry(stored[index][step - 1], -1);
    }
  }

  /** Stored energy, moved onto a limit it passed by less than can be measured. */
  private static double inside(Store store) {
    Battery battery = store.battery();
    return isOutside(store)
        ? store.storedKwh()
        : Math.min(battery.capacityKwh(), Math.max(battery.minimumKwh(), store.storedKwh()));
  }

  private void addPeak(int connection) {
    problem
        .connections()
        .get(connection)
        .limits()
        .flatMap(GridLimits::capacity)
        .ifPresent(
            charge ->
                peakColumn[connection] = column(charge.reachedKw(), MOST_KW, charge.centPerKw()));
  }

  private void addConnection(int index, int step) {
    Connection connection = problem.connections().get(index);
    double hours = problem.stepHours();
    double baseKw = connection.baseKw()[step];
    double spreadCent = connection.importCentPerKwh()[step] - connection.exportCentPerKwh()[step];
    double mostKw = Math.abs(baseKw) + maxStoreKw[index];
    boolean plain = connection.proximal().isEmpty() && connection.limits().isEmpty();
    if (maxStoreKw[index] == 0 && plain) {
      constantCent += hours * Math.max(0, baseKw) * connection.importCentPerKwh()[step];
      constantCent -= hours * Math.max(0, -baseKw) * connection.exportCentPerKwh()[step];
      return; // Nothing to decide here.
    }
    constantCent += hours * connection.exportCentPerKwh()[step] * baseKw;
    // Importing what is exported again gains nothing, also where both cost the same.
    double importCent = spreadCent == 0 ? TIE_CENT_PER_KWH : spreadCent;
    int imported = column(0, mostKw, hours * importCent);
    addNetRow(index, step, baseKw, imported, 1);
    if (spreadCent < 0) {
      int imports = model.addBinary();
      model.addRow(Double.NEGATIVE_INFINITY, 0);
      model.addEntry(imported, 1);
      model.addEntry(imports, -mostKw);
      model.addRow(Double.NEGATIVE_INFINITY, baseKw + mostKw);
      addNet(index, step, imported);
      model.addEntry(imports, mostKw);
    }
    connection.limits().ifPresent(limits -> addLimits(index, step, limits, baseKw, mostKw));
    connection.proximal().ifPresent(proximal -> addProximal(index, step, proximal));
  }

  private void addLimits(int index, int step, GridLimits limits, double baseKw, double mostKw) {
    double overCent = problem.stepHours() * limits.overCentPerKwh();
    double importKw = limits.keptImportKw(step);
    if (importKw < mostKw) {
      int over = column(0, mostKw, overCent);
      addNetRow(index, step, baseKw - importKw, over, 1);
    }
    double exportKw = limits.keptExportKw(step);
    if (exportKw < mostKw) {
      int over = column(0, mostKw, overCent);
      addNetRow(index, step, -baseKw - exportKw, over, -1);
    }
    if (limits.capacity().isPresent()) {
      addNetRow(index, step, baseKw, peakColumn[index], 1);
    }
  }

  /** A row: column ≥ side + sign · what stores and devices take. */
  private void addNetRow(int connection, int step, double side, int column, int sign) {
    int row = model.addRow(side, Double.POSITIVE_INFINITY);
    model.addEntry(column, 1);
    addTaken(connection, step, -sign);
    netRows.get(netRows.size() - 1).add(new int[] {row, sign});
  }

  /** Entries of: imported − Σ (charge − discharge). */
  private void addNet(int connection, int step, int imported) {
    model.addEntry(imported, 1);
    addTaken(connection, step, -1);
  }

  private void addTaken(int connection, int step, int sign) {
    List<Store> stores = problem.stores();
    for (int store = 0; store < stores.size(); store++) {
      if (stores.get(store).connection() == connection) {
        model.addEntry(charge[store][step], sign);
        model.addEntry(discharge[store][step], -sign);
      }
    }
    for (int device = 0; device < devices.size(); device++) {
      if (problem.devices().get(device).connection() == connection) {
        devices.get(device).addTaken(step, sign);
      }
    }
  }

  private void addProximal(int index, int step, Connection.Proximal proximal) {
    double baseKw = problem.connections().get(index).baseKw()[step];
    double mostKw = Math.abs(baseKw) + maxStoreKw[index];
    double curvature = weight * proximal.weight()[step] * problem.stepHours();
    double target = proximal.targetKw()[step];
    int net = model.addColumn(-mostKw, mostKw, -curvature * target);
    model.setQuadratic(net, curvature);
    constantCent += 0.5 * proximal.weight()[step] * problem.stepHours() * target * target;
    int row = model.addRow(baseKw, baseKw);
    addNet(index, step, net);
    netRows.get(netRows.size() - 1).add(new int[] {row, 1});
  }
}
