package io.commonwatt.storage.jdbc;

import static io.commonwatt.wire.jdbc.Column.float8;
import static io.commonwatt.wire.jdbc.Column.float8List;
import static io.commonwatt.wire.jdbc.Column.int4;
import static io.commonwatt.wire.jdbc.Column.int8;
import static io.commonwatt.wire.jdbc.Column.text;
import static io.commonwatt.wire.jdbc.Column.timestamp;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.wire.jdbc.TableMapping;
import java.util.List;

/** What surrounds the meters: devices, weather, prices. */
final class SurroundingTables {

  static final TableMapping<DeviceTelemetry> DEVICE_TELEMETRY =
      TableMapping.of(
          Topics.DEVICE_TELEMETRY.table(),
          List.of(
              text("resource", DeviceTelemetry::resource), timestamp("at", DeviceTelemetry::at)),
          List.of(
              float8("power_kw", DeviceTelemetry::powerKw),
              float8("state_of_charge_kwh", DeviceTelemetry::stateOfChargeKwh),
              timestamp("known_at", DeviceTelemetry::knownAt),
              text("placement", DeviceTelemetry::placement)),
          DeviceTelemetry::version);

  static final TableMapping<WeatherObserved> WEATHER_OBSERVED =
      TableMapping.of(
          Topics.WEATHER_OBSERVED.table(),
          List.of(
              text("place", WeatherObserved::place),
              timestamp("start", WeatherObserved::start),
              int4("length_seconds", WeatherObserved::lengthSeconds)),
          List.of(
              float8("temperature_c", WeatherObserved::temperatureC),
              float8("irradiance_w_per_m2", WeatherObserved::irradianceWPerM2),
              timestamp("known_at", WeatherObserved::knownAt)),
          WeatherObserved::version);

  static final TableMapping<WeatherForecast> WEATHER_FORECAST =
      TableMapping.of(
          Topics.WEATHER_FORECAST.table(),
          List.of(
              text("place", WeatherForecast::place), timestamp("issued", WeatherForecast::issued)),
          List.of(
              timestamp("start", WeatherForecast::start),
              int4("step_seconds", WeatherForecast::stepSeconds),
              float8List("temperature_c", WeatherForecast::temperatureC),
              float8List("irradiance_w_per_m2", WeatherForecast::irradianceWPerM2),
              timestamp("known_at", WeatherForecast::knownAt)),
          WeatherForecast::version);

  static final TableMapping<Price> PRICE =
      TableMapping.of(
          Topics.PRICE.table(),
          List.of(
              text("market", Price::market),
              timestamp("start", Price::start),
              int4("length_seconds", Price::lengthSeconds)),
          List.of(
              text("currency", Price::currency),
              int8("import_milli_cent_per_kwh", Price::importMilliCentPerKwh),
              int8("export_milli_cent_per_kwh", Price::exportMilliCentPerKwh),
              int8("carbon_milligram_per_kwh", Price::carbonMilligramPerKwh),
              timestamp("known_at", Price::knownAt)),
          Price::version);

  private SurroundingTables() {}
}
