package io.commonwatt.streams.sums;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.series.PointState;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.SlotChanges;
import io.commonwatt.streams.series.Status;
import java.time.Instant;
import java.util.function.Consumer;

/** Adds up the groups of a placement in one step. Made for one step; not thread-safe. */
final class Summation {
  private final PlacementState state;
  private final Instant at;
  private final long absenceDelaySeconds;
  private final Consumer<Travelling> outputs;
  private final SlotSet changed = new SlotSet();
  private final SlotSet candidates = new SlotSet();
  private Series[] series = new Series[8];
  private int seriesCount;

  Summation(
      PlacementState state, Instant at, long absenceDelaySeconds, Consumer<Travelling> outputs) {
    this.state = state;
    this.at = at;
    this.absenceDelaySeconds = absenceDelaySeconds;
    this.outputs = outputs;
  }

  void run(SumGroup group) {
    changed.clear();
    candidates.clear();
    gather(group);
    if (seriesCount > 0) {
      gatherDeclared(group.lengthSeconds());
      for (int index = 0; index < candidates.size(); index++) {
        add(group, candidates.get(index));
      }
    }
  }

  /** Collects the group's series and their changed slots. */
  private void gather(SumGroup group) {
    if (series.length < group.members().size()) {
      series = new Series[group.members().size()];
    }
    seriesCount = 0;
    for (String member : group.members()) {
      PointState point = state.points().get(member);
      Series one = point == null ? null : point.findSeries(group.channel());
      if (one != null) {
        series[seriesCount++] = one;
        gather(one);
      }
    }
  }

  private void gather(Series one) {
    SlotChanges changes = one.changes();
    for (int index = 0; index < changes.size(); index++) {
      long slot = changes.slot(index);
      if (one.dayOf(slot) >= one.firstDay()) {
        changed.add(slot);
        candidates.add(slot);
      }
    }
  }

  /** Adds the slots whose absence is declared in (last step, T]. */
  private void gatherDeclared(int lengthSeconds) {
    if (state.lastStep() == PlacementState.NO_STEP) {
      return;
    }
    long length = lengthSeconds;
    long first = Math.floorDiv(state.lastStep() - absenceDelaySeconds, length);
    long end = Math.floorDiv(at.getEpochSecond() - absenceDelaySeconds, length);
    for (long slot = first; slot < end; slot++) {
      candidates.add(slot);
    }
  }

  private void add(SumGroup group, long slot) {
    long energyWh = 0;
    int rows = 0;
    int present = 0;
    int estimated = 0;
    for (int index = 0; index < seriesCount; index++) {
      int kind = Status.kind(series[index].status(slot));
      boolean edited = series[index].edits().find(slot) != null;
      rows += kind == Status.ABSENT && !edited ? 0 : 1;
      if ((kind == Status.ABSENT || kind == Status.MISSING) && !edited) {
        continue;
      }
      energyWh += series[index].decidedWh(slot);
      present += kind == Status.MEASURED ? 1 : 0;
      estimated += kind == Status.MEASURED ? 0 : 1;
    }
    long start = slot * group.lengthSeconds();
    int expected = group.expectedAt(start);
    boolean complete = present + estimated == expected;
    boolean declared = start + group.lengthSeconds() + absenceDelaySeconds <= at.getEpochSecond();
    boolean leaves = changed.contains(slot) ? complete || declared : !complete;
    if (rows > 0 && leaves) {
      emit(group, start, energyWh, expected, present, estimated);
    }
  }

  private void emit(
      SumGroup group, long start, long energyWh, int expected, int present, int estimated) {
    outputs.accept(
        new AggregatedMeasure(
            group.level(),
            group.group(),
            group.channel(),
            Instant.ofEpochSecond(start),
            group.lengthSeconds(),
            energyWh,
            expected,
            present,
            estimated,
            at.toEpochMilli(),
            at,
            state.placement()));
  }
}
