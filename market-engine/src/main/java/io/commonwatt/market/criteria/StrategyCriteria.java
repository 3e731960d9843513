package io.commonwatt.market.criteria;

import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Adds up the settlements of one strategy, of one community or many; of each hour the greatest
 * version counts. Not thread-safe.
 */
public final class StrategyCriteria {

  private final Map<String, Settlement> hours = new TreeMap<>();

  /** Takes a settlement. */
  public void add(Settlement settlement) {
    hours.merge(
        settlement.id(),
        settlement,
        (before, now) -> now.version() > before.version() ? now : before);
  }

  /** Number of settled hours. */
  public int hours() {
    return hours.size();
  }

  /** Σ members' bills, micro-cent. */
  public long billMicroCent() {
    return hours.values().stream().mapToLong(Settlement::billMicroCent).sum();
  }

  /** J without the value of what is stored at the end, micro-cent. */
  public long resourceCostMicroCent() {
    return hours.values().stream().mapToLong(Settlement::resourceCostMicroCent).sum();
  }

  /** What members pay beyond the resource cost, micro-cent. */
  public long transferMicroCent() {
    return billMicroCent() - resourceCostMicroCent();
  }

  /** Greatest mean power taken at any community's connection in an hour, kW. */
  public double peakKw() {
    return hours.values().stream().mapToLong(Settlement::netWh).max().orElse(0) / 1000.0;
  }

  /** Share of the generation that did not leave the community in its hour; 1 without generation. */
  public double selfConsumption() {
    long generation = 0;
    long exported = 0;
    for (Settlement settlement : hours.values()) {
      for (MemberSettlement member : settlement.members()) {
        generation += member.generationWh();
      }
      exported += Math.max(0, -settlement.netWh());
    }
    return generation == 0 ? 1 : 1 - (double) Math.min(exported, generation) / generation;
  }

  /** Energy in all stores at the end of the last hour of each community, Wh. */
  public long storedAtEndWh() {
    Map<String, Settlement> last = new TreeMap<>();
    for (Settlement settlement : hours.values()) {
      last.merge(
          settlement.community(),
          settlement,
          (one, two) -> one.start().isAfter(two.start()) ? one : two);
    }
    long sum = 0;
    for (Settlement settlement : last.values()) {
      for (MemberSettlement member : settlement.members()) {
        sum += member.storedWh();
      }
    }
    return sum;
  }

  /** Mean wholesale import price over the settled hours, milli-cent per kWh. */
  public double meanImportMilliCentPerKwh() {
    return hours.values().stream()
        .mapToLong(Settlement::wholesaleImportMilliCentPerKwh)
        .average()
        .orElse(0);
  }

  /** The settlements that count, by community and time. */
  public List<Settlement> listSettlements() {
    List<Settlement> sorted = new ArrayList<>(hours.values());
    sorted.sort(Comparator.comparing(Settlement::community).thenComparing(Settlement::start));
    return sorted;
  }

  /** Members' bills, micro-cent, by usage point. */
  public Map<String, Long> billMicroCentByUsagePoint() {
    Map<String, Long> bills = new TreeMap<>();
    for (Settlement settlement : hours.values()) {
      for (MemberSettlement member : settlement.members()) {
        bills.merge(member.usagePoint(), member.billMicroCent(), Long::sum);
      }
    }
    return bills;
  }

  /** What members paid each other, micro-cent: 0 where the local market keeps its budget. */
  public long budgetBalanceMicroCent() {
    long sum = 0;
    for (Settlement settlement : hours.values()) {
      for (MemberSettlement member : settlement.members()) {
        sum += member.tradeMicroCent();
      }
    }
    return sum;
  }

  /** Energy taken over all connections, Wh. */
  public long importedWh() {
    return hours.values().stream().mapToLong(hour -> Math.max(0, hour.netWh())).sum();
  }

  /** Energy given over all connections, Wh. */
  public long exportedWh() {
    return hours.values().stream().mapToLong(hour -> Math.max(0, -hour.netWh())).sum();
  }

  /** Greatest mean power given at any community's connection in an hour, kW. */
  public double exportPeakKw() {
    return hours.values().stream().mapToLong(hour -> -hour.netWh()).max().orElse(0) / 1000.0;
  }

  /** Share of the load that did not come over the connection in its hour; 1 without load. */
  public double selfSufficiency() {
    long load = 0;
    for (Settlement settlement : hours.values()) {
      for (MemberSettlement member : settlement.members()) {
        load += member.loadWh();
      }
    }
    return load == 0 ? 1 : 1 - (double) Math.min(importedWh(), load) / load;
  }

  /** Energy through all stores at the meter, either way, Wh. */
  public long throughputWh() {
    long sum = 0;
    for (Settlement settlement : hours.values()) {
      for (MemberSettlement member : settlement.members()) {
        sum += Math.abs(member.storageWh());
      }
    }
    return sum;
  }

  /** Carbon in the energy taken, kg. */
  public double carbonKg(ToLongFunction<Settlement> milligramPerKwh) {
    double sum = 0;
    for (Settlement settlement : hours.values()) {
      sum +=
          Math.max(0, settlement.netWh()) / 1000.0 * milligramPerKwh.applyAsLong(settlement) / 1e6;
    }
    return sum;
  }
}
