package io.commonwatt.market.flink;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.DispatchStep;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import io.commonwatt.wire.flink.Placed;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Readings, forecasts, prices and telemetry in; schedules, orders, messages, clearings and
 * settlements of every strategy out. Beside the market, and fed with its clearings, an operator of
 * its own controls the stores: schedules and control actions.
 */
public final class MarketJob {

  /** Name of the stage: writer of the progress of its topics. */
  public static final String STAGE = "market";

  static final List<Topic<?>> INPUTS =
      List.of(
          Topics.VALIDATED_READING,
          Topics.FORECAST,
          Topics.FORECAST_SCENARIOS,
          Topics.PRICE,
          Topics.DEVICE_TELEMETRY);

  static final List<Topic<?>> OUTPUTS =
      List.of(
          Topics.SCHEDULE,
          Topics.CONTROL,
          Topics.ORDER,
          Topics.MESSAGE,
          Topics.CLEARING,
          Topics.SETTLEMENT);

  private MarketJob() {}

  /** Weather is read only where a building is kept warm. */
  private static List<Topic<?>> inputs(boolean weather) {
    List<Topic<?>> topics = new ArrayList<>(INPUTS);
    if (weather) {
      topics.add(Topics.WEATHER_OBSERVED);
      topics.add(Topics.WEATHER_FORECAST);
    }
    return topics;
  }

  private static boolean isForMarket(Travelling record) {
    return !(record instanceof ForecastScenarios
        || record instanceof WeatherForecast
        || record instanceof WeatherObserved);
  }

  /** Adds the job to an environment. */
  public static void build(
      StreamExecutionEnvironment env,
      WireSettings wire,
      Registry registry,
      MarketSettings settings,
      ControlSettings control) {
    List<String> communities = registry.listCommunities().stream().map(Community::id).toList();
    DispatchStep dispatch = new DispatchStep(registry, control);
    DataStream<Placed> known =
        Jobs.read(env, wire, "market-input", inputs(dispatch.readsWeather()), communities);
    DataStream<Travelling> market =
        Jobs.step(
            Jobs.where(known, "for-market", placed -> isForMarket(placed.record())),
            new MarketStep(registry, settings));
    DataStream<Travelling> controlled =
        Jobs.step(
            Jobs.where(known, "for-dispatch", placed -> dispatch.reads(placed.record()))
                .union(Jobs.place(Jobs.only(market, Clearing.class))),
            dispatch);
    Jobs.write(market.union(controlled), wire, STAGE, OUTPUTS);
  }
}
