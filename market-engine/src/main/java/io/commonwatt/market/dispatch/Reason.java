package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says in words what decided the first step of a store: a limit, or one price against another. */
final class Reason {

  private static final double IDLE_KW = 5e-4;
  private static final double AT_LIMIT_KWH = 1e-3;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final DispatchProblem problem;
  private final Store store;
  private final Connection connection;
  private final double[][] setpointKw;
  private final double[] ownKw;

  private Reason(DispatchProblem problem, int index, double[][] setpointKw) {
    this.problem = problem;
    this.store = problem.stores().get(index);
    this.connection = problem.connections().get(store.connection());
    this.setpointKw = setpointKw;
    this.ownKw = setpointKw[index];
  }

  static String of(
      DispatchProblem problem,
      Plan.Status status,
      int index,
      double[][] setpointKw,
      double[][] storedKwh,
      double valueCent) {
    Reason reason = new Reason(problem, index, setpointKw);
    String prefix =
        switch (status) {
          case OPTIMAL -> "";
          case INCUMBENT -> "within the gap: ";
          case SHIFTED -> "no solve, previous plan: ";
          case RULE -> "no solve, self-consumption: ";
        };
    return prefix + reason.firstStep(storedKwh[index][0], valueCent);
  }

  private String firstStep(double storedAfterKwh, double valueCent) {
    Battery battery = store.battery();
    double now = ownKw[0];
    if (store.storedKwh() < battery.minimumKwh() - AT_LIMIT_KWH && now > IDLE_KW) {
      return "charges: below its minimum";
    }
    if (store.storedKwh() > battery.capacityKwh() + AT_LIMIT_KWH && now < -IDLE_KW) {
      return "discharges: above its capacity";
    }
    if (now > IDLE_KW) {
      return "charges: " + price(0) + " now against " + otherPrice(-1);
    }
    if (now < -IDLE_KW) {
      return "discharges: " + price(0) + " now against " + otherPrice(1);
    }
    if (storedAfterKwh >= battery.capacityKwh() - AT_LIMIT_KWH) {
      return "idle: battery full";
    }
    if (storedAfterKwh <= battery.minimumKwh() + AT_LIMIT_KWH) {
      return "idle: battery empty";
    }
    return Double.isNaN(valueCent)
        ? "idle: nothing to store or cover"
        : "idle: " + price(0) + " now, stored energy is worth " + cents(valueCent);
  }

  /** The step in which the store next moves the other way, or the end of the horizon. */
  private String otherPrice(int sign) {
    for (int step = 1; step < ownKw.length; step++) {
      if (ownKw[step] * sign > IDLE_KW) {
        return price(step) + " at " + CLOCK.format(problem.startOf(step));
      }
    }
    return cents(store.terminalCentPerKwh()) + " stored at the end";
  }

  /** What a kWh at the connection costs or earns in a step, given what all stores do there. */
  private String price(int step) {
    double netKw = connection.baseKw()[step];
    for (int other = 0; other < setpointKw.length; other++) {
      if (problem.stores().get(other).connection() == store.connection()) {
        netKw += setpointKw[other][step];
      }
    }
    // A store that just covers the load saves imports; one that just takes the surplus, exports.
    boolean imports = Math.abs(netKw) > 2 * IDLE_KW ? netKw > 0 : connection.baseKw()[step] > 0;
    return imports
        ? "import " + cents(connection.importCentPerKwh()[step])
        : "export " + cents(connection.exportCentPerKwh()[step]);
  }

  private static String cents(double cents) {
    return Cents.of(cents);
  }
}
