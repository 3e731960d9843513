package io.commonwatt.ingestion.door.table;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.ingestion.door.dataset.DayAhead;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Wholesale prices for readings that come without any: every day the same, cheap at night, dear
 * from 16 to 20 h local time, published day-ahead. What is fed in earns 0.3 cent less than what is
 * taken costs. Carbon is not known and counts nothing. Immutable.
 */
final class FixedPrices {

  static final String MARKET = "fixed";

  private static final int SECONDS = 3600;
  private static final int MORNING = 7;
  private static final int EVENING = 16;
  private static final int EVENING_END = 20;
  private static final int NIGHT = 23;
  private static final long NIGHT_MILLI_CENT = 6_000;
  private static final long DAY_MILLI_CENT = 7_500;
  private static final long EVENING_MILLI_CENT = 11_000;
  private static final long MARGIN_MILLI_CENT = 300;

  private final String market;
  private final String currency;
  private final ZoneId zone;

  FixedPrices(String market, String currency, ZoneId zone) {
    this.market = market;
    this.currency = currency;
    this.zone = zone;
  }

  /** The prices of a run by {@code knownAt}: of a UTC day at noon before, of the first at once. */
  Iterator<Travelling> records(Instant from, Instant to) {
    List<Travelling> prices = new ArrayList<>();
    for (Instant hour = from; !hour.isAfter(to); hour = hour.plus(Duration.ofHours(1))) {
      for (long day : DayAhead.listDays(from, hour)) {
        Instant start = Instant.ofEpochSecond(day * 24 * SECONDS);
        for (int i = 0; i < 24; i++) {
          prices.add(price(start.plusSeconds((long) i * SECONDS), hour));
        }
      }
    }
    return prices.iterator();
  }

  private Price price(Instant start, Instant knownAt) {
    int hour = start.atZone(zone).getHour();
    long milliCent = DAY_MILLI_CENT;
    if (hour < MORNING || hour >= NIGHT) {
      milliCent = NIGHT_MILLI_CENT;
    } else if (hour >= EVENING && hour < EVENING_END) {
      milliCent = EVENING_MILLI_CENT;
    }
    return new Price(
        market, start, SECONDS, currency, milliCent, milliCent - MARGIN_MILLI_CENT, 0, knownAt);
  }
}
