package io.commonwatt.market.settlement;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.observation.HourPrice;
import io.commonwatt.market.observation.Hours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes settlements: the resource cost J of the community at wholesale prices, the same formula
 * for every strategy, and each member's bill. All amounts are Wh × milli-cent per kWh, exact in
 * micro-cent; nothing is rounded. Immutable.
 */
public final class Settler {

  /** 1 mg/kWh × 1 Wh × 1 milli-cent/kg, in micro-cent, is one over this. */
  private static final long CARBON_DIVISOR = 1_000_000;

  private final String community;
  private final long carbonMilliCentPerKg;

  /**
   * A settler of one community.
   *
   * @param carbonMilliCentPerKg cost of carbon in energy taken; 0 leaves it out
   */
  public Settler(String community, long carbonMilliCentPerKg) {
    this.community = community;
    this.carbonMilliCentPerKg = carbonMilliCentPerKg;
  }

  /**
   * Settles an hour of a strategy.
   *
   * @param done what the strategy did in it
   * @param facts what is known of it
   * @param at time of the step
   */
  public Settlement settle(
      String strategy, StrategyHour done, HourFacts facts, long version, Instant at) {
    HourPrice wholesale = facts.wholesale();
    List<MemberSettlement> members = new ArrayList<>(facts.usagePoints().size());
    long netWh = 0;
    long wear = 0;
    boolean complete = wholesale.known();
    for (UsagePoint usagePoint : facts.usagePoints()) {
      HomeMeter meter = facts.meters().get(usagePoint.id());
      HomeHour home = done.of(usagePoint.id());
      MemberSettlement member =
          member(usagePoint, meter, home, facts.retail().get(usagePoint.id()));
      members.add(member);
      netWh += member.netWh();
      wear += home.wearMicroCent();
      complete &= meter.measured();
    }
    long carbon =
        Math.floorDiv(
            Math.multiplyExact(
                Math.max(0, netWh) * wholesale.carbonMilligramPerKwh(), carbonMilliCentPerKg),
            CARBON_DIVISOR);
    long energy =
        Math.multiplyExact(Math.max(0, netWh), wholesale.importMilliCentPerKwh())
            - Math.multiplyExact(Math.max(0, -netWh), wholesale.exportMilliCentPerKwh());
    Settlement settlement =
        new Settlement(
            community,
            strategy,
            done.live(),
            Hours.start(facts.hour()),
            Hours.SECONDS,
            complete,
            netWh,
            wholesale.importMilliCentPerKwh(),
            wholesale.exportMilliCentPerKwh(),
            wear,
            carbon,
            energy + wear + carbon,
            members,
            version,
            at,
            done.marketMicroCent(),
            done.upstreamWh());
    SettlementLaw.check(settlement);
    return settlement;
  }

  private static MemberSettlement member(
      UsagePoint usagePoint, HomeMeter meter, HomeHour home, RetailPrice price) {
    long net = meter.loadWh() + home.storageWh() - meter.generationWh();
    long fromGridWh = Math.max(0, net - home.boughtWh());
    long toGridWh = Math.max(0, home.boughtWh() - net);
    long grid =
        Math.multiplyExact(fromGridWh, price.importMilliCentPerKwh())
            - Math.multiplyExact(toGridWh, price.exportMilliCentPerKwh());
    long fees =
        Math.multiplyExact(fromGridWh, price.feeMilliCentPerKwh())
            + Math.multiplyExact(Math.max(0, home.boughtWh()), price.localFeeMilliCentPerKwh());
    return new MemberSettlement(
        usagePoint.member(),
        usagePoint.id(),
        meter.loadWh(),
        meter.generationWh(),
        home.storageWh(),
        home.storedWh(),
        net,
        home.boughtWh(),
        price.importMilliCentPerKwh(),
        price.exportMilliCentPerKwh(),
        home.tradeMicroCent(),
        grid,
        fees);
  }
}
