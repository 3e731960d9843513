package io.commonwatt.market.criteria;

import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.dispatch.PerfectForesight;
import io.commonwatt.market.resource.Battery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bound that no strategy may pass: what perfect foresight could have reached with a strategy's
 * own start and end state, over the whole replay and each UTC day. Thread-safe.
 */
public final class CostBound {

  /** Of a Wh, what settlements round away of what a store holds. */
  private static final double ROUNDED_KWH = 1e-3;

  private static final double MICRO_CENT_PER_CENT = 1e6;
  private static final double RELATIVE_GAP = 1e-7;
  private static final double ABSOLUTE_GAP_MICRO_CENT = 100;

  private final PerfectForesight foresight;
  private final Map<String, List<Battery>> batteries;
  private final Map<String, Long> startMilliWh;

  /**
   * A bound.
   *
   * @param batteries by usage point
   * @param startMilliWh what each holds at the start of the run, by battery
   */
  public CostBound(
      PerfectForesight foresight,
      Map<String, List<Battery>> batteries,
      Map<String, Long> startMilliWh) {
    this.foresight = foresight;
    this.batteries = Map.copyOf(batteries);
    this.startMilliWh = Map.copyOf(startMilliWh);
  }

  /**
   * A time in which a strategy cost less than is possible: a bug.
   *
   * @param what the community and the whole replay or the day
   */
  public record Violation(String what, long costMicroCent, double boundMicroCent) {}

  /** Alike stores of a community. */
  private record Kind(double efficiency, long wearMilliCent) {}

  /**
   * Least cost with the end free and a kWh left worth a price, micro-cent; carbon is not priced.
   *
   * @param settlements of one community, in order, none missing
   * @param endMilliCentPerKwh what a stored kWh is worth at the end
   */
  public double leastMicroCent(List<Settlement> settlements, double endMilliCentPerKwh) {
    return bound(settlements, startKwh(settlements), null, endMilliCentPerKwh / 1000);
  }

  /** Checks the whole of a community's settlements and each of its days. */
  public List<Violation> check(List<Settlement> settlements) {
    List<Violation> violations = new ArrayList<>();
    check(settlements, startKwh(settlements), "whole replay", violations);
    List<Settlement> day = new ArrayList<>();
    Map<String, Double> start = startKwh(settlements);
    for (Settlement settlement : settlements) {
      Instant date = settlement.start().truncatedTo(ChronoUnit.DAYS);
      if (!day.isEmpty() && !day.get(0).start().truncatedTo(ChronoUnit.DAYS).equals(date)) {
        check(day, start, "day of " + day.get(0).start(), violations);
        start = storedKwh(day.get(day.size() - 1), ROUNDED_KWH);
        day.clear();
      }
      day.add(settlement);
    }
    check(day, start, "day of " + day.get(0).start(), violations);
    return violations;
  }

  private void check(
      List<Settlement> settlements,
      Map<String, Double> start,
      String what,
      List<Violation> violations) {
    Map<String, Double> end = storedKwh(settlements.get(settlements.size() - 1), 0);
    double bound = bound(settlements, start, end, 0);
    long cost = 0;
    for (Settlement settlement : settlements) {
      cost += settlement.resourceCostMicroCent() - settlement.carbonMicroCent();
    }
    if (cost < bound - ABSOLUTE_GAP_MICRO_CENT - RELATIVE_GAP * Math.abs(bound)) {
      violations.add(new Violation(settlements.get(0).community() + ", " + what, cost, bound));
    }
  }

  private double bound(
      List<Settlement> settlements,
      Map<String, Double> start,
      Map<String, Double> end,
      double endCent) {
    int hours = settlements.size();
    double[] net = new double[hours];
    double[] imports = new double[hours];
    double[] exports = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      Settlement settlement = settlements.get(hour);
      for (MemberSettlement member : settlement.members()) {
        net[hour] += (member.loadWh() - member.generationWh()) / 1000.0;
      }
      imports[hour] = settlement.wholesaleImportMilliCentPerKwh() / 1000.0;
      exports[hour] = settlement.wholesaleExportMilliCentPerKwh() / 1000.0;
    }
    Map<Kind, PerfectForesight.Stores> kinds = new LinkedHashMap<>();
    for (MemberSettlement member : settlements.get(0).members()) {
      List<Battery> own = batteries.getOrDefault(member.usagePoint(), List.of());
      if (own.isEmpty()) {
        continue;
      }
      // Several behind one meter are known by their sum: as good as the best of them.
      Kind kind =
          new Kind(
              own.stream().mapToDouble(Battery::oneWayEfficiency).max().orElseThrow(),
              own.stream().mapToLong(Battery::wearMilliCentPerKwh).min().orElseThrow());
      kinds.merge(
          kind,
          new PerfectForesight.Stores(
              own.stream().mapToDouble(Battery::capacityKwh).sum(),
              own.stream().mapToDouble(Battery::chargeKw).sum(),
              own.stream().mapToDouble(Battery::dischargeKw).sum(),
              kind.efficiency(),
              kind.wearMilliCent() / 1000.0,
              start.get(member.usagePoint()),
              end == null ? 0 : end.get(member.usagePoint()),
              endCent),
          CostBound::together);
    }
    return MICRO_CENT_PER_CENT
        * foresight.boundCent(net, imports, exports, List.copyOf(kinds.values()));
  }

  private static PerfectForesight.Stores together(
      PerfectForesight.Stores one, PerfectForesight.Stores other) {
    return new PerfectForesight.Stores(
        one.capacityKwh() + other.capacityKwh(),
        one.chargeKw() + other.chargeKw(),
        one.dischargeKw() + other.dischargeKw(),
        one.oneWayEfficiency(),
        one.wearCentPerKwh(),
        one.startKwh() + other.startKwh(),
        one.endKwh() + other.endKwh(),
        one.endCentPerKwh());
  }

  private Map<String, Double> startKwh(List<Settlement> settlements) {
    Map<String, Double> start = new TreeMap<>();
    for (MemberSettlement member : settlements.get(0).members()) {
      double kwh = 0;
      for (Battery battery : batteries.getOrDefault(member.usagePoint(), List.of())) {
        kwh += startMilliWh.get(battery.id()) / 1e6;
      }
      start.put(member.usagePoint(), kwh);
    }
    return start;
  }

  private static Map<String, Double> storedKwh(Settlement settlement, double more) {
    Map<String, Double> stored = new TreeMap<>();
    for (MemberSettlement member : settlement.members()) {
      stored.put(member.usagePoint(), member.storedWh() / 1000.0 + more);
    }
    return stored;
  }
}
