package io.commonwatt.forecasting.flink;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.forecasting.ForecastStep;
import io.commonwatt.forecasting.TrainerStep;
import io.commonwatt.forecasting.TrainingRowsStep;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import io.commonwatt.wire.flink.Placed;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Readings, sums, weather and prices in; forecasts, models and scores out. Training rows go from
 * the placements to the trainer of their segment, its models back to every placement, inside the
 * job.
 */
public final class ForecastJob {

  /** Name of the stage: writer of the progress of its topics. */
  public static final String STAGE = "forecasting";

  /** What it reads. */
  public static final List<Topic<?>> INPUTS =
      List.of(
          Topics.VALIDATED_READING,
          Topics.AGGREGATED_MEASURE,
          Topics.WEATHER_OBSERVED,
          Topics.WEATHER_FORECAST,
          Topics.PRICE);

  /** What it writes. */
  public static final List<Topic<?>> OUTPUTS =
      List.of(
          Topics.FORECAST,
          Topics.FORECAST_MODEL,
          Topics.FORECAST_SCORE,
          Topics.FORECAST_SCENARIOS,
          Topics.FORECAST_EVENT);

  private ForecastJob() {}

  /** Adds the job to an environment. */
  public static void build(
      StreamExecutionEnvironment env,
      WireSettings wire,
      Registry registry,
      ForecastSettings settings) {
    List<String> placements = registry.listPlacements();
    DataStream<Placed> known = Jobs.read(env, wire, "forecast-input", INPUTS, placements);
    DataStream<Travelling> rows = Jobs.step(known, new TrainingRowsStep(registry, settings));
    DataStream<Travelling> drifts = Jobs.only(rows, ForecastEvent.class);
    DataStream<Travelling> trained =
        Jobs.step(Jobs.place(Jobs.only(rows, TrainingRows.class)), new TrainerStep(settings));
    DataStream<Travelling> models = Jobs.only(trained, ForecastModel.class);
    DataStream<Travelling> forecasts =
        Jobs.step(
            known.union(Jobs.fanOut(models, placements)),
            new ForecastStep(registry, settings.nextHour()));
    Jobs.write(forecasts.union(trained, drifts), wire, STAGE, OUTPUTS);
  }
}
