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
 */
public record HomeView(
    String usagePoint,
    long[] netWh,
    List<String> tariffs,
    List<StoreView> stores,
    History history) {

  /** What a home's own meter measured. */
  @FunctionalInterface
  public interface History {
    /** Load less generation of a past hour, Wh; empty where not all of it is known. */
    OptionalLong findNetWh(long hour);
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
