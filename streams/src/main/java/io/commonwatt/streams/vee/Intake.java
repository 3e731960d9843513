package io.commonwatt.streams.vee;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.series.PointState;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.vee.VeeRule.Kind;
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

  private final Examination examination;
  private final PlacementState state;
  private final Instant at;
  private final long firstDay;
  private final Consumer<Travelling> outputs;

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
    Series series = seriesOf(point, reading);
    long slot = series.slotOf(reading.start().getEpochSecond());
    examination.state = point;
    examination.series = series;
    examination.slot = slot;
    if (DUPLICATE.speaks(examination)) {
      except(DUPLICATE, Fate.DUPLICATE, reading.meter(), reading.id());
      return;
    }
    if (SUPERSEDED.speaks(examination)) {
      boolean forgotten = SupersededRule.isOutOfMemory(examination);
      String earlier = forgotten ? "" : series.rawId(slot, state.imports());
      except(SUPERSEDED, Fate.SUPERSEDED, reading.meter(), earlier);
    }
    int importIndex = state.imports().hold(reading.importId(), series.dayOf(slot));
    series.accept(slot, examination.rawWh, importIndex, reading.sequence());
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

  private Series seriesOf(PointState point, RawReading reading) {
    Series known = point.findSeries(reading.channel());
    if (known == null) {
      known = new Series(reading.lengthSeconds(), examination.settings.memoryDays());
      known.begin(firstDay);
      point.addSeries(reading.channel(), known);
    }
    return known;
  }

  void take(MeterEvent event) {
    MeteredPoint point = attribute(event);
    boolean power =
        event.type() == MeterEvent.Type.POWER_FAIL || event.type() == MeterEvent.Type.POWER_RESTORE;
    long second = event.at().getEpochSecond();
    if (point == null || !power || Math.floorDiv(second, 86_400L) < firstDay) {
      return;
    }
    PointState known = pointOf(point);
    known.outagesChanged(
        known.outages().add(second, event.type() == MeterEvent.Type.POWER_RESTORE));
  }

  /** The usage point of an event; null when it was rejected. */
  private MeteredPoint attribute(MeterEvent event) {
    Directory directory = examination.directory;
    if (!directory.isKnownMeter(event.meter())) {
      reject(event, "unknown-meter", "is in no meter installation; add it to the community file");
      return null;
    }
    long second = event.at().getEpochSecond();
    long known = event.knownAt().getEpochSecond();
    if (!TimeWindowRule.isInside(examination.settings, second, second, known)) {
      reject(event, "outside-time-window", "reports " + event.at() + "; check its clock");
      return null;
    }
    var installation = directory.findInstallation(event.meter(), event.at());
    MeteredPoint point =
        installation == null ? null : directory.findPoint(installation.usagePoint());
    if (point == null) {
      reject(event, "meter-not-installed", "is not installed at " + event.at());
      return null;
    }
    if (!point.usagePoint().placement().equals(state.placement())) {
      reject(event, "wrong-placement", "belongs to '" + point.usagePoint().placement() + "'");
      return null;
    }
    return point;
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
