package io.commonwatt.market.coordination;

import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Store;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.settlement.RetailPrice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The dispatch problem as a home sees it: its own connection at its retail prices. Stateless. */
final class HomeProblems {

  private HomeProblems() {}

  /**
   * The problem of a home.
   *
   * @param prices what it pays per hour of the horizon
   * @param boughtWh net energy already bought in the local market for the first hour
   */
  static DispatchProblem of(HomeView home, Instant at, List<RetailPrice> prices, long boughtWh) {
    int hours = prices.size();
    double[] base = new double[hours];
    double[] imports = new double[hours];
    double[] exports = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      base[hour] = (home.netWh()[hour] - (hour == 0 ? boughtWh : 0)) / 1000.0;
      imports[hour] = prices.get(hour).fullImportMilliCentPerKwh() / 1000.0;
      exports[hour] = prices.get(hour).exportMilliCentPerKwh() / 1000.0;
    }
    List<Store> stores = new ArrayList<>();
    for (HomeView.StoreView store : home.stores()) {
      stores.add(store(store.battery(), store.storedKwh(), 0, imports));
    }
    return new DispatchProblem(
        at,
        Hours.SECONDS,
        List.of(Connection.of(home.usagePoint(), base, imports, exports)),
        stores);
  }

  /**
   * A store whose energy is worth, at the end, the mean import price of the horizon less the losses
   * and wear of getting it out.
   */
  static Store store(Battery battery, double storedKwh, int connection, double[] importCent) {
    return Store.valuedAtMeanPrice(battery, connection, storedKwh, importCent);
  }
}
