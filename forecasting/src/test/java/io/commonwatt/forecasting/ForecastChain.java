package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The three steps in flow order, driven by the plain loop; counts the processor time of each. */
public final class ForecastChain {

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final List<String> placements;
  private final StepDriver<?> rows;
  private final StepDriver<?> trainer;
  private final StepDriver<?> forecast;
  private long rowsNanos;
  private long trainerNanos;
  private long forecastNanos;
  private int trainings;

  public ForecastChain(Registry registry, ForecastSettings settings) {
    this(registry, settings, UnaryOperator.identity());
  }

  /**
   * @param around wraps each step before it is driven
   */
  ForecastChain(Registry registry, ForecastSettings settings, UnaryOperator<Step<?>> around) {
    this(registry, settings, new TrainerStep(settings), around);
  }

  ForecastChain(
      Registry registry,
      ForecastSettings settings,
      TrainerStep training,
      UnaryOperator<Step<?>> around) {
    placements = registry.listPlacements();
    rows = new StepDriver<>(around.apply(new TrainingRowsStep(registry, settings)));
    trainer = new StepDriver<>(around.apply(training));
    forecast = new StepDriver<>(around.apply(new ForecastStep(registry, settings.nextHour())));
  }

  /** Files inputs as they become known and runs every hour; gives what leaves the job. */
  public void run(
      List<? extends Travelling> inputs, Instant from, Instant to, Consumer<Travelling> out) {
    List<Travelling> sorted = new ArrayList<>(inputs);
    sorted.sort(Comparator.comparing(Travelling::knownAt));
    int next = 0;
    for (Instant at = from; !at.isAfter(to); at = at.plus(Duration.ofHours(1))) {
      while (next < sorted.size() && !sorted.get(next).knownAt().isAfter(at)) {
        file(sorted.get(next++));
      }
      advance(at, out);
    }
  }

  /** Files a record where it belongs; weather and prices at every placement. */
  void file(Travelling input) {
    boolean everywhere =
        input instanceof WeatherObserved
            || input instanceof WeatherForecast
            || input instanceof Price;
    for (String placement : everywhere ? placements : List.of(input.placement())) {
      rows.file(placement, input);
      forecast.file(placement, input);
    }
  }

  /** Runs all three steps up to a time. */
  void advance(Instant at, Consumer<Travelling> out) {
    long start = CPU.getCurrentThreadCpuTime();
    rows.advanceTo(
        at,
        record -> {
          if (record instanceof ForecastEvent) {
            out.accept(record);
          } else {
            trainer.file(record);
          }
        });
    long afterRows = CPU.getCurrentThreadCpuTime();
    List<Travelling> models = new ArrayList<>();
    trainer.advanceTo(at, models::add);
    long afterTrainer = CPU.getCurrentThreadCpuTime();
    for (Travelling model : models) {
      if (model instanceof ForecastModel) {
        placements.forEach(placement -> forecast.file(placement, model));
      }
      out.accept(model);
    }
    forecast.advanceTo(at, out);
    rowsNanos += afterRows - start;
    trainerNanos += afterTrainer - afterRows;
    forecastNanos += CPU.getCurrentThreadCpuTime() - afterTrainer;
    trainings += models.size();
  }

  /** Processor time so far. */
  public String costs() {
    return String.format(
        "processor seconds: rows %.1f, %d trainings %.1f, forecasts and scores %.1f",
        rowsNanos / 1e9, trainings, trainerNanos / 1e9, forecastNanos / 1e9);
  }
}
