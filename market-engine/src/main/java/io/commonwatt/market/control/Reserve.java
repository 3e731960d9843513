package io.commonwatt.market.control;

import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.SimulatedBattery;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the batteries of a home hold ready because it sold that: each leaves so much of its power
 * free and so much stored that it can give it for an hour. The first takes what it can, the next
 * what is left. Mutable while it is spread.
 */
final class Reserve {

  private static final int HOUR_SECONDS = 3600;

  /** A Wh an hour: what is sold is in whole Wh. */
  private static final double SEEN_KW = 1e-3;

  private final String home;
  private final double soldKw;
  private final Map<String, Double> heldKw = new TreeMap<>();
  private double leftKw;

  Reserve(String home, double soldKw) {
    this.home = home;
    this.soldKw = soldKw;
    this.leftKw = soldKw;
  }

  /**
   * Lets a battery hold what it can of what is left.
   *
   * @return the power it may discharge until the next plan at most, kW
   */
  double hold(Battery battery, SimulatedBattery plant, SimulatedBattery.State now, int seconds) {
    double kw = leftKw <= 0 ? 0 : Math.min(leftKw, plant.mostDischargeKw(now, HOUR_SECONDS));
    leftKw -= kw;
    heldKw.put(battery.id(), kw);
    return plant.mostDischargeKw(now, seconds, kw);
  }

  /** What a battery holds, for its schedule; empty where that is nothing. */
  String remark(String battery) {
    double kw = heldKw.getOrDefault(battery, 0.0);
    return kw < SEEN_KW ? "" : String.format(Locale.ROOT, "holds %.2f kW ready, ", kw);
  }

  /** What no battery can hold; empty where that is nothing. */
  String missed() {
    return leftKw < SEEN_KW
        ? ""
        : String.format(
            Locale.ROOT, "%s: %.2f of %.2f kW sold as reserve not held", home, leftKw, soldKw);
  }
}
