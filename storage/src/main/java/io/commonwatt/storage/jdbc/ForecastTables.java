package io.commonwatt.storage.jdbc;

import static io.commonwatt.wire.jdbc.Column.bytea;
import static io.commonwatt.wire.jdbc.Column.float4Array;
import static io.commonwatt.wire.jdbc.Column.float8;
import static io.commonwatt.wire.jdbc.Column.float8List;
import static io.commonwatt.wire.jdbc.Column.int4;
import static io.commonwatt.wire.jdbc.Column.int8;
import static io.commonwatt.wire.jdbc.Column.text;
import static io.commonwatt.wire.jdbc.Column.timestamp;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.wire.jdbc.TableMapping;
import java.util.List;

/** Models, forecasts, scores, scenarios, events. */
final class ForecastTables {

  static final TableMapping<ForecastModel> FORECAST_MODEL =
      TableMapping.of(
          Topics.FORECAST_MODEL.table(),
          List.of(
              text("segment", ForecastModel::segment),
              text("algorithm", ForecastModel::algorithm),
              timestamp("effective_from", ForecastModel::effectiveFrom)),
          List.of(
              timestamp("window_from", ForecastModel::windowFrom),
              timestamp("window_to", ForecastModel::windowTo),
              text("data_hash", ForecastModel::dataHash),
              text("feature_schema", ForecastModel::featureSchema),
              text("hyperparameters", ForecastModel::hyperparameters),
              int8("seed", ForecastModel::seed),
              int4("rows", ForecastModel::rows),
              bytea("payload", ForecastModel::payload),
              timestamp("known_at", ForecastModel::knownAt)),
          ForecastModel::version);

  static final TableMapping<Forecast> FORECAST =
      TableMapping.of(
          Topics.FORECAST.table(),
          List.of(
              text("kind", forecast -> forecast.kind().name()),
              text("owner", Forecast::owner),
              text("channel", forecast -> forecast.channel().code()),
              text("model", Forecast::model),
              timestamp("issued", Forecast::issued)),
          List.of(
              text("model_id", Forecast::modelId),
              text("feature_schema", Forecast::featureSchema),
              timestamp("trained_through", Forecast::trainedThrough),
              timestamp("start", Forecast::start),
              int4("step_seconds", Forecast::stepSeconds),
              float8List("levels", Forecast::levels),
              float4Array("quantiles_wh", Forecast::quantilesWh),
              timestamp("known_at", Forecast::knownAt),
              text("placement", Forecast::placement)),
          Forecast::version);

  static final TableMapping<ForecastScore> FORECAST_SCORE =
      TableMapping.of(
          Topics.FORECAST_SCORE.table(),
          List.of(
              text("kind", score -> score.kind().name()),
              text("owner", ForecastScore::owner),
              text("channel", score -> score.channel().code()),
              text("model", ForecastScore::model),
              timestamp("issued", ForecastScore::issued),
              int4("from_hours", ForecastScore::fromHours)),
          List.of(
              int4("to_hours", ForecastScore::toHours),
              int4("steps", ForecastScore::steps),
              float8("absolute_error_wh", ForecastScore::absoluteErrorWh),
              float8("pinball_wh", ForecastScore::pinballWh),
              int4("covered_steps", ForecastScore::coveredSteps),
              float8("scale_wh", ForecastScore::scaleWh),
              timestamp("known_at", ForecastScore::knownAt),
              text("placement", ForecastScore::placement)),
          ForecastScore::version);

  static final TableMapping<ForecastScenarios> FORECAST_SCENARIO =
      TableMapping.of(
          Topics.FORECAST_SCENARIOS.table(),
          List.of(
              text("kind", scenarios -> scenarios.kind().name()),
              text("owner", ForecastScenarios::owner),
              text("channel", scenarios -> scenarios.channel().code()),
              text("model", ForecastScenarios::model),
              timestamp("issued", ForecastScenarios::issued)),
          List.of(
              timestamp("start", ForecastScenarios::start),
              int4("step_seconds", ForecastScenarios::stepSeconds),
              int4("scenarios", ForecastScenarios::scenarios),
              bytea("ranks", ForecastScenarios::ranks),
              float8("greatest_wh", ForecastScenarios::greatestWh),
              int8("seed", ForecastScenarios::seed),
              timestamp("known_at", ForecastScenarios::knownAt),
              text("placement", ForecastScenarios::placement)),
          ForecastScenarios::version);

  static final TableMapping<ForecastEvent> FORECAST_EVENT =
      TableMapping.of(
          Topics.FORECAST_EVENT.table(),
          List.of(
              text("placement", ForecastEvent::placement),
              text("kind", event -> event.kind().name()),
              text("subject", ForecastEvent::subject),
              text("segment", ForecastEvent::segment),
              timestamp("known_at", ForecastEvent::knownAt)),
          List.of(
              float8("value", ForecastEvent::value),
              float8("threshold", ForecastEvent::threshold),
              text("remark", ForecastEvent::remark)),
          ForecastEvent::version);

  private ForecastTables() {}
}
