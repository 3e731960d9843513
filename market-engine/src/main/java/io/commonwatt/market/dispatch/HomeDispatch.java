package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.storage.CapacityCharge;
import io.commonwatt.market.dispatch.storage.Certificate;
import io.commonwatt.market.dispatch.storage.OutOfScopeException;
import io.commonwatt.market.dispatch.storage.PeakSearch;
import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSchedule;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import io.commonwatt.market.dispatch.storage.TwoStageSolver;
import io.commonwatt.market.resource.Battery;
import java.util.List;
import java.util.Optional;

/**
 * Plans problems that fall into single stores, each alone at its connection, with the exact storage
 * solver: with proximal terms, limits of the connection and loyalty to the last plan, and under a
 * capacity charge unless there is loyalty too. Not thread-safe.
 */
final class HomeDispatch {

  /** Net power nearer to a kink of the costs than this stands on it, kW. */
  private static final double ON_KINK_KW = 1e-9;

  /** Relative gap to the bound at which a hedged plan is called optimal. */
  private static final double OPTIMAL_GAP = 1e-7;

  private final StorageSolver solver = new StorageSolver();
  private final PeakSearch peakSearch = new PeakSearch(solver);

  /** Whether the problem may be in the exact solver's scope. */
  static boolean covers(DispatchProblem problem) {
    if (!problem.devices().isEmpty()) {
      return false;
    }
    boolean[] taken = new boolean[problem.connections().size()];
    for (Store store : problem.stores()) {
      if (taken[store.connection()]) {
        return false;
      }
      taken[store.connection()] = true;
    }
    for (int index = 0; index < taken.length; index++) {
      Connection connection = problem.connections().get(index);
      boolean charged = connection.limits().flatMap(GridLimits::capacity).isPresent();
      if (charged && (problem.loyalty().isPresent() || !taken[index])) {
        return false;
      }
      for (int step = 0; taken[index] && step < problem.steps(); step++) {
        if (connection.importCentPerKwh()[step] < connection.exportCentPerKwh()[step]) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Plans a covered problem.
   *
   * @return empty where it could not be solved to the end, which takes a back end with binaries
   */
  Optional<Plan> plan(DispatchProblem problem) {
    int stores = problem.stores().size();
    double[][] setpointKw = new double[stores][];
    double[][] valueCent = new double[stores][];
    double[][] priceCent = idlePrices(problem);
    double cost = idleCent(problem);
    double bound = cost;
    double slack = 0;
    for (int store = 0; store < stores; store++) {
      StorageProblem single = storage(problem, store);
      Optional<CapacityCharge> charge = charge(problem, store);
      StorageSchedule schedule;
      try {
        schedule =
            charge.isPresent() ? peakSearch.solve(single, charge.get()) : solver.solve(single);
      } catch (OutOfScopeException e) {
        return Optional.empty();
      }
      if (!schedule.isOptimal()) {
        return Optional.empty();
      }
      setpointKw[store] = schedule.powerKw();
      valueCent[store] = schedule.priceCentPerKwh();
      priceCent[problem.stores().get(store).connection()] = prices(single, schedule);
      cost += schedule.costCent();
      bound += schedule.boundCent();
      slack += schedule.slackKwh();
    }
    PlanPaths.Wanted wanted =
        new PlanPaths.Wanted(setpointKw, valueCent, priceCent, List.of(), List.of());
    return Optional.of(
        PlanPaths.plan(problem, Plan.Status.OPTIMAL, wanted, cost * 1000, bound * 1000, slack));
  }

  private static Optional<CapacityCharge> charge(DispatchProblem problem, int store) {
    int connection = problem.stores().get(store).connection();
    return problem.connections().get(connection).limits().flatMap(GridLimits::capacity);
  }

  /**
   * Plans a covered problem for several ways the load may go, two-stage.
   *
   * @param expected the problem at the mean load
   * @param each the problem of each way
   * @return empty where the cost of a step is not convex, or there is a capacity charge
   */
  Optional<Plan> plan(DispatchProblem expected, List<DispatchProblem> each, double[] weight) {
    int stores = expected.stores().size();
    for (int store = 0; store < stores; store++) {
      if (charge(expected, store).isPresent()) {
        return Optional.empty();
      }
    }
    double[][] setpointKw = new double[stores][expected.steps()];
    double[][] valueCent = new double[stores][expected.steps()];
    double[][][] setpointOf = new double[each.size()][stores][];
    double[][][] valueOf = new double[each.size()][stores][];
    StorageProblem[][] singles = new StorageProblem[stores][weight.length];
    double cost = 0;
    for (int way = 0; way < weight.length; way++) {
      cost += weight[way] * idleCent(each.get(way));
    }
    double bound = cost;
    double slack = 0;
    TwoStageSolver hedger = new TwoStageSolver();
    for (int store = 0; store < stores; store++) {
      StorageProblem[] ways = singles[store];
      for (int way = 0; way < ways.length; way++) {
        ways[way] = storage(each.get(way), store);
      }
      Optional<TwoStageSolver.Hedged> solved = hedger.solve(ways, weight);
      if (solved.isEmpty()) {
        return Optional.empty();
      }
      TwoStageSolver.Hedged hedged = solved.get();
      cost += hedged.costCent();
      bound += hedged.boundCent();
      for (int way = 0; way < ways.length; way++) {
        StorageSchedule schedule = hedged.ways()[way];
        setpointOf[way][store] = schedule.powerKw();
        valueOf[way][store] = schedule.priceCentPerKwh().clone();
        valueOf[way][store][0] = hedged.firstPriceCent();
        slack += weight[way] * schedule.slackKwh();
        add(setpointKw[store], setpointOf[way][store], weight[way]);
        add(valueCent[store], valueOf[way][store], weight[way]);
      }
    }
    double[][] priceCent = new double[expected.connections().size()][expected.steps()];
    for (int way = 0; way < weight.length; way++) {
      double[][] prices = idlePrices(each.get(way));
      for (int store = 0; store < stores; store++) {
        prices[expected.stores().get(store).connection()] =
            prices(singles[store][way], setpointOf[way][store], valueOf[way][store]);
      }
      for (int connection = 0; connection < prices.length; connection++) {
        add(priceCent[connection], prices[connection], weight[way]);
      }
    }
    boolean optimal = cost - bound <= OPTIMAL_GAP * Math.max(1, Math.abs(cost));
    return Optional.of(
        PlanPaths.plan(
            expected,
            optimal ? Plan.Status.OPTIMAL : Plan.Status.INCUMBENT,
            new PlanPaths.Wanted(setpointKw, valueCent, priceCent, List.of(), List.of()),
            cost * 1000,
            bound * 1000,
            slack));
  }

  private static void add(double[] sum, double[] more, double part) {
    for (int step = 0; step < sum.length; step++) {
      sum[step] += part * more[step];
    }
  }

  /** What one more kWh of load costs, with the step's share of a capacity charge. */
  private static double[] prices(StorageProblem single, StorageSchedule schedule) {
    double[] stored = schedule.priceCentPerKwh();
    if (!(schedule.certificate() instanceof Certificate.Peak peak)) {
      return prices(single, schedule.powerKw(), stored);
    }
    double[] price = new double[single.steps()];
    for (int step = 0; step < price.length; step++) {
      double share = peak.peakCentPerKw()[step] / single.stepHours();
      price[step] = share + price(single, step, schedule.powerKw()[step], stored[step], share);
    }
    return price;
  }

  private static double[] prices(StorageProblem single, double[] powerKw, double[] storedCent) {
    double[] price = new double[single.steps()];
    for (int step = 0; step < price.length; step++) {
      price[step] = price(single, step, powerKw[step], storedCent[step], 0);
    }
    return price;
  }

  /** By the price of energy, or on a kink by what the store would do about one more kWh. */
  private static double price(
      StorageProblem single, int step, double power, double storedCent, double shareCent) {
    double below = single.netPriceCent(step, power - ON_KINK_KW);
    double above = single.netPriceCent(step, power + ON_KINK_KW);
    double worth = single.worthOfNetCent(step, power + ON_KINK_KW, storedCent);
    return Math.max(below, Math.min(above, worth - shareCent));
  }

  /** The same at connections without a store. */
  private static double[][] idlePrices(DispatchProblem problem) {
    double[][] price = new double[problem.connections().size()][problem.steps()];
    for (int index = 0; index < price.length; index++) {
      Connection connection = problem.connections().get(index);
      for (int step = 0; step < price[index].length; step++) {
        price[index][step] = connection.marginalCent(step, connection.baseKw()[step]);
      }
    }
    return price;
  }

  private static StorageProblem storage(DispatchProblem problem, int index) {
    Store store = problem.stores().get(index);
    Battery battery = store.battery();
    Connection connection = problem.connections().get(store.connection());
    double[] wearCent = new double[problem.steps()];
    double[] chargeKw = new double[problem.steps()];
    double[] dischargeKw = new double[problem.steps()];
    for (int step = 0; step < wearCent.length; step++) {
      chargeKw[step] = store.mostChargeKw(step);
      dischargeKw[step] = store.mostDischargeKw(step);
      wearCent[step] = DispatchModel.throughputCent(problem, index, step);
    }
    StorageProblem.Builder builder =
        StorageProblem.at(
                battery.id(),
                problem.stepHours(),
                connection.baseKw(),
                connection.importCentPerKwh(),
                connection.exportCentPerKwh())
            .power(chargeKw, dischargeKw)
            .efficiency(battery.oneWayEfficiency(), battery.oneWayEfficiency(), 1)
            .stored(store.storedKwh(), battery.minimumKwh(), battery.capacityKwh())
            .wear(wearCent, 0)
            .terminal(store.terminalCentPerKwh());
    connection.limits().ifPresent(limits -> limit(builder, limits));
    problem
        .loyalty()
        .ifPresent(
            loyalty -> builder.told(loyalty.toldKw(problem, index), loyalty.leaveCent(problem)));
    connection
        .proximal()
        .ifPresent(proximal -> builder.proximal(proximal.weight(), proximal.targetKw()));
    return builder.build();
  }

  private static void limit(StorageProblem.Builder builder, GridLimits limits) {
    double[] importKw = new double[limits.importKw().length];
    double[] exportKw = new double[importKw.length];
    for (int step = 0; step < importKw.length; step++) {
      importKw[step] = limits.keptImportKw(step);
      exportKw[step] = limits.keptExportKw(step);
    }
    builder.limits(importKw, exportKw, limits.overCentPerKwh());
  }

  /** Cost of the connections without a store, ct. */
  private static double idleCent(DispatchProblem problem) {
    boolean[] stores = new boolean[problem.connections().size()];
    problem.stores().forEach(store -> stores[store.connection()] = true);
    double cost = 0;
    for (int index = 0; index < stores.length; index++) {
      Connection connection = problem.connections().get(index);
      for (int step = 0; !stores[index] && step < problem.steps(); step++) {
        cost += problem.stepHours() * connection.costCentPerHour(step, connection.baseKw()[step]);
      }
    }
    return cost;
  }
}
