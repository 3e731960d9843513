package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.TrainingRows;
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

/** The three steps in flow order, driven by the plain loop. */
final class ForecastChain {

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final List<String> placements;
  private final StepDriver<TrainingRowsState> rows;
  private final StepDriver<TrainerStep.Idle> trainer;
  private final StepDriver<ForecastState> forecast;
  long trainingNanos;
  long forecastNanos;
  long rowsNanos;
  int trainings;

  ForecastChain(Registry registry, ForecastSettings settings) {
    placements = registry.listPlacements();
    rows = new StepDriver<>(new TrainingRowsStep(registry, settings));
    trainer = new StepDriver<>(new TrainerStep(settings));
    forecast = new StepDriver<>(new ForecastStep(registry));
  }

  /** Files inputs as they become known and runs every hour; gives what leaves the job. */
  void run(List<? extends Travelling> inputs, Instant from, Instant to, Consumer<Travelling> out) {
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

  void file(Travelling input) {
    boolean everywhere = input instanceof WeatherObserved || input instanceof WeatherForecast;
    for (String placement : everywhere ? placements : List.of(input.placement())) {
      rows.file(placement, input);
      forecast.file(placement, input);
    }
  }

  void advance(Instant at, Consumer<Travelling> out) {
    long start = CPU.getCurrentThreadCpuTime();
    List<Travelling> handed = new ArrayList<>();
    rows.advanceTo(at, handed::add);
    rowsNanos += CPU.getCurrentThreadCpuTime() - start;
    start = CPU.getCurrentThreadCpuTime();
    for (Travelling each : handed) {
      trainer.file(((TrainingRows) each));
    }
    List<Travelling> models = new ArrayList<>();
    trainer.advanceTo(at, models::add);
    trainings += models.size();
    trainingNanos += CPU.getCurrentThreadCpuTime() - start;
    for (Travelling model : models) {
      for (String placement : placements) {
        forecast.file(placement, (ForecastModel) model);
      }
      out.accept(model);
    }
    start = CPU.getCurrentThreadCpuTime();
    forecast.advanceTo(at, out);
    forecastNanos += CPU.getCurrentThreadCpuTime() - start;
  }

  ForecastState forecastState(String placement) {
    return forecast.state(placement);
  }

  TrainingRowsState rowsState(String placement) {
    return rows.state(placement);
  }
}
