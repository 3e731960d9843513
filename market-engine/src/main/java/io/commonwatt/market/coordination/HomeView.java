package io.commonwatt.market.coordination;

import io.commonwatt.market.resource.Battery;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a home knows of itself.
 *
 * @param netWh expected load less generation per hour of the horizon, stores left aside
 * @param tariffs name of the tariff that holds per hour of the horizon
 * @param stores its batteries, by id
 * @param history its own metered energy
 * @param conduct how it deals with others
 */
public record HomeView(
    String usagePoint,
    long[] netWh,
    List<String> tariffs,
    List<StoreView> stores,
    History history,
    Conduct conduct) {

  /** What a home's own meter measured. */
  @FunctionalInterface
  public interface History {
    /** Load less generation of a past hour, Wh; empty where not all of it is known. */
    OptionalLong findNetWh(long hour);
  }

  /** What it says of itself to others: the same, unless it misreports. */
  HomeView told() {
    double factor = conduct.toldFactor();
    if (factor == 1) {
      return this;
    }
    long[] said = new long[netWh.length];
    for (int hour = 0; hour < said.length; hour++) {
      said[hour] = Math.round(factor * netWh[hour]);
    }
    History saidHistory =
        hour -> {
          OptionalLong wh = history.findNetWh(hour);
          return wh.isEmpty() ? wh : OptionalLong.of(Math.round(factor * wh.getAsLong()));
        };
    return new HomeView(usagePoint, said, tariffs, stores, saidHistory, conduct);
  }

  /**
   * A battery as it stands.
   *
   * @param storedMilliWh stored energy now, mWh
   */
  public record StoreView(Battery battery, long storedMilliWh) {

    double storedKwh() {
      return storedMilliWh / 1e6;
    }
  }
}
