package io.commonwatt.streams.vee;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.streams.series.Edits;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.series.PointState;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.vee.VeeRule.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * First half of a step: rejects, or files each reading and event into the state of its usage point.
 * Made for one step; not thread-safe.
 */
final class Intake {
  private static final String STAGE = "validation";
  private static final VeeRule[] REJECTING = Rules.listOf(Kind.REJECTS);
  private static final VeeRule DUPLICATE = new DuplicateRule();
  private static final SupersededRule SUPERSEDED = new SupersededRule();
  private static final VeeRule TIME_TOLERANCE = new TimeToleranceRule();

  private final Examination examination;
  private final PlacementState state;
  private final Instant at;
  private final long firstDay;
  private final Consumer<Travelling> outputs;
  private final Attribution attribution;

  Intake(
      Examination examination,
      PlacementState state,
      Instant at,
      long firstDay,
      Consumer<Travelling> outputs) {
    this.examination = examination;
    this.state = state;
    this.at = at;
    this.firstDay = firstDay;
    this.outputs = outputs;
    this.attribution =
        new Attribution(examination.settings, examination.directory, state.placement());
  }

  void take(RawReading reading) {
    examination.begin(reading);
    for (VeeRule rule : REJECTING) {
      if (rule.speaks(examination)) {
        outputs.accept(
            new Rejection(
                reading.source(),
                STAGE,
                rule.name(),
                rule.detail(examination),
                reading.id(),
                true,
                ReceivedText.of(reading),
                at,
                state.placement()));
        return;
      }
    }
    file(reading);
  }

  private void file(RawReading reading) {
    PointState point = pointOf(examination.point);
    Series series = seriesOf(point, reading.channel(), reading.lengthSeconds());
    long slot = series.slotOf(reading.start().getEpochSecond() + reading.lengthSeconds() / 2);
    examination.state = point;
    examination.series = series;
    examination.slot = slot;
    if (DUPLICATE.speaks(examination)) {
      except(DUPLICATE, Fate.DUPLICATE, reading.meter(), reading.id());
      return;
    }
    if (SUPERSEDED.speaks(examination)) {
      if (SupersededRule.isOutranked(examination)) {
        except(SUPERSEDED, Fate.SUPERSEDED, reading.meter(), reading.id());
        return;
      }
      boolean forgotten = SupersededRule.isOutOfMemory(examination);
      String earlier = forgotten ? "" : series.rawId(slot, state.imports());
      except(SUPERSEDED, Fate.SUPERSEDED, reading.meter(), earlier);
    }
    int importIndex =
        state.imports().hold(reading.importId(), reading.source(), series.dayOf(slot));
    int flags = TIME_TOLERANCE.speaks(examination) ? Flags.TIME_TOLERANCE : 0;
    series.accept(slot, examination.rawWh, flags, importIndex, reading.sequence());
  }

  private void except(VeeRule rule, Fate fate, String meter, String rawId) {
    outputs.accept(
        Row.exception(examination, rule.name(), fate, rule.detail(examination), meter, rawId, at));
  }

  private PointState pointOf(MeteredPoint point) {
    String id = point.usagePoint().id();
    PointState known = state.points().get(id);
    if (known == null) {
      known = new PointState();
      known.begin(firstDay);
      state.points().put(id, known);
    }
    return known;
  }

  private Series seriesOf(PointState point, Channel channel, int lengthSeconds) {
    Series known = point.findSeries(channel);
    if (known == null) {
      known = new Series(lengthSeconds, examination.settings.memoryDays());
      known.begin(firstDay);
      point.addSeries(channel, known);
    }
    return known;
  }

  void take(MeterEvent event) {
    MeteredPoint point = attribute(event);
    long second = event.at().getEpochSecond();
    if (point == null || Math.floorDiv(second, 86_400L) < firstDay) {
      return;
    }
    switch (event.type()) {
      case POWER_FAIL, POWER_RESTORE -> {
        boolean restore = event.type() == MeterEvent.Type.POWER_RESTORE;
        pointOf(point).addOutage(second, restore);
      }
      case CLOCK_SET -> {
        PointState known = pointOf(point);
        if (known.addClockSet(second)) {
          known.eventsChanged(second);
        }
      }
      case TAMPER, METER_EXCHANGED -> {
        // Told to the work list and the registry, not to intervals.
      }
    }
  }

  /** The usage point of an event; null when it was rejected. */
  private MeteredPoint attribute(MeterEvent event) {
    MeteredPoint point = attribution.find(event.meter(), event.at(), event.knownAt());
    if (point == null) {
      reject(event, attribution.rule(), attribution.why());
    }
    return point;
  }

  void take(RegisterReading reading) {
    MeteredPoint point = attribution.find(reading.meter(), reading.at(), reading.knownAt());
    if (point != null && !point.usagePoint().channels().contains(reading.channel())) {
      attribution.refuse(
          "channel-not-metered",
          "counts " + reading.channel().code() + ", which its usage point does not meter");
      point = null;
    }
    if (point == null) {
      outputs.accept(
          new Rejection(
              reading.source(),
              STAGE,
              attribution.rule(),
              "Meter '"
                  + reading.meter()
                  + "' of register "
                  + reading.register()
                  + " "
                  + attribution.why(),
              "register " + reading.id(),
              false,
              ReceivedText.of(reading),
              at,
              state.placement()));
      return;
    }
    if (Math.floorDiv(reading.at().getEpochSecond(), 86_400L) < firstDay) {
      return;
    }
    int seconds = point.usagePoint().intervalSeconds();
    Series series = seriesOf(pointOf(point), reading.channel(), seconds);
    double limit = RangeRule.limitKw(point) / 3.6 / attribution.multiplier();
    int power = Math.max(0, reading.powerOfTen());
    series
        .registersToAdd()
        .add(
            reading.meter(),
            reading.register(),
            reading.at().getEpochSecond(),
            wattHours(reading.mantissa(), reading.powerOfTen()),
            (long) StrictMath.pow(10, power),
            limit);
  }

  private static long wattHours(long mantissa, int powerOfTen) {
    BigDecimal wh = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(powerOfTen);
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE / 4);
    return wh.min(most).max(most.negate()).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  void take(ReadingEdit edit) {
    MeteredPoint point = examination.directory.findPoint(edit.usagePoint());
    String why = refusal(edit, point);
    if (why != null) {
      outputs.accept(
          new Rejection(
              edit.editor(),
              STAGE,
              "edit",
              "Edit '" + edit.editId() + "' of usage point '" + edit.usagePoint() + "' " + why,
              "edit " + edit.id(),
              false,
              ReceivedText.of(edit),
              at,
              state.placement()));
      return;
    }
    Series series = seriesOf(pointOf(point), edit.channel(), edit.lengthSeconds());
    long slot = series.slotOf(edit.start().getEpochSecond());
    series.edit(
        slot,
        edit.energyWh() == null
            ? null
            : new Edits.Edit(edit.energyWh(), edit.rule(), edit.method()));
  }

  /** Why an edit cannot be made; null when it can. */
  private String refusal(ReadingEdit edit, MeteredPoint point) {
    if (point == null) {
      return "names no usage point of the community file; correct its id";
    } else if (!point.usagePoint().placement().equals(state.placement())) {
      return "was placed at '" + state.placement() + "', which is not its community";
    } else if (!point.usagePoint().channels().contains(edit.channel())) {
      return "is about " + edit.channel().code() + ", which is not metered there";
    } else if (edit.lengthSeconds() != point.usagePoint().intervalSeconds()
        || Math.floorMod(edit.start().getEpochSecond(), (long) edit.lengthSeconds()) != 0
        || edit.start().getNano() != 0) {
      return "is not about one of its intervals of "
          + point.usagePoint().intervalSeconds()
          + " s, but about "
          + edit.start();
    } else if (Math.floorDiv(edit.start().getEpochSecond(), 86_400L) < firstDay) {
      return "is about "
          + edit.start()
          + ", older than the "
          + examination.settings.memoryDays()
          + " days that are kept; set memoryDays higher";
    } else if (edit.start().isAfter(at)) {
      return "is about " + edit.start() + ", which is still to come";
    }
    return null;
  }

  private void reject(MeterEvent event, String rule, String what) {
    outputs.accept(
        new Rejection(
            event.source(),
            STAGE,
            rule,
            "Meter '" + event.meter() + "' of event " + event.type() + " " + what,
            "event " + event.id(),
            false,
            ReceivedText.of(event),
            at,
            state.placement()));
  }
}
