package io.commonwatt.storage.jdbc;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.jdbc.TableMapping;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of every topic of the catalogue. Thread-safe. */
public final class Tables {

  private static final Map<String, TableMapping<?>> BY_TOPIC = new LinkedHashMap<>();

  static {
    add(Topics.USAGE_POINT, RegistryTables.of(Topics.USAGE_POINT));
    add(Topics.METER_INSTALLATION, RegistryTables.of(Topics.METER_INSTALLATION));
    add(Topics.MEMBER, RegistryTables.of(Topics.MEMBER));
    add(Topics.RESOURCE, RegistryTables.of(Topics.RESOURCE));
    add(Topics.TARIFF, RegistryTables.of(Topics.TARIFF));
    add(Topics.RAW_READING, ReadingTables.RAW_READING);
    add(Topics.METER_EVENT, ReadingTables.METER_EVENT);
    add(Topics.RAW_REGISTER, ReadingTables.RAW_REGISTER);
    add(Topics.READING_EDIT, ReadingTables.READING_EDIT);
    add(Topics.VALIDATED_READING, ReadingTables.VALIDATED_READING);
    add(Topics.READING_EXCEPTION, ReadingTables.READING_EXCEPTION);
    add(Topics.COMPLETENESS, ReadingTables.COMPLETENESS);
    add(Topics.REJECTED, ReadingTables.REJECTED);
    add(Topics.IMPORT, ReadingTables.IMPORT);
    add(Topics.DEVICE_TELEMETRY, SurroundingTables.DEVICE_TELEMETRY);
    add(Topics.WEATHER_OBSERVED, SurroundingTables.WEATHER_OBSERVED);
    add(Topics.WEATHER_FORECAST, SurroundingTables.WEATHER_FORECAST);
    add(Topics.PRICE, SurroundingTables.PRICE);
    add(Topics.AGGREGATED_MEASURE, ReadingTables.AGGREGATED_MEASURE);
    add(Topics.FORECAST_MODEL, ForecastTables.FORECAST_MODEL);
    add(Topics.FORECAST, ForecastTables.FORECAST);
    add(Topics.FORECAST_SCORE, ForecastTables.FORECAST_SCORE);
    add(Topics.FORECAST_SCENARIOS, ForecastTables.FORECAST_SCENARIO);
    add(Topics.FORECAST_EVENT, ForecastTables.FORECAST_EVENT);
    add(Topics.SCHEDULE, DispatchTables.SCHEDULE);
    add(Topics.CONTROL, DispatchTables.CONTROL);
    add(Topics.ORDER, DispatchTables.ORDER);
    add(Topics.MESSAGE, DispatchTables.MESSAGE);
    add(Topics.CLEARING, SettlementTables.CLEARING);
    add(Topics.SETTLEMENT, SettlementTables.SETTLEMENT);
    add(Topics.LEDGER_ENTRY, SettlementTables.LEDGER_ENTRY);
  }

  private Tables() {}

  /**
   * The table of a topic.
   *
   * @throws IllegalStateException when the topic has none: it was added to the catalogue alone
   */
  @SuppressWarnings("unchecked") // add() pairs a topic with a table of its type.
  public static <T extends Travelling> TableMapping<T> of(Topic<T> topic) {
    TableMapping<?> table = BY_TOPIC.get(topic.name());
    if (table == null) {
      throw new IllegalStateException(
          "Topic '" + topic.name() + "' has no table; add it to Tables and write a migration");
    }
    return (TableMapping<T>) table;
  }

  private static <T extends Travelling> void add(Topic<T> topic, TableMapping<T> table) {
    BY_TOPIC.put(topic.name(), table);
  }
}
