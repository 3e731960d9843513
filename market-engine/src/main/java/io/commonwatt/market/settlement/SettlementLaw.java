package io.commonwatt.market.settlement;

import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;

/** What must hold of every settlement, whoever computed it. Stateless. */
public final class SettlementLaw {

  private SettlementLaw() {}

  /**
   * Asserts energy balance at every usage point and at the connection, balanced trades and the
   * formula of the resource cost.
   *
   * @throws IllegalStateException naming the settlement and what broke
   */
  public static void check(Settlement settlement) {
    long netWh = 0;
    long boughtWh = 0;
    long tradeMicroCent = 0;
    for (MemberSettlement member : settlement.members()) {
      require(
          member.netWh() == member.loadWh() + member.storageWh() - member.generationWh(),
          settlement,
          "energy does not balance at '" + member.usagePoint() + "'");
      require(
          member.storedWh() >= 0, settlement, "'" + member.usagePoint() + "' stores less than 0");
      netWh += member.netWh();
      boughtWh += member.boughtWh();
      tradeMicroCent += member.tradeMicroCent();
    }
    require(netWh == settlement.netWh(), settlement, "members do not add up to the connection");
    require(
        boughtWh == -settlement.upstreamWh() && tradeMicroCent == settlement.marketMicroCent(),
        settlement,
        "trades do not balance");
    long energy =
        netWh > 0
            ? netWh * settlement.wholesaleImportMilliCentPerKwh()
            : netWh * settlement.wholesaleExportMilliCentPerKwh();
    require(
        settlement.resourceCostMicroCent()
            == energy + settlement.wearMicroCent() + settlement.carbonMicroCent(),
        settlement,
        "the resource cost is not its parts");
  }

  private static void require(boolean holds, Settlement settlement, String what) {
    if (!holds) {
      throw new IllegalStateException("Settlement '" + settlement.id() + "': " + what);
    }
  }
}
