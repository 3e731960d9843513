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
              load, capacity, capacity * random.nextDouble(), 1 + random.nextDouble(), 0.02, 0.1));
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
      double fixed = 0;
      for (int i = 0; i < charges.length; i++) {
        StorageResource home = homes.get(i / grid.intervals());
        int t = i % grid.intervals();
        taken[i / grid.intervals()][t] = home.loadKwh()[t] + charges[i];
      }
      for (StorageResource home : homes) {
        fixed -= home.endValue() * home.storedKwh();
      }
      least = Math.min(least, costOf(taken));
      if (least - solution.bound() - fixed < 1e-6) {
        return least;
      }
      points.add(charges);
    }
    throw new IllegalStateException("The oracle did not close its gap");
  }

  private LinearModel tangential(List<double[]> points) {
    LinearModel model = new LinearModel();
    int intervals = grid.intervals();
    for (int i = 0; i < points.get(0).length; i++) {
      StorageResource home = homes.get(i / intervals);
      model.addColumn(-home.powerKwh(), home.powerKwh(), -home.endValue());
    }
    int[] wear = new int[points.get(0).length];
    for (int i = 0; i < wear.length; i++) {
      wear[i] = model.addColumn(0, 10, 1);
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
    for (int i = 0; i < wear.length; i++) {
      StorageResource home = homes.get(i / intervals);
      model.addRow(-home.storedKwh(), home.capacityKwh() - home.storedKwh());
      for (int before = i - i % intervals; before <= i; before++) {
        model.addEntry(before, 1);
      }
      for (double[] point : points) {
        model.addRow(-home.wear() / 2 * point[i] * point[i], Double.POSITIVE_INFINITY);
        model.addEntry(wear[i], 1);
        model.addEntry(i, -home.wear() * point[i]);
      }
    }
    return model;
  }
}
