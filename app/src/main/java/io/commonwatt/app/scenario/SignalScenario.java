package io.commonwatt.app.scenario;

import io.commonwatt.app.compare.CompareRun;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.coordination.TariffStrategy;
import io.commonwatt.market.criteria.StrategyCriteria;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sc2: homes steered by their own prediction and the hourly price as a signal, against the same
 * homes on their tariff by time of use.
 */
public final class SignalScenario implements Scenario {

  @Override
  public String name() {
    return "sc2";
  }

  @Override
  public String summary() {
    return "homes steered by prediction and a real-time signal against time of use";
  }

  @Override
  public Map<String, Object> figures(CompareRun run) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("signalDiffersFromTariff", differs(run.criteria(TariffStrategy.NAME)));
    figures.put("timeOfUse", of(run, run.criteria(TariffStrategy.NAME)));
    figures.put("signal", of(run, run.apart().orElseThrow()));
    return figures;
  }

  /** Where the tariff follows the market there is nothing to steer by. */
  private static boolean differs(StrategyCriteria criteria) {
    for (Settlement settlement : criteria.listSettlements()) {
      for (MemberSettlement member : settlement.members()) {
        if (member.importPriceMilliCentPerKwh() != settlement.wholesaleImportMilliCentPerKwh()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Map<String, Object> of(CompareRun run, StrategyCriteria criteria) {
    long atSignal = 0;
    long dear = 0;
    double mean = criteria.meanImportMilliCentPerKwh();
    for (Settlement settlement : criteria.listSettlements()) {
      for (MemberSettlement member : settlement.members()) {
        atSignal +=
            Math.max(0, member.netWh()) * settlement.wholesaleImportMilliCentPerKwh()
                - Math.max(0, -member.netWh()) * settlement.wholesaleExportMilliCentPerKwh();
      }
      if (settlement.wholesaleImportMilliCentPerKwh() > mean) {
        dear += Math.max(0, settlement.netWh());
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("resourceCostMicroCent", criteria.resourceCostMicroCent());
    figures.put("membersAtSignalMicroCent", atSignal);
    figures.put("tariffBillMicroCent", criteria.billMicroCent());
    figures.put("peakKw", criteria.peakKw());
    figures.put("importedWh", criteria.importedWh());
    figures.put("importedInDearHoursWh", dear);
    figures.put("storedAtEndMicroCent", Math.round(criteria.storedAtEndWh() * mean));
    figures.put(
        "carbonKg",
        criteria.carbonKg(hour -> run.carbonMilligramPerKwh(hour.community(), hour.start())));
    return figures;
  }
}
