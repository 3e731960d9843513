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
import io.commonwatt.ledger.LedgerSettings;
import io.commonwatt.ledger.LedgerStep;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The whole pipeline in a plain loop, without an engine: the same steps that Flink and Kafka
 * Streams drive, in flow order, hour by hour. What it gives is what the stream must give. Not
 * thread-safe.
 */
public final class PlainRun {

  private static final Duration STEP = Duration.ofHours(1);

  private final List<String> communities;
  private final Consumer<Travelling> rows;
  private final StepDriver<?> validation;
  private final StepDriver<?> trainingRows;
  private final StepDriver<?> trainer;
  private final StepDriver<?> forecast;
  private final StepDriver<?> market;
  private final StepDriver<?> ledger;
  private final Set<Class<?>> replicated = new HashSet<>();

  /**
   * @param rows takes every record that a topic would hold, those of the door included
   */
  public PlainRun(
      Registry registry,
      VeeSettings vee,
      ForecastSettings forecasting,
      MarketSettings marketSettings,
      LedgerSettings ledgerSettings,
      Consumer<Travelling> rows) {
    this.communities = registry.listCommunities().stream().map(Community::id).toList();
    this.rows = rows;
    this.validation = new StepDriver<>(new ValidationStep(registry, vee));
    this.trainingRows = new StepDriver<>(new TrainingRowsStep(registry, forecasting));
    this.trainer = new StepDriver<>(new TrainerStep(forecasting));
    this.forecast = new StepDriver<>(new ForecastStep(registry));
    this.market = new StepDriver<>(new MarketStep(registry, marketSettings));
    this.ledger = new StepDriver<>(new LedgerStep(ledgerSettings));
    for (Topic<?> topic : Topics.listAll()) {
      if (topic.spread() == Topic.Spread.REPLICATED) {
        replicated.add(topic.type());
      }
    }
  }

  /**
   * Runs to the end of the records, and of the run, whichever is later.
   *
   * @param records ordered by {@code knownAt}
   * @param from start of the run
   * @param to end of the run
   */
  public void run(Iterator<Travelling> records, Instant from, Instant to) {
    Instant hour = ceilToHour(from);
    while (records.hasNext()) {
      Travelling next = records.next();
      while (next.knownAt().isAfter(hour)) {
        advance(hour);
        hour = hour.plus(STEP);
      }
      arrive(next);
    }
    Instant last = ceilToHour(to).isAfter(hour) ? ceilToHour(to) : hour;
    while (!hour.isAfter(last)) {
      advance(hour);
      hour = hour.plus(STEP);
    }
  }

  private void arrive(Travelling row) {
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
        market.file(community, row);
      }
    }
  }

  private void advance(Instant hour) {
    for (Travelling row : step(validation, hour)) {
      rows.accept(row);
      trainingRows.file(row);
      forecast.file(row);
      market.file(row);
    }
    for (Travelling row : step(trainingRows, hour)) {
      if (row instanceof TrainingRows) {
        trainer.file(row);
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
      market.file(row);
    }
    for (Travelling row : step(market, hour)) {
      rows.accept(row);
      ledger.file(row);
    }
    step(ledger, hour).forEach(rows);
  }

  private static List<Travelling> step(StepDriver<?> driver, Instant hour) {
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(hour, outputs::add);
    return outputs;
  }

  private static Instant ceilToHour(Instant time) {
    long hourMillis = STEP.toMillis();
    return Instant.ofEpochMilli(-Math.floorDiv(-time.toEpochMilli(), hourMillis) * hourMillis);
  }
}
