package io.commonwatt.market.criteria;

import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import java.util.Map;
import java.util.TreeMap;

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
}
