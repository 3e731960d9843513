package io.commonwatt.market.settlement;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Tariff;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.market.observation.HourPrice;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.observation.PriceBook;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * Retail prices of an hour: by local time of day at its start, or the wholesale price and an adder.
 * Immutable but for the price book it reads.
 */
public final class Tariffs {

  /**
   * Name of the prices of a usage point that no tariff covers: wholesale, without adder or fees.
   */
  public static final String WHOLESALE = "wholesale";

  private final Registry registry;
  private final PriceBook prices;
  private final String market;

  /**
   * Tariffs of one community.
   *
   * @param market its wholesale market
   */
  public Tariffs(Registry registry, PriceBook prices, String market) {
    this.registry = registry;
    this.prices = prices;
    this.market = market;
  }

  /**
   * Stops a configuration in which nobody says what a usage point pays.
   *
   * @throws IllegalArgumentException naming the usage point and the remedy
   */
  public static void requireCovered(Registry registry, UsagePoint usagePoint) {
    for (Tariff tariff : registry.file().tariffs()) {
      if (tariff.usagePoints().contains("*") || tariff.usagePoints().contains(usagePoint.id())) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "Usage point '"
            + usagePoint.id()
            + "' of community '"
            + usagePoint.community()
            + "' has no tariff; add one that names it, or one for '*'");
  }

  /** Name of the tariff that holds for a usage point in an hour. */
  public String nameAt(String usagePoint, long hour) {
    return registry.findTariff(usagePoint, Hours.start(hour)).map(Tariff::id).orElse(WHOLESALE);
  }

  /** What a usage point pays in an hour. */
  public RetailPrice priceAt(String usagePoint, long hour) {
    return registry
        .findTariff(usagePoint, Hours.start(hour))
        .map(tariff -> priceOf(tariff, hour))
        .orElseGet(() -> wholesale(hour));
  }

  /** Prices of a tariff by name in an hour; where it does not hold then, by its last terms. */
  public RetailPrice priceOf(String name, long hour) {
    Instant start = Hours.start(hour);
    Tariff last = null;
    for (Tariff tariff : registry.file().tariffs()) {
      if (tariff.id().equals(name)) {
        last = tariff;
        if (!start.isBefore(tariff.from()) && start.isBefore(tariff.to())) {
          break;
        }
      }
    }
    return last == null ? wholesale(hour) : priceOf(last, hour);
  }

  private RetailPrice wholesale(long hour) {
    HourPrice wholesale = prices.estimate(market, hour);
    return new RetailPrice(
        wholesale.importMilliCentPerKwh(), wholesale.exportMilliCentPerKwh(), 0, 0);
  }

  private RetailPrice priceOf(Tariff tariff, long hour) {
    if (tariff.market().isEmpty()) {
      return new RetailPrice(
          bandPrice(tariff, Hours.start(hour)),
          tariff.exportMilliCentPerKwh(),
          tariff.feeMilliCentPerKwh(),
          tariff.localFeeMilliCentPerKwh());
    }
    HourPrice wholesale = prices.estimate(tariff.market(), hour);
    return new RetailPrice(
        wholesale.importMilliCentPerKwh() + tariff.adderMilliCentPerKwh(),
        tariff.exportFollowsMarket()
            ? wholesale.exportMilliCentPerKwh()
            : tariff.exportMilliCentPerKwh(),
        tariff.feeMilliCentPerKwh(),
        tariff.localFeeMilliCentPerKwh());
  }

  /**
   * Price of the band the local time lies in; before the first band of a day the last one holds.
   */
  private long bandPrice(Tariff tariff, Instant start) {
    if (tariff.bands().isEmpty()) {
      throw new IllegalArgumentException(
          "Tariff '" + tariff.id() + "' has neither bands nor a market; give it one of them");
    }
    ZonedDateTime local = start.atZone(registry.file().timeZone());
    int minute = local.getHour() * 60 + local.getMinute();
    long price = tariff.bands().get(tariff.bands().size() - 1).importMilliCentPerKwh();
    for (Tariff.Band band : tariff.bands()) {
      if (band.fromMinute() <= minute) {
        price = band.importMilliCentPerKwh();
      }
    }
    return price;
  }
}
