package io.commonwatt.ingestion.door.folder;

import java.util.List;

/** What files of a subfolder hold. The last column is always the time of arrival. */
enum FileKind {
  READINGS(
      "readings", "meter", "channel", "start", "interval_seconds", "value", "unit", "received_at"),
  EVENTS("events", "meter", "type", "at", "received_at"),
  WEATHER_OBSERVED(
      "weather/observed",
      "place",
      "start",
      "interval_seconds",
      "temperature_c",
      "irradiance_w_per_m2",
      "received_at"),
  WEATHER_FORECAST(
      "weather/forecast",
      "place",
      "issued",
      "start",
      "step_seconds",
      "temperature_c",
      "irradiance_w_per_m2",
      "received_at"),
  PRICES(
      "prices",
      "market",
      "start",
      "interval_seconds",
      "currency",
      "import_per_mwh",
      "export_per_mwh",
      "carbon_g_per_kwh",
      "received_at");

  private final String folder;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> columns;

  FileKind(String folder, String... columns) {
    this.folder = folder;
    this.columns = List.of(columns);
  }

  String folder() {
    return folder;
  }

  List<String> columns() {
    return columns;
  }

  int receivedAtColumn() {
    return columns.size() - 1;
  }
}
