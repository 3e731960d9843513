package io.commonwatt.contracts;

import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.dispatch.ControlAction;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Completeness;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.registry.RegistryEntry;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The topic catalogue. Partition count and placement are fixed here, independent of parallelism.
 */
public final class Topics {

  /** Partitions of every topic, unless a deployment sets another number, once. */
  public static final int DEFAULT_PARTITIONS = 8;

  public static final Topic<RegistryEntry> USAGE_POINT = registry("registry.usage-point.v1");
  public static final Topic<RegistryEntry> METER_INSTALLATION =
      registry("registry.meter-installation.v1");
  public static final Topic<RegistryEntry> MEMBER = registry("registry.member.v1");
  public static final Topic<RegistryEntry> RESOURCE = registry("registry.resource.v1");
  public static final Topic<RegistryEntry> TARIFF = registry("registry.tariff.v1");

  public static final Topic<RawReading> RAW_READING =
      placed("meter.reading.raw.v1", RawReading.class);
  public static final Topic<MeterEvent> METER_EVENT = placed("meter.event.v1", MeterEvent.class);
  public static final Topic<RegisterReading> RAW_REGISTER =
      placed("meter.register.raw.v1", RegisterReading.class);
  public static final Topic<ReadingEdit> READING_EDIT =
      placed("meter.reading.edit.v1", ReadingEdit.class);
  public static final Topic<ValidatedReading> VALIDATED_READING =
      placed("meter.reading.validated.v1", ValidatedReading.class);
  public static final Topic<ReadingException> READING_EXCEPTION =
      placed("meter.reading.exception.v1", ReadingException.class);
  public static final Topic<Completeness> COMPLETENESS =
      placed("meter.completeness.v1", Completeness.class);
  public static final Topic<Rejection>
      REJECTED = // Written by the doors and by the validation stage.
      new Topic<>("platform.rejected.v1", Rejection.class, Spread.PLACED, false, 2);
  public static final Topic<Import> IMPORT =
      new Topic<>("platform.import.v1", Import.class, Spread.PLACED, true, 1);
  public static final Topic<DeviceTelemetry> DEVICE_TELEMETRY =
      placed("device.telemetry.v1", DeviceTelemetry.class);
  public static final Topic<WeatherObserved> WEATHER_OBSERVED =
      replicated("weather.observed.v1", WeatherObserved.class);
  public static final Topic<WeatherForecast> WEATHER_FORECAST =
      replicated("weather.forecast.v1", WeatherForecast.class);
  public static final Topic<Price> PRICE = replicated("price.v1", Price.class);
  public static final Topic<AggregatedMeasure> AGGREGATED_MEASURE =
      placed("grid.aggregated-measure.v1", AggregatedMeasure.class);
  public static final Topic<ForecastModel> FORECAST_MODEL =
      placed("forecast.model.v1", ForecastModel.class);
  public static final Topic<Forecast> FORECAST = placed("forecast.v1", Forecast.class);
  public static final Topic<ForecastScore> FORECAST_SCORE =
      placed("forecast.score.v1", ForecastScore.class);
  public static final Topic<ForecastScenarios> FORECAST_SCENARIOS =
      placed("forecast.scenario.v1", ForecastScenarios.class);
  public static final Topic<ForecastEvent> FORECAST_EVENT =
      placed("forecast.event.v1", ForecastEvent.class);
  public static final Topic<Schedule> SCHEDULE = placed("dispatch.schedule.v1", Schedule.class);
  public static final Topic<ControlAction> CONTROL =
      placed("dispatch.control.v1", ControlAction.class);
  public static final Topic<MarketOrder> ORDER = placed("market.order.v1", MarketOrder.class);
  public static final Topic<MarketMessage> MESSAGE =
      placed("market.message.v1", MarketMessage.class);
  public static final Topic<Clearing> CLEARING = placed("market.clearing.v1", Clearing.class);
  public static final Topic<Settlement> SETTLEMENT =
      placed("market.settlement.v1", Settlement.class);
  public static final Topic<LedgerEntry> LEDGER_ENTRY =
      placed("ledger.entry.v1", LedgerEntry.class);

  private static final List<Topic<?>> ALL =
      List.of(
          USAGE_POINT,
          METER_INSTALLATION,
          MEMBER,
          RESOURCE,
          TARIFF,
          RAW_READING,
          METER_EVENT,
          RAW_REGISTER,
          READING_EDIT,
          VALIDATED_READING,
          READING_EXCEPTION,
          COMPLETENESS,
          REJECTED,
          IMPORT,
          DEVICE_TELEMETRY,
          WEATHER_OBSERVED,
          WEATHER_FORECAST,
          PRICE,
          AGGREGATED_MEASURE,
          FORECAST_MODEL,
          FORECAST,
          FORECAST_SCORE,
          FORECAST_SCENARIOS,
          FORECAST_EVENT,
          SCHEDULE,
          CONTROL,
          ORDER,
          MESSAGE,
          CLEARING,
          SETTLEMENT,
          LEDGER_ENTRY);

  private Topics() {}

  /** Every topic, in flow order. */
  public static List<Topic<?>> listAll() {
    return ALL;
  }

  /**
   * The topic of that name.
   *
   * @throws NoSuchElementException when the catalogue has none
   */
  public static Topic<?> getByName(String name) {
    for (Topic<?> topic : ALL) {
      if (topic.name().equals(name)) {
        return topic;
      }
    }
    throw new NoSuchElementException("No topic named '" + name + "' in the catalogue");
  }

  private static Topic<RegistryEntry> registry(String name) {
    return new Topic<>(name, RegistryEntry.class, Spread.PLACED, true, 1);
  }

  private static <T extends Travelling> Topic<T> placed(String name, Class<T> type) {
    return new Topic<>(name, type, Spread.PLACED, false, 1);
  }

  private static <T extends Travelling> Topic<T> replicated(String name, Class<T> type) {
    return new Topic<>(name, type, Spread.REPLICATED, false, 1);
  }
}
