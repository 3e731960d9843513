package io.commonwatt.market.distributed;

import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.LinearSolution;
import io.commonwatt.market.dispatch.LinearSolver;
import io.commonwatt.market.dispatch.OjAlgoSolver;
import io.commonwatt.market.dispatch.OrToolsSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random community of homes with stores behind one connection, and its central optimum. */
record Community(GridResource grid, List<StorageResource> homes) {

  static Community random(Random random, int homes, int intervals) {
    double[] importPrice = new double[intervals];
    double[] exportPrice = new double[intervals];
    for (int t = 0; t < intervals; t++) {
      importPrice[t] = 0.15 + 0.25 * random.nextDouble();
      exportPrice[t] = 0.10 * random.nextDouble();
    }
    List<StorageResource> stores = new ArrayList<>();
    for (int i = 0; i < homes; i++) {
      double[] load = new double[intervals];
      for (int t = 0; t < intervals; t++) {
        load[t] = 3 * random.nextDouble() - 1;
      }
      double capacity = 2 + 4 * random.nextDouble();
      stores.add(
          new StorageResource(
              load,
              capacity,
              capacity * random.nextDouble(),
              1 + random.nextDouble(),
              0.8 + 0.2 * random.nextDouble(),
              0.02,
              0.1));
    }
    return new Community(new GridResource(importPrice, exportPrice, 40), stores);
  }

  /** The grid first, then the homes. */
  List<ExchangeResource> resources() {
    List<ExchangeResource> resources = new ArrayList<>();
    resources.add(grid);
    resources.addAll(homes);
    return resources;
  }

  /** Cost when the grid gives exactly what the homes take. */
  double costOf(double[][] homesKwh) {
    double[] net = new double[grid.intervals()];
    double cost = 0;
    for (int i = 0; i < homes.size(); i++) {
      cost += homes.get(i).cost(homesKwh[i]);
      for (int t = 0; t < net.length; t++) {
        net[t] -= homesKwh[i][t];
      }
    }
    return cost + grid.cost(net);
  }

  /**
   * Least cost of all together: linear programmes in which tangents stand for the square of each
   * charge, one more at each solution, until what they prove and what the point costs agree.
   */
  double centralCost() {
    LinearSolver solver = OrToolsSolver.isAvailable() ? OrToolsSolver.create() : new OjAlgoSolver();
    List<double[]> points = new ArrayList<>();
    for (int part = -4; part <= 4; part++) {
      double[] start = new double[homes.size() * grid.intervals()];
      for (int i = 0; i < start.length; i++) {
        start[i] = part / 4.0 * homes.get(i / grid.intervals()).powerKwh();
      }
      points.add(start);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 100; round++) {
      LinearSolution solution = solver.solve(tangential(points));
      double[] charges = Arrays.copyOf(solution.values(), points.get(0).length);
      double[][] taken = new double[homes.size()][grid.intervals()];
      for (int i = 0; i < charges.length; i++) {
        StorageResource home = homes.get(i / grid.intervals());
        int t = i % grid.intervals();
        taken[i / grid.intervals()][t] = home.loadKwh()[t] + charges[i];
      }
      least = Math.min(least, costOf(taken));
      if (least - solution.bound() < 1e-6) {
        return least;
      }
      points.add(charges);
    }
    throw new IllegalStateException("The oracle did not close its gap");
  }

  /** Columns: the charge of each home and interval at the meter, then what they are made of. */
  private LinearModel tangential(List<double[]> points) {
    LinearModel model = new LinearModel();
    int intervals = grid.intervals();
    int count = points.get(0).length;
    for (int i = 0; i < count; i++) {
      StorageResource home = homes.get(i / intervals);
      model.addColumn(-home.powerKwh(), home.powerKwh(), 0);
    }
    int[] wear = new int[count];
    for (int i = 0; i < count; i++) {
      wear[i] = model.addColumn(0, 10, 1);
      addStored(model, i);
    }
    for (int t = 0; t < intervals; t++) {
      double load = 0;
      for (StorageResource home : homes) {
        load += home.loadKwh()[t];
      }
      int in = model.addColumn(0, 40, grid.importPrice()[t]);
      int out = model.addColumn(0, 40, -grid.exportPrice()[t]);
      model.addRow(load, load);
      model.addEntry(in, 1);
      model.addEntry(out, -1);
      for (int home = 0; home < homes.size(); home++) {
        model.addEntry(home * intervals + t, -1);
      }
    }
    for (int i = 0; i < count; i++) {
      StorageResource home = homes.get(i / intervals);
      for (double[] point : points) {
        model.addRow(-home.wear() / 2 * point[i] * point[i], Double.POSITIVE_INFINITY);
        model.addEntry(wear[i], 1);
        model.addEntry(i, -home.wear() * point[i]);
      }
    }
    return model;
  }

  /** Stored energy may be lost, so charging and discharging at once gains nothing. */
  private void addStored(LinearModel model, int i) {
    int intervals = grid.intervals();
    StorageResource home = homes.get(i / intervals);
    int t = i % intervals;
    double endValue = t == intervals - 1 ? home.endValue() : 0;
    int in = model.addColumn(0, home.powerKwh(), 0);
    int out = model.addColumn(0, home.powerKwh(), 0);
    int stored = model.addColumn(0, home.capacityKwh(), -endValue);
    model.addRow(0, 0);
    model.addEntry(i, 1);
    model.addEntry(in, -1);
    model.addEntry(out, 1);
    double before = t == 0 ? home.storedKwh() : 0;
    model.addRow(Double.NEGATIVE_INFINITY, before);
    model.addEntry(stored, 1);
    model.addEntry(in, -home.oneWayEfficiency());
    model.addEntry(out, 1 / home.oneWayEfficiency());
    if (t > 0) {
      model.addEntry(stored - 4, -1); // One interval before: wear, in, out and stored each.
    }
  }
}
