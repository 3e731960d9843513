package io.commonwatt.contracts.weather;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * Weather measured at a place.
 *
 * @param temperatureC mean air temperature, °C
 * @param irradianceWPerM2 mean global horizontal irradiance, W/m²; NaN where it is not measured
 */
public record WeatherObserved(
    String place,
    Instant start,
    int lengthSeconds,
    double temperatureC,
    double irradianceWPerM2,
    Instant knownAt)
    implements Travelling {
  @Override
  public String key() {
    return place;
  }

  @Override
  public String placement() {
    return place;
  }

  @Override
  public String id() {
    return place + '|' + start + '|' + lengthSeconds;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
