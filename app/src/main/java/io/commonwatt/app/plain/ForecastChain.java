package io.commonwatt.app.plain;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.TrainingRows;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.forecasting.ForecastStep;
import io.commonwatt.forecasting.TrainerStep;
import io.commonwatt.forecasting.TrainingRowsStep;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The pipeline up to the market in a plain loop: readings are validated, models trained, forecasts
 * made, hour by hour. Not thread-safe.
 */
public final class ForecastChain {

  static final Duration STEP = Duration.ofHours(1);

  private final List<String> communities;
  private final Consumer<Travelling> rows;
  private final BiConsumer<String, Travelling> market;
  private final StepDriver<?> validation;
  private final StepDriver<?> trainingRows;
  private final StepDriver<?> trainer;
  private final StepDriver<?> forecast;
  private final Set<Class<?>> replicated = new HashSet<>();

  /**
   * A chain.
   *
   * @param rows takes every record that a topic would hold, those of the door included
   * @param market takes what the market of a placement reads
   */
  public ForecastChain(
      Registry registry,
      VeeSettings vee,
      ForecastSettings forecasting,
      Consumer<Travelling> rows,
      BiConsumer<String, Travelling> market) {
    this.communities = registry.listCommunities().stream().map(Community::id).toList();
    this.rows = rows;
    this.market = market;
    this.validation = new StepDriver<>(new ValidationStep(registry, vee));
    this.trainingRows = new StepDriver<>(new TrainingRowsStep(registry, forecasting));
    this.trainer = new StepDriver<>(new TrainerStep(forecasting));
    this.forecast = new StepDriver<>(new ForecastStep(registry, forecasting.nextHour()));
    for (Topic<?> topic : Topics.listAll()) {
      if (topic.spread() == Topic.Spread.REPLICATED) {
        replicated.add(topic.type());
      }
    }
  }

  /** Takes a record of the door. */
  public void arrive(Travelling row) {
    rows.accept(row);
    if (row instanceof RawReading
        || row instanceof MeterEvent
        || row instanceof RegisterReading
        || row instanceof ReadingEdit) {
      validation.file(row);
    } else if (replicated.contains(row.getClass())) {
      for (String community : communities) {
        trainingRows.file(community, row);
        forecast.file(community, row);
        market.accept(community, row);
      }
    }
  }

  /** Does the steps of an hour up to the market. */
  public void advance(Instant hour) {
    for (Travelling row : step(validation, hour)) {
      rows.accept(row);
      trainingRows.file(row);
      forecast.file(row);
      market.accept(row.placement(), row);
    }
    for (Travelling row : step(trainingRows, hour)) {
      if (row instanceof TrainingRows) {
        trainer.file(row);
      } else {
        rows.accept(row);
      }
    }
    for (Travelling row : step(trainer, hour)) {
      rows.accept(row);
      if (row instanceof ForecastModel) {
        for (String community : communities) {
          forecast.file(community, row);
        }
      }
    }
    for (Travelling row : step(forecast, hour)) {
      rows.accept(row);
      market.accept(row.placement(), row);
    }
  }

  static List<Travelling> step(StepDriver<?> driver, Instant hour) {
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(hour, outputs::add);
    return outputs;
  }

  /** The full hour at or after a time. */
  public static Instant ceilToHour(Instant time) {
    long hourMillis = STEP.toMillis();
    return Instant.ofEpochMilli(-Math.floorDiv(-time.toEpochMilli(), hourMillis) * hourMillis);
  }
}
