package io.commonwatt.ingestion.door.folder;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The part of a folder a run asks for: what is about its time and becomes known until an hour after
 * it, of its meters. Prices published before that hold in it are known at its start.
 *
 * @param whole whether all of the folder's time is asked for
 */
record ReadWindow(Instant from, Instant to, boolean whole, Set<String> metersLeftOut) {

  private static final Duration STRAGGLERS = Duration.ofHours(1);

  /** The record as it belongs to the run, or null when it does not. */
  Travelling cut(Travelling record) {
    if (record instanceof RawReading reading) {
      return metersLeftOut.contains(reading.meter()) ? null : since(reading.start(), record);
    }
    if (record instanceof MeterEvent event) {
      return metersLeftOut.contains(event.meter()) ? null : since(event.at(), record);
    }
    if (whole) {
      return record;
    }
    if (record instanceof WeatherObserved observed) {
      return since(observed.start(), record);
    }
    if (record instanceof WeatherForecast forecast) {
      return since(forecast.issued(), record);
    }
    if (record instanceof Price price) {
      Instant end = price.start().plusSeconds(price.lengthSeconds());
      return end.isAfter(from) ? since(from, known(price)) : null;
    }
    return since(record.knownAt(), record);
  }

  private Travelling since(Instant about, Travelling record) {
    if (whole) {
      return record;
    }
    Instant known = record.knownAt();
    boolean inside =
        !about.isBefore(from) && !known.isBefore(from) && known.isBefore(to.plus(STRAGGLERS));
    return inside ? record : null;
  }

  private Price known(Price price) {
    if (!price.knownAt().isBefore(from)) {
      return price;
    }
    return new Price(
        price.market(),
        price.start(),
        price.lengthSeconds(),
        price.currency(),
        price.importMilliCentPerKwh(),
        price.exportMilliCentPerKwh(),
        price.carbonMilligramPerKwh(),
        from);
  }
}
