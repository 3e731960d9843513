package io.commonwatt.benchmarks.dispatch;

import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.storage.StorageProblem;
import java.util.Random;

/**
 * Homes with one battery over a day by the hour: load with an evening peak, sun at noon, prices of
 * two levels with noise. The same problem as arrays, for the exact solver, and as a linear model.
 */
final class HomeProblems {

  static final int HOURS = 24;

  private static final double POWER_KW = 5;
  private static final double CAPACITY_KWH = 10;
  private static final double EFFICIENCY = 0.95;
  private static final double TERMINAL_CENT = 15;
  private static final double MOST_KW = 1000;

  final double[] base = new double[HOURS];
  final double[] imports = new double[HOURS];
  final double[] exports = new double[HOURS];
  private final double[] wear = new double[HOURS];
  private final double storedKwh;

  HomeProblems(Random random) {
    for (int hour = 0; hour < HOURS; hour++) {
      boolean evening = hour >= 17 && hour < 22;
      double sun = hour > 6 && hour < 19 ? 4 * random.nextDouble() : 0;
      base[hour] = 0.3 + random.nextDouble() * (evening ? 3 : 1) - sun;
      imports[hour] = (evening ? 35 : 20) + 8 * random.nextDouble();
      exports[hour] = 8 * random.nextDouble();
      wear[hour] = 1 + 1e-3 * hour / HOURS;
    }
    storedKwh = CAPACITY_KWH * random.nextDouble();
  }

  StorageProblem exact() {
    return StorageProblem.at("home", 1, base, imports, exports)
        .power(POWER_KW, POWER_KW)
        .efficiency(EFFICIENCY, EFFICIENCY, 1)
        .stored(storedKwh, 0, CAPACITY_KWH)
        .wear(wear, 0)
        .terminal(TERMINAL_CENT)
        .build();
  }

  /** Per hour: charge, discharge, stored, imported; the balance and the connection. */
  LinearModel linear() {
    LinearModel model = new LinearModel();
    for (int hour = 0; hour < HOURS; hour++) {
      int charge = model.addColumn(0, POWER_KW, exports[hour] + wear[hour]);
      int discharge = model.addColumn(0, POWER_KW, wear[hour] - exports[hour]);
      int stored = model.addColumn(0, CAPACITY_KWH, hour == HOURS - 1 ? -TERMINAL_CENT : 0);
      int imported = model.addColumn(0, MOST_KW, imports[hour] - exports[hour]);
      double before = hour == 0 ? storedKwh : 0;
      model.addRow(before, before);
      model.addEntry(stored, 1);
      model.addEntry(charge, -EFFICIENCY);
      model.addEntry(discharge, 1 / EFFICIENCY);
      if (hour > 0) {
        model.addEntry(stored - 4, -1);
      }
      model.addRow(base[hour], Double.POSITIVE_INFINITY);
      model.addEntry(imported, 1);
      model.addEntry(charge, -1);
      model.addEntry(discharge, 1);
    }
    return model;
  }

  /** What the linear model leaves out: export price × load, ct. */
  double constantCent() {
    double sum = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      sum += exports[hour] * base[hour];
    }
    return sum;
  }
}
