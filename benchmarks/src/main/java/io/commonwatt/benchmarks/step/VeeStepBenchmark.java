package io.commonwatt.benchmarks.step;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The validation step in the plain loop, one thread, no bytes. */
public final class VeeStepBenchmark implements Benchmark {

  @Override
  public String name() {
    return "vee-step";
  }

  @Override
  public String summary() {
    return "readings/s through the validation step in the plain loop, one thread";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 30);
  }

  @Override
  public Size full() {
    return Size.of(1000, 365);
  }

  @Override
  public Figure run(Size size) {
    Fleet fleet = new Fleet(size);
    StepDriver<?> driver =
        new StepDriver<>(new ValidationStep(fleet.registry(), VeeSettings.defaults()));
    long readings = 0;
    long[] outputs = {0};
    double seconds = 0;
    double codecSeconds = 0;
    for (long hour = 0; hour < fleet.hours(); hour++) {
      List<RawReading> known = new ArrayList<>();
      fleet.readings(hour, known::add);
      readings += known.size();
      Stopwatch codec = new Stopwatch();
      for (RawReading reading : known) {
        outputs[0] += Wire.decode(Wire.encode(reading)).equals(reading) ? 0 : 1;
      }
      codecSeconds += codec.seconds();
      Instant through = Fleet.FROM.plusSeconds((hour + 1) * 3_600);
      Stopwatch watch = new Stopwatch();
      known.forEach(driver::file);
      driver.advanceTo(through, output -> outputs[0]++);
      seconds += watch.seconds();
    }
    return new Figure(
        name(),
        readings / seconds,
        "readings/s",
        readings / codecSeconds,
        "Readings of "
            + size
            + " are filed and stepped hour by hour in StepDriver on one thread; making them is not"
            + " timed. Limit: the same readings encoded, decoded and compared on the same thread in"
            + " the same run.",
        Map.of("readings", (double) readings, "outputs", (double) outputs[0]));
  }
}
