package io.commonwatt.contracts.weather;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.List;

/**
 * A weather forecast for a place.
 *
 * @param issued issue time
 * @param start start of the first step
 * @param stepSeconds length of a step, s
 * @param temperatureC mean air temperature per step, °C
 * @param irradianceWPerM2 mean global horizontal irradiance per step, W/m²; empty where not
 *     forecast
 */
public record WeatherForecast(
    String place,
    Instant issued,
    Instant start,
    int stepSeconds,
    List<Double> temperatureC,
    List<Double> irradianceWPerM2,
    Instant knownAt)
    implements Travelling {
  public WeatherForecast {
    temperatureC = List.copyOf(temperatureC);
    irradianceWPerM2 = List.copyOf(irradianceWPerM2);
  }

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
    return place + '|' + issued;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
