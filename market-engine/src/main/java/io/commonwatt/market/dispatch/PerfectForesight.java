package io.commonwatt.market.dispatch;

import java.util.List;

/**
 * The least a community could have cost with every reading and price known: one linear programme
 * over the whole time, of a relaxation that contains every trajectory of the plant. Stores that
 * lose and wear alike are one store of their sizes together, and a store may lose more than it
 * must. Where importing is cheaper than exporting the cost is replaced by the straight line below
 * it. Stateless and thread-safe.
 */
public final class PerfectForesight {

  private static final double MINIMUM_KWH = 0;

  private final LinearSolver solver;

  public PerfectForesight(LinearSolver solver) {
    this.solver = solver;
  }

  /** With the best back end of this machine: OR-Tools, else ojAlgo. */
  public static PerfectForesight create() {
    return new PerfectForesight(
        OrToolsSolver.isAvailable() ? OrToolsSolver.create() : new OjAlgoSolver());
  }

  /**
   * Stores that lose and wear alike, together.
   *
   * @param capacityKwh of all
   * @param startKwh stored at the start, at least what is
   * @param endKwh that must be stored at the end, at most what was; negative where the end is free
   * @param endCentPerKwh what a kWh left at the end is worth
   */
  public record Stores(
      double capacityKwh,
      double chargeKw,
      double dischargeKw,
      double oneWayEfficiency,
      double wearCentPerKwh,
      double startKwh,
      double endKwh,
      double endCentPerKwh) {}

  /**
   * Proven lower bound on the cost in hourly steps, ct.
   *
   * @param netKwh of the community without its stores
   * @throws IllegalStateException when no back end solves it
   */
  public double boundCent(
      double[] netKwh, double[] importCent, double[] exportCent, List<Stores> stores) {
    LinearModel model = new LinearModel();
    double charging = 0;
    double discharging = 0;
    for (Stores one : stores) {
      charging += one.chargeKw();
      discharging += one.dischargeKw();
    }
    int[] before = new int[stores.size()];
    double constant = 0;
    for (int hour = 0; hour < netKwh.length; hour++) {
      double most = Math.max(0, netKwh[hour] + charging);
      double least = Math.min(0, netKwh[hour] - discharging);
      double slope = exportCent[hour];
      double kink = importCent[hour] - exportCent[hour];
      if (kink < 0) {
        // The chord between both ends lies below a cost that bends down.
        double atMost = importCent[hour] * most;
        double atLeast = exportCent[hour] * least;
        slope = most > least ? (atMost - atLeast) / (most - least) : exportCent[hour];
        constant += atLeast - slope * least;
        kink = 0;
      }
      constant += slope * netKwh[hour];
      int imported = model.addColumn(0, most, kink);
      int[] charge = new int[stores.size()];
      int[] discharge = new int[stores.size()];
      for (int i = 0; i < charge.length; i++) {
        Stores one = stores.get(i);
        charge[i] = model.addColumn(0, one.chargeKw(), slope + one.wearCentPerKwh());
        discharge[i] = model.addColumn(0, one.dischargeKw(), one.wearCentPerKwh() - slope);
        boolean last = hour == netKwh.length - 1;
        double floor = last ? Math.max(MINIMUM_KWH, one.endKwh()) : MINIMUM_KWH;
        int stored =
            model.addColumn(
                Math.min(floor, one.capacityKwh()),
                one.capacityKwh(),
                last ? -one.endCentPerKwh() : 0);
        model.addRow(Double.NEGATIVE_INFINITY, hour == 0 ? one.startKwh() : 0);
        model.addEntry(stored, 1);
        model.addEntry(charge[i], -one.oneWayEfficiency());
        model.addEntry(discharge[i], 1 / one.oneWayEfficiency());
        if (hour > 0) {
          model.addEntry(before[i], -1);
        }
        before[i] = stored;
      }
      model.addRow(netKwh[hour], Double.POSITIVE_INFINITY);
      model.addEntry(imported, 1);
      for (int i = 0; i < charge.length; i++) {
        model.addEntry(charge[i], -1);
        model.addEntry(discharge[i], 1);
      }
    }
    LinearSolution solution = solver.solve(model);
    if (solution.status() == LinearSolution.Status.FAILED) {
      throw new IllegalStateException(
          "The bound over " + netKwh.length + " hours was not solved by " + solver.name());
    }
    return solution.bound() + constant;
  }
}
