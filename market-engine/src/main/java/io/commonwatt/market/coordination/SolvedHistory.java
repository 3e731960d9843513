package io.commonwatt.market.coordination;

import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.local.SharedOptimum;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.resource.Battery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Solves the past as if the hub had controlled all stores as one. Stateless and thread-safe. */
public final class SolvedHistory {

  /** Share of the capacity stored at the start: nobody knows it of the past. */
  private static final double START_SHARE = 0.5;

  private SolvedHistory() {}

  /**
   * What would have been best, shared out to the homes.
   *
   * @param homes with their net energy by hour
   * @param importCent by hour
   * @param exportCent by hour
   */
  public static SharedOptimum.Part[] solve(
      Dispatcher dispatcher,
      Instant from,
      List<SharedOptimum.Home> homes,
      double[] importCent,
      double[] exportCent) {
    double[] base = new double[importCent.length];
    double capacity = 0;
    double charge = 0;
    double discharge = 0;
    double efficiency = 0;
    double wear = 0;
    for (SharedOptimum.Home home : homes) {
      capacity += home.capacityKwh();
      charge += home.chargeKw();
      discharge += home.dischargeKw();
      efficiency += home.capacityKwh() * home.efficiency();
      wear += home.capacityKwh() * home.wearMilliCentPerKwh();
      for (int hour = 0; hour < base.length; hour++) {
        base[hour] += home.netKwh()[hour];
      }
    }
    double[] total = new double[base.length];
    if (capacity > 0) {
      Battery all =
          new Battery(
              "all",
              "all",
              capacity,
              0,
              charge,
              discharge,
              efficiency / capacity,
              Math.round(wear / capacity));
      DispatchProblem problem =
          new DispatchProblem(
              from,
              Hours.SECONDS,
              List.of(Connection.of("history", base, importCent, exportCent)),
              List.of(HomeProblems.store(all, START_SHARE * capacity, 0, importCent)));
      total = dispatcher.plan(problem, Optional.empty()).setpointKw()[0];
    }
    return SharedOptimum.of(homes.toArray(new SharedOptimum.Home[0]), total, START_SHARE);
  }
}
