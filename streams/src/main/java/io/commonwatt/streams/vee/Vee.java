package io.commonwatt.streams.vee;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.series.PointState;
import io.commonwatt.streams.series.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Validation of a placement, a step at a time: intake, review, filling, then one row for each slot
 * that changed. Immutable; safe to share between threads that step different states.
 */
public final class Vee {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final Channel[] CHANNELS = Channel.values();

  private final VeeSettings settings;
  private final Directory directory;

  /**
   * Validation of the usage points of a registry.
   *
   * @throws IllegalArgumentException when a usage point's interval does not divide a day
   */
  public Vee(Registry registry, VeeSettings settings) {
    this.settings = settings;
    this.directory = new Directory(registry);
  }

  /**
   * Runs a step. Afterwards {@link Series#changes()} still tells what it changed; {@link #end} then
   * closes it.
   */
  public void step(
      PlacementState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    long today = dayOf(at);
    long firstDay = today - settings.memoryDays();
    for (PointState point : state.points().values()) {
      point.begin(firstDay);
    }
    Examination examination =
        new Examination(settings, directory, state.placement(), state.imports());
    take(inputs, new Intake(examination, state, at, firstDay, outputs));
    Estimator estimator = new Estimator();
    Review review = new Review(examination, estimator);
    Filling filling = new Filling(examination, estimator);
    Emission emission = new Emission(examination, state.imports(), at, outputs);
    for (Map.Entry<String, PointState> point : state.points().entrySet()) {
      MeteredPoint metered = directory.findPoint(point.getKey());
      for (Channel channel : CHANNELS) {
        Series series = point.getValue().findSeries(channel);
        if (series != null && metered != null) {
          checkInterval(metered, series);
          examination.turnTo(metered, point.getValue(), channel, series);
          review.run(today + 1);
          filling.run(at.getEpochSecond());
          emission.run();
        }
      }
    }
  }

  private static void take(List<Travelling> inputs, Intake intake) {
    for (int index = 0; index < inputs.size(); index++) {
      Travelling input = inputs.get(index);
      if (input instanceof RawReading reading) {
        intake.take(reading);
      } else if (input instanceof MeterEvent event) {
        intake.take(event);
      }
    }
  }

  private static void checkInterval(MeteredPoint metered, Series series) {
    if (metered.usagePoint().intervalSeconds() != series.lengthSeconds()) {
      throw new IllegalStateException(
          "State of usage point '"
              + metered.usagePoint().id()
              + "' was written for intervals of "
              + series.lengthSeconds()
              + " s, the community file says "
              + metered.usagePoint().intervalSeconds()
              + " s; start with an empty state directory");
    }
  }

  /** Closes a step: packs and forgets. */
  public void end(PlacementState state, Instant at) {
    long today = dayOf(at);
    long firstOldDay = today - settings.maxAge().toDays() - 2;
    for (PointState point : state.points().values()) {
      point.end(today, firstOldDay);
    }
    boolean firstOfDay =
        state.lastStep() != PlacementState.NO_STEP
            && Math.floorDiv(state.lastStep(), SECONDS_PER_DAY) != today;
    if (firstOfDay) {
      state.imports().dropBefore(today - settings.memoryDays());
    }
    state.lastStep(at.getEpochSecond());
  }

  private static long dayOf(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS_PER_DAY);
  }
}
