package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.price.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/** Writes day-ahead prices as published: a day's prices at noon of the day before. */
final class PriceFiles {

  static final String HEADER =
      "market,start,interval_seconds,currency,import_per_mwh,export_per_mwh,carbon_g_per_kwh,"
          + "received_at";

  private PriceFiles() {}

  static void write(SimulationSettings settings, Path folder) throws IOException {
    DayFiles<Price> files =
        new DayFiles<>(
            folder.resolve("prices"),
            HEADER,
            Price::knownAt,
            PriceFiles::line,
            Comparator.comparing(Price::knownAt).thenComparing(Price::start),
            settings.closesAt());
    WholesaleMarket market =
        new WholesaleMarket(
            settings.seed(),
            SimulatedRegistry.MARKET,
            SimulationSettings.CURRENCY,
            SimulationSettings.TIME_ZONE,
            new Climate(settings.seed(), SimulatedPlace.ALL.get(0)));
    for (int day = 0; day <= settings.days(); day++) {
      long epochDay = settings.from().toEpochDay() + day;
      Instant published = WholesaleMarket.publishedAt(epochDay);
      Instant knownAt =
          published.isBefore(settings.fromInstant()) ? settings.fromInstant() : published;
      market.day(epochDay, knownAt).forEach(files::add);
    }
    files.writeAll();
  }

  private static String line(Price price) {
    return price.market()
        + ','
        + price.start()
        + ','
        + price.lengthSeconds()
        + ','
        + price.currency()
        + ','
        + BigDecimal.valueOf(price.importMilliCentPerKwh(), 2)
        + ','
        + BigDecimal.valueOf(price.exportMilliCentPerKwh(), 2)
        + ','
        + BigDecimal.valueOf(price.carbonMilligramPerKwh(), 3)
        + ','
        + price.knownAt();
  }
}
