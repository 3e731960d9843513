package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.Flow;
import io.commonwatt.market.resource.Network;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Says in words, for each step of a plan, what a resource does and why: the price of energy at its
 * connection, what stored energy is worth and which later step decides that, the constraint that
 * binds, and what acting now gains or loses against waiting. Stateless and thread-safe.
 */
public final class StepReasons {

  private static final double IDLE_KW = 5e-4;
  private static final double AT_LIMIT = 2e-3;
  private static final double SAME_CENT = 5e-3;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private StepReasons() {}

  /** Why a store does what it does, by step. */
  public static String[] ofStore(DispatchProblem problem, Plan plan, int store) {
    String[] reasons = new String[problem.steps()];
    for (int step = 0; step < reasons.length; step++) {
      reasons[step] =
          plan.details().storedValueCent().length == 0
              ? unsolved(plan, store, step)
              : store(problem, plan, store, step);
    }
    return reasons;
  }

  /** Why a store does in the first step what it does. */
  public static String firstOfStore(DispatchProblem problem, Plan plan, int store) {
    return plan.details().storedValueCent().length == 0
        ? unsolved(plan, store, 0)
        : store(problem, plan, store, 0);
  }

  private static String unsolved(Plan plan, int store, int step) {
    String what = verb(plan.setpointKw()[store][step]);
    return plan.status() == Plan.Status.SHIFTED
        ? what + ": no solve, the previous plan goes on"
        : what + ": no solve, surplus is stored and deficit covered";
  }

  private static String store(DispatchProblem problem, Plan plan, int index, int step) {
    Store store = problem.stores().get(index);
    Battery battery = store.battery();
    double power = plan.setpointKw()[index][step];
    double price = plan.details().netPriceCent()[store.connection()][step];
    double worth = plan.details().storedValueCent()[index][step];
    if (Double.isNaN(worth)) {
      return searched(problem, plan, index, step);
    }
    double wear = battery.wearMilliCentPerKwh() / 1000.0;
    double chargeGain = worth * battery.oneWayEfficiency() - price - wear;
    double dischargeGain = price - worth / battery.oneWayEfficiency() - wear;
    double gain = power > IDLE_KW ? chargeGain : dischargeGain;
    if (Math.abs(power) <= IDLE_KW) {
      gain = Math.max(chargeGain, dischargeGain);
    }
    String why =
        verb(power)
            + ": energy "
            + cents(price)
            + ", stored worth "
            + cents(worth)
            + decidedBy(problem, plan, index, step);
    return why + "; " + binding(problem, plan, index, step) + "; " + waiting(power, gain);
  }

  /** Where directions were searched no price says what stored energy is worth. */
  private static String searched(DispatchProblem problem, Plan plan, int index, int step) {
    int place = problem.stores().get(index).connection();
    double net = PlanPaths.netKw(problem, plan.setpointKw(), plan.details().devices())[place][step];
    return verb(plan.setpointKw()[index][step])
        + ": energy "
        + cents(problem.connections().get(place).marginalCent(step, net))
        + ", the direction found by a search; "
        + binding(problem, plan, index, step);
  }

  private static String verb(double power) {
    return power > IDLE_KW ? "charges" : power < -IDLE_KW ? "discharges" : "idle";
  }

  /** The later step in which the store moves the other way before it is empty or full. */
  private static String decidedBy(DispatchProblem problem, Plan plan, int index, int step) {
    Store store = problem.stores().get(index);
    double power = plan.setpointKw()[index][step];
    double worth = plan.details().storedValueCent()[index][step];
    for (int later = step + 1; later < problem.steps(); later++) {
      double then = plan.setpointKw()[index][later];
      double thenWorth = plan.details().storedValueCent()[index][later];
      if (Math.abs(thenWorth - worth) > SAME_CENT && later > step + 1) {
        break;
      }
      boolean other = power > IDLE_KW ? then < -IDLE_KW : then > IDLE_KW;
      if (other || Math.abs(power) <= IDLE_KW && Math.abs(then) > IDLE_KW) {
        double price = plan.details().netPriceCent()[store.connection()][later];
        return " by " + cents(price) + " at " + CLOCK.format(problem.startOf(later));
      }
    }
    boolean atEnd = Math.abs(worth - store.terminalCentPerKwh()) < SAME_CENT;
    return atEnd ? " at the end of the horizon" : "";
  }

  private static String binding(DispatchProblem problem, Plan plan, int index, int step) {
    Battery battery = problem.stores().get(index).battery();
    double power = plan.setpointKw()[index][step];
    double stored = plan.storedKwh()[index][step];
    if (power > battery.chargeKw() - AT_LIMIT || -power > battery.dischargeKw() - AT_LIMIT) {
      return "bound by its power";
    }
    if (step == 0
        && (power > problem.stores().get(index).firstChargeKw() - AT_LIMIT && power > IDLE_KW
            || -power > problem.stores().get(index).firstDischargeKw() - AT_LIMIT
                && -power > IDLE_KW)) {
      return "bound by its state of charge";
    }
    if (stored >= battery.capacityKwh() - AT_LIMIT) {
      return "bound by full";
    }
    if (stored <= battery.minimumKwh() + AT_LIMIT) {
      return "bound by empty";
    }
    int connection = problem.stores().get(index).connection();
    double net =
        PlanPaths.netKw(problem, plan.setpointKw(), plan.details().devices())[connection][step];
    if (Math.abs(net) < AT_LIMIT) {
      return "covers the net load exactly";
    }
    return connectionLimit(problem.connections().get(connection), net, step);
  }

  private static String connectionLimit(Connection connection, double net, int step) {
    if (connection.limits().isEmpty()) {
      return "nothing binds";
    }
    GridLimits limits = connection.limits().get();
    if (net > limits.importKw()[step] - limits.marginKw()[step] - AT_LIMIT) {
      return "bound by the import limit";
    }
    return -net > limits.exportKw()[step] - limits.marginKw()[step] - AT_LIMIT
        ? "bound by the export limit"
        : "nothing binds";
  }

  private static String waiting(double power, double gain) {
    if (Math.abs(gain) < SAME_CENT) {
      return "waiting is worth the same";
    }
    boolean acts = Math.abs(power) > IDLE_KW;
    String words =
        (acts ? "waiting" : "moving") + (acts == gain > 0 ? " would cost" : " would gain");
    return words + ' ' + Cents.perKwh(Math.abs(gain));
  }

  /** Why a device does what it does, by step. */
  public static String[] ofDevice(DispatchProblem problem, Plan plan, int device) {
    DevicePlan planned = plan.details().devices().get(device);
    Network network = problem.devices().get(device).device().network(problem.horizon());
    int connection = problem.devices().get(device).connection();
    boolean solved = plan.details().netPriceCent().length > 0;
    String[] reasons = new String[problem.steps()];
    for (int step = 0; step < reasons.length; step++) {
      double price = solved ? plan.details().netPriceCent()[connection][step] : Double.NaN;
      reasons[step] = device(network, planned, step, price);
      if (solved && !network.runs().isEmpty()) {
        reasons[step] += waitsFor(problem, plan, device, step);
      }
    }
    return reasons;
  }

  /** When a machine that stands is to start, and what energy costs then. */
  private static String waitsFor(DispatchProblem problem, Plan plan, int device, int step) {
    double[] kw = plan.details().devices().get(device).powerKw();
    int start = 0;
    while (start < kw.length && Math.abs(kw[start]) <= IDLE_KW) {
      start++;
    }
    if (step >= start || start == kw.length) {
      return "";
    }
    int connection = problem.devices().get(device).connection();
    double then = plan.details().netPriceCent()[connection][start];
    return "; waits for " + CLOCK.format(problem.startOf(start)) + " at " + cents(then);
  }

  /** Why a device does in the first step what it does. */
  public static String firstOfDevice(DispatchProblem problem, Plan plan, int device) {
    return ofDevice(problem, plan, device)[0];
  }

  private static String device(Network network, DevicePlan plan, int step, double price) {
    int most = -1;
    for (int f = 0; f < plan.flowKw().length; f++) {
      if (plan.flowKw()[f][step] > IDLE_KW
          && (most < 0 || plan.flowKw()[f][step] > plan.flowKw()[most][step])) {
        most = f;
      }
    }
    if (Double.isNaN(price)) {
      return "no solve: by rule";
    }
    if (most < 0) {
      boolean runs = Math.abs(plan.powerKw()[step]) > IDLE_KW;
      return (runs ? "runs its profile: energy " : "off: energy ") + cents(price);
    }
    Flow flow = network.flows().get(most);
    String why = flow.name() + ": energy " + cents(price);
    if (flow.tank() != Flow.NO_TANK) {
      String tank = network.tanks().get(flow.tank()).name();
      double perKwh = Math.abs(flow.gain()[step]) * plan.contentCent()[flow.tank()][step];
      why += String.format(Locale.ROOT, ", its %s worth %.1f ct for each kWh", tank, perKwh);
    }
    boolean full = plan.flowKw()[most][step] > flow.mostKw()[step] - AT_LIMIT;
    return full ? why + "; bound by its power" : why + "; part of its power";
  }

  private static String cents(double cents) {
    return Cents.of(cents);
  }
}
