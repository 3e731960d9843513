package io.commonwatt.streams.vee;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.RegisterReading;
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

  /** Consumption last: it is held against the others. */
  private static final Channel[] CHANNELS = {
    Channel.GENERATION, Channel.IMPORT, Channel.EXPORT, Channel.CONSUMPTION
  };

  private final VeeSettings settings;
  private final Directory directory;

  /**
   * Validation of the usage points of a registry.
   *
   * @throws IllegalArgumentException when a usage point's interval does not divide a day
   */
  public Vee(Registry registry, VeeSettings settings) {
    this.settings = settings;
    this.directory = new Directory(registry, settings);
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
    Scaling scaling = new Scaling(examination, estimator);
    Warnings warnings = new Warnings(examination, at, outputs);
    Emission emission = new Emission(examination, state.imports(), at, outputs);
    for (Map.Entry<String, PointState> point : state.points().entrySet()) {
      MeteredPoint metered = directory.findPoint(point.getKey());
      for (Channel channel : CHANNELS) {
        Series series = point.getValue().findSeries(channel);
        if (series != null && metered != null) {
          checkInterval(metered, series);
          examination.turnTo(metered, point.getValue(), channel, series);
          review.run(today + 1, firstElsewhere(metered, point.getValue(), channel));
          filling.run(at.getEpochSecond());
          scaling.run();
          series.settleChanges();
          warnings.run(review.balances());
          emission.run();
        }
      }
    }
  }

  /** First slot that changed in the channels which the consumption is held against. */
  private static long firstElsewhere(MeteredPoint metered, PointState point, Channel channel) {
    long first = Long.MAX_VALUE;
    if (channel == Channel.CONSUMPTION && metered.hasChannelSum()) {
      for (Channel other : CHANNELS) {
        Series series = point.findSeries(other);
        if (series != null && series.changes().size() > 0) {
          first = Math.min(first, series.changes().slot(0));
        }
      }
    }
    return first;
  }

  private static void take(List<Travelling> inputs, Intake intake) {
    for (int index = 0; index < inputs.size(); index++) {
      Travelling input = inputs.get(index);
      if (input instanceof RawReading reading) {
        intake.take(reading);
      } else if (input instanceof MeterEvent event) {
        intake.take(event);
      } else if (input instanceof RegisterReading register) {
        intake.take(register);
      } else if (input instanceof ReadingEdit edit) {
        intake.take(edit);
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
      point.end(firstOldDay);
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
