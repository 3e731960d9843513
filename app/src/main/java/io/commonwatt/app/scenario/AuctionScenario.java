package io.commonwatt.app.scenario;

import io.commonwatt.app.compare.CompareRun;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.coordination.AuctionStrategy;
import io.commonwatt.market.coordination.TariffStrategy;
import io.commonwatt.market.criteria.StrategyCriteria;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sc0: a neighbourhood's double auction against the tariff. */
public final class AuctionScenario implements Scenario {

  @Override
  public String name() {
    return "sc0";
  }

  @Override
  public String summary() {
    return "a neighbourhood's double auction against the tariff";
  }

  @Override
  public Map<String, Object> figures(CompareRun run) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put(TariffStrategy.NAME, of(run.criteria(TariffStrategy.NAME)));
    figures.put(AuctionStrategy.NAME, of(run.criteria(AuctionStrategy.NAME)));
    return figures;
  }

  private static Map<String, Object> of(StrategyCriteria criteria) {
    long revenue = 0;
    long cost = 0;
    long tradedWh = 0;
    long soldWh = 0;
    for (Settlement settlement : criteria.listSettlements()) {
      for (MemberSettlement member : settlement.members()) {
        revenue += Math.max(0, -member.gridMicroCent()) + Math.max(0, -member.tradeMicroCent());
        cost +=
            Math.max(0, member.gridMicroCent())
                + Math.max(0, member.tradeMicroCent())
                + member.feesMicroCent();
        tradedWh += Math.max(0, member.boughtWh());
        soldWh += Math.max(0, -member.netWh());
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("sellerRevenueMicroCent", revenue);
    figures.put("buyerCostMicroCent", cost);
    figures.put("billMicroCent", criteria.billMicroCent());
    figures.put("tradedWh", tradedWh);
    figures.put("fedInByMembersWh", soldWh);
    figures.put("renewableShare", criteria.selfSufficiency());
    figures.put("peakKw", criteria.peakKw());
    return figures;
  }
}
