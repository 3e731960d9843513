package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSchedule;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import io.commonwatt.market.dispatch.storage.TwoStageSolver;
import io.commonwatt.market.resource.Battery;
import java.util.List;
import java.util.Optional;

/**
 * Plans problems that fall into single stores, each alone at its connection, with the exact storage
 * solver. Not thread-safe.
 */
final class HomeDispatch {

  /** Net power nearer than this to a kink of its price lies on it. */
  private static final double AT_KW = 1e-9;

  /** Relative gap to the bound at which a hedged plan is called optimal. */
  private static final double OPTIMAL_GAP = 1e-7;

  private final StorageSolver solver = new StorageSolver();

  /** Whether the problem is in the exact solver's scope. */
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
      if (connection.limits().flatMap(GridLimits::capacity).isPresent()
          || connection.limits().isPresent() && !taken[index]) {
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

  /** Plans a covered problem. */
  Plan plan(DispatchProblem problem) {
    int stores = problem.stores().size();
    double[][] setpointKw = new double[stores][];
    double[][] valueCent = new double[stores][];
    double cost = idleCent(problem);
    double bound = cost;
    double slack = 0;
    boolean optimal = true;
    for (int store = 0; store < stores; store++) {
      StorageSchedule schedule = solver.solve(storage(problem, store));
      setpointKw[store] = schedule.powerKw();
      valueCent[store] = schedule.priceCentPerKwh();
      cost += schedule.costCent();
      bound += schedule.boundCent();
      slack += schedule.slackKwh();
      optimal &= schedule.isOptimal();
    }
    Plan.Status status = optimal ? Plan.Status.OPTIMAL : Plan.Status.INCUMBENT;
    PlanPaths.Wanted wanted =
        new PlanPaths.Wanted(
            setpointKw, valueCent, prices(problem, setpointKw, valueCent), List.of(), List.of());
    return PlanPaths.plan(problem, status, wanted, cost * 1000, bound * 1000, slack);
  }

  /**
   * Plans a covered problem for several ways the load may go, two-stage.
   *
   * @param expected the problem at the mean load
   * @param each the problem of each way
   * @return empty where the cost of a step is not convex
   */
  Optional<Plan> plan(DispatchProblem expected, List<DispatchProblem> each, double[] weight) {
    int stores = expected.stores().size();
    double[][] setpointKw = new double[stores][expected.steps()];
    double[][] valueCent = new double[stores][expected.steps()];
    double[][][] setpointOf = new double[each.size()][stores][];
    double[][][] valueOf = new double[each.size()][stores][];
    double cost = 0;
    for (int way = 0; way < weight.length; way++) {
      cost += weight[way] * idleCent(each.get(way));
    }
    double bound = cost;
    double slack = 0;
    TwoStageSolver hedger = new TwoStageSolver();
    for (int store = 0; store < stores; store++) {
      StorageProblem[] ways = new StorageProblem[weight.length];
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
      double[][] prices = prices(each.get(way), setpointOf[way], valueOf[way]);
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

  /** What one more kWh of load costs: by its price, or by what the store would do about it. */
  private static double[][] prices(
      DispatchProblem problem, double[][] setpointKw, double[][] valueCent) {
    double[][] price = new double[problem.connections().size()][problem.steps()];
    double[][] net = PlanPaths.netKw(problem, setpointKw, List.of());
    for (int index = 0; index < price.length; index++) {
      Connection connection = problem.connections().get(index);
      for (int step = 0; step < price[index].length; step++) {
        price[index][step] = priceCent(connection, step, net[index][step] - AT_KW);
      }
    }
    for (int store = 0; store < setpointKw.length; store++) {
      Store each = problem.stores().get(store);
      Connection connection = problem.connections().get(each.connection());
      double efficiency = each.battery().oneWayEfficiency();
      for (int step = 0; step < problem.steps(); step++) {
        double worth =
            setpointKw[store][step] > 0
                ? valueCent[store][step] * efficiency
                : valueCent[store][step] / efficiency;
        double low = price[each.connection()][step];
        double high = priceCent(connection, step, net[each.connection()][step] + AT_KW);
        if (high > low) {
          price[each.connection()][step] = Math.max(low, Math.min(high, worth));
        }
      }
    }
    return price;
  }

  /** Price of a net power, what passes the limits included, ct/kWh. */
  private static double priceCent(Connection connection, int step, double netKw) {
    double price =
        netKw > 0 ? connection.importCentPerKwh()[step] : connection.exportCentPerKwh()[step];
    if (connection.limits().isEmpty()) {
      return price;
    }
    GridLimits limits = connection.limits().get();
    if (netKw > Math.max(0, limits.importKw()[step] - limits.marginKw()[step])) {
      return price + limits.overCentPerKwh();
    }
    boolean under = -netKw > Math.max(0, limits.exportKw()[step] - limits.marginKw()[step]);
    return under ? price - limits.overCentPerKwh() : price;
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
    connection
        .proximal()
        .ifPresent(proximal -> builder.proximal(proximal.weight(), proximal.targetKw()));
    connection
        .limits()
        .ifPresent(
            limits ->
                builder.limits(
                    less(limits.importKw(), limits.marginKw()),
                    less(limits.exportKw(), limits.marginKw()),
                    limits.overCentPerKwh()));
    problem.loyalty().ifPresent(loyalty -> tell(problem, battery.id(), loyalty, builder));
    return builder.build();
  }

  private static double[] less(double[] limitKw, double[] marginKw) {
    double[] kept = limitKw.clone();
    for (int step = 0; step < kept.length; step++) {
      kept[step] = Math.max(0, kept[step] - marginKw[step]);
    }
    return kept;
  }

  private static void tell(
      DispatchProblem problem, String battery, Loyalty loyalty, StorageProblem.Builder builder) {
    double[] told = new double[problem.steps()];
    double[] leave = new double[problem.steps()];
    for (int step = 0; step < told.length; step++) {
      boolean covered = loyalty.previous().covers(problem.startOf(step));
      told[step] = loyalty.previous().setpointKwAt(battery, problem.startOf(step));
      leave[step] = covered ? loyalty.centPerKwh() : 0;
    }
    builder.told(told, leave);
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
