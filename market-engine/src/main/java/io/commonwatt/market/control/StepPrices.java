package io.commonwatt.market.control;

import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.DispatchScope;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.market.observation.HourPrice;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.observation.PriceBook;
import io.commonwatt.market.settlement.RetailPrice;
import io.commonwatt.market.settlement.Tariffs;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Prices of the steps of a plan: means over the hours a step lies in.
 *
 * @param importCent price of energy taken, fees included, ct/kWh by step
 * @param exportCent price paid for energy fed in, ct/kWh by step
 */
record StepPrices(double[] importCent, double[] exportCent) {

  /** The prices of the connections of a community at one time. */
  static final class Book {
    private final Tariffs tariffs;
    private final PriceBook prices;
    private final Community community;
    private final ControlSettings settings;
    private final long at;
    private final Map<String, RetailPrice[]> retail = new HashMap<>();

    Book(
        Registry registry,
        Community community,
        PriceBook prices,
        ControlSettings settings,
        Instant at) {
      this.tariffs = new Tariffs(registry, prices, community.market());
      this.prices = prices;
      this.community = community;
      this.settings = settings;
      this.at = at.getEpochSecond();
    }

    /** Prices at the connection of a site. */
    StepPrices of(Site site) {
      double[] imports = new double[settings.steps()];
      double[] exports = new double[settings.steps()];
      for (int step = 0; step < imports.length; step++) {
        long from = at + (long) step * settings.stepSeconds();
        long to = from + settings.stepSeconds();
        for (long second = from; second < to; ) {
          long hour = Math.floorDiv(second, (long) Hours.SECONDS);
          long until = Math.min(to, (hour + 1) * Hours.SECONDS);
          double part = (until - second) / (1000.0 * (to - from));
          if (site.scope() == DispatchScope.HOME) {
            RetailPrice price = retail(site.id(), hour);
            imports[step] += part * price.fullImportMilliCentPerKwh();
            exports[step] += part * price.exportMilliCentPerKwh();
          } else {
            HourPrice price = prices.estimate(community.market(), hour);
            imports[step] += part * price.importMilliCentPerKwh();
            exports[step] += part * price.exportMilliCentPerKwh();
          }
          second = until;
        }
      }
      return new StepPrices(imports, exports);
    }

    private RetailPrice retail(String usagePoint, long hour) {
      long first = Math.floorDiv(at, (long) Hours.SECONDS);
      int hours = settings.steps() * settings.stepSeconds() / Hours.SECONDS + 2;
      String tariff = tariffs.nameAt(usagePoint, hour);
      RetailPrice[] prices = retail.computeIfAbsent(tariff, name -> new RetailPrice[hours]);
      int index = (int) (hour - first);
      if (prices[index] == null) {
        prices[index] = tariffs.priceOf(tariff, hour);
      }
      return prices[index];
    }
  }
}
