package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.price.Price;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Day-ahead prices of a wholesale market: a season, dear and cheap spells, a morning and an evening
 * peak, a dip at midday as deep as the sun is strong, quieter weekends; one day in ten the evening
 * is several times dearer, and on some sunny days the price falls below zero. Function of (seed,
 * market, UTC day). Not thread-safe.
 *
 * <p>Prices have two decimals per MWh, so that they are whole milli-cents per kWh.
 */
public final class WholesaleMarket {

  private static final int SECONDS_PER_HOUR = 3600;
  private static final int HOURS = 24;
  private static final int MILLI_CENT_PER_KWH_PER_CENT_PER_MWH = 1;
  private static final double SPELL_MEMORY = 0.75;
  private static final double NOISE_MEMORY = 0.7;
  private static final double VOLATILE_DAY = 0.1;
  private static final double GLUT = 0.3;

  private final long seed;
  private final String id;
  private final String currency;
  private final ZoneId zone;
  private final Climate climate;

  /**
   * @param climate weather of the region that sets the price
   * @param zone local time of its people
   */
  public WholesaleMarket(long seed, String id, String currency, ZoneId zone, Climate climate) {
    this.seed = seed;
    this.id = id;
    this.currency = currency;
    this.zone = zone;
    this.climate = climate;
  }

  /** When the prices of a UTC day are published: noon of the day before. */
  public static Instant publishedAt(long epochDay) {
    return Instant.ofEpochSecond((epochDay * HOURS - 12) * SECONDS_PER_HOUR);
  }

  /** The hourly prices of a UTC day. */
  public List<Price> day(long epochDay, Instant knownAt) {
    Draws draws = Draws.named(seed, id + "/day", epochDay);
    boolean vivid = draws.chance(VOLATILE_DAY);
    double spike = vivid ? draws.between(1.8, 4.2) : 1;
    boolean glut = draws.chance(GLUT);
    double innovation = StrictMath.sqrt(1 - NOISE_MEMORY * NOISE_MEMORY);
    double noise = draws.gaussian();
    double level = levelPerMwh(epochDay);
    DayWeather weather = climate.day(epochDay);
    List<Price> prices = new ArrayList<>(HOURS);
    for (int hour = 0; hour < HOURS; hour++) {
      long start = (epochDay * HOURS + hour) * SECONDS_PER_HOUR;
      double local = localHour(start);
      double sun = weather.hourlyIrradianceWPerM2(hour) / 900;
      double evening = 34 * spike * bump(local, 18.5, 1.9);
      double perMwh =
          level
              - 16 * bump(local, 3.5, 2.6)
              + 14 * bump(local, 8, 1.4)
              + evening
              - (glut ? 92 : 50) * sun
              + 4.5 * noise;
      double carbonGram =
          185 + 0.9 * evening / spike - 110 * sun + 25 * bump(local, 8, 2) + 9 * noise;
      prices.add(price(Instant.ofEpochSecond(start), perMwh, carbonGram, knownAt));
      noise = NOISE_MEMORY * noise + innovation * draws.gaussian();
    }
    return prices;
  }

  private double levelPerMwh(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    double season = StrictMath.cos(2 * StrictMath.PI * (date.getDayOfYear() - 15) / 365.25);
    double weekend = date.getDayOfWeek().getValue() >= 6 ? -8 : 0;
    double spell = 9 * Draws.autoregressive(seed, id + "/spell", epochDay, SPELL_MEMORY);
    return 74 + 12 * season + weekend + spell;
  }

  private Price price(Instant start, double perMwh, double carbonGram, Instant knownAt) {
    long importCents = (long) StrictMath.rint(perMwh * 100);
    long marginCents = StrictMath.max(300, StrictMath.abs(importCents) / 20);
    return new Price(
        id,
        start,
        SECONDS_PER_HOUR,
        currency,
        importCents * MILLI_CENT_PER_KWH_PER_CENT_PER_MWH,
        (importCents - marginCents) * MILLI_CENT_PER_KWH_PER_CENT_PER_MWH,
        1000 * (long) StrictMath.rint(StrictMath.max(20, carbonGram)),
        knownAt);
  }

  private double localHour(long epochSecond) {
    int offset = zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    return Math.floorMod(epochSecond + offset, 86_400L) / 3600.0 + 0.5;
  }

  /** A bell over the hours of the day, 1 at its middle. */
  private static double bump(double hour, double middle, double width) {
    double distance = StrictMath.abs(hour - middle);
    double around = StrictMath.min(distance, HOURS - distance) / width;
    return StrictMath.exp(-0.5 * around * around);
  }
}
