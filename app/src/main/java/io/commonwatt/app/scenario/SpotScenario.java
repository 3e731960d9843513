package io.commonwatt.app.scenario;

import io.commonwatt.app.compare.CompareRun;
import io.commonwatt.app.compare.Nominations;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.coordination.TariffStrategy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sc3: a coalition that forecasts its load and buys it on the spot market of the day before as one,
 * against every member by itself. What was nominated at noon UTC of the day before is paid at the
 * spot price; what was metered beyond it costs a quarter more, what was not needed brings a quarter
 * less. Loads and generation are traded, stores left aside. Days before the first nomination are
 * left out.
 */
public final class SpotScenario implements Scenario {

  static final double IMBALANCE_SPREAD = 0.25;

  @Override
  public String name() {
    return "sc3";
  }

  @Override
  public String summary() {
    return "a coalition that forecasts and trades a spot market as one";
  }

  @Override
  public Map<String, Object> figures(CompareRun run) {
    Map<String, Double> nominated = run.nominations().listWh();
    double together = 0;
    double apart = 0;
    double foresight = 0;
    double imbalanceTogether = 0;
    double imbalanceApart = 0;
    int hours = 0;
    Map<Instant, Integer> days = new HashMap<>();
    for (Settlement settlement : run.criteria(TariffStrategy.NAME).listSettlements()) {
      double price = settlement.wholesaleImportMilliCentPerKwh();
      double sumNominated = 0;
      double sumMetered = 0;
      double alone = 0;
      double off = 0;
      boolean complete = true;
      for (MemberSettlement member : settlement.members()) {
        Double own = nominated.get(Nominations.key(member.usagePoint(), settlement.start()));
        complete &= own != null;
        if (own != null) {
          double metered = member.loadWh() - member.generationWh();
          sumNominated += own;
          sumMetered += metered;
          alone += cost(own, metered, price);
          off += Math.abs(metered - own);
        }
      }
      if (complete) {
        hours++;
        days.merge(settlement.start().truncatedTo(ChronoUnit.DAYS), 1, Integer::sum);
        together += cost(sumNominated, sumMetered, price);
        apart += alone;
        foresight += price * sumMetered;
        imbalanceTogether += Math.abs(sumMetered - sumNominated);
        imbalanceApart += off;
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("hours", hours);
    figures.put("days", days.size());
    figures.put("imbalanceSpread", IMBALANCE_SPREAD);
    figures.put("perfectForecastMicroCent", Math.round(foresight));
    figures.put("asOneMicroCent", Math.round(together));
    figures.put("eachAloneMicroCent", Math.round(apart));
    figures.put("imbalanceAsOneWh", Math.round(imbalanceTogether));
    figures.put("imbalanceEachAloneWh", Math.round(imbalanceApart));
    double beyond = apart - foresight;
    figures.put("shareOfImbalanceCostSaved", beyond <= 0 ? null : (apart - together) / beyond);
    return figures;
  }

  /** Nominated at the price, the rest at a worse one, micro-cent. */
  private static double cost(double nominatedWh, double meteredWh, double price) {
    double more = meteredWh - nominatedWh;
    double spread = IMBALANCE_SPREAD * Math.abs(price) * Math.abs(more);
    return price * meteredWh + spread;
  }
}
