package io.commonwatt.streams.completeness;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Completeness.Level;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.series.PointState;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.SlotChanges;
import io.commonwatt.streams.series.Status;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The completeness of a placement's days, a step at a time. Immutable; safe to share between
 * threads that step different states.
 */
public final class CompleteDays {
  private static final int DAY = 86_400;

  private final Registry registry;
  private final ZoneId zone;
  private final LocalTime deadline;
  private final Map<String, List<MeterInstallation>> installations = new HashMap<>();

  public CompleteDays(Registry registry, LocalTime deadline) {
    this.registry = registry;
    this.zone = registry.file().timeZone();
    this.deadline = deadline;
    for (MeterInstallation each : registry.file().meterInstallations()) {
      installations.computeIfAbsent(each.usagePoint(), key -> new ArrayList<>()).add(each);
    }
  }

  /** Emits the days whose deadline passed in (last step, T], and those that changed after it. */
  public void step(PlacementState state, Instant at, Consumer<Travelling> outputs) {
    long now = at.getEpochSecond();
    TreeSet<Long> passed = new TreeSet<>();
    if (state.lastStep() != PlacementState.NO_STEP) {
      long today = Math.floorDiv(now, (long) DAY);
      for (long day = today - 3; day <= today; day++) {
        long due = LocalDayTimes.of(day, zone, deadline).deadline();
        if (due > state.lastStep() && due <= now) {
          passed.add(day);
        }
      }
    }
    TreeSet<Long> days = new TreeSet<>(passed);
    long certain = now - 3 * DAY;
    for (PointState point : state.points().values()) {
      for (Channel channel : Channel.values()) {
        Series series = point.findSeries(channel);
        if (series != null && series.changes().size() > 0) {
          addChanged(series, now, certain, days);
        }
      }
    }
    for (long day : days) {
      LocalDayTimes times = LocalDayTimes.of(day, zone, deadline);
      emit(state, at, times, passed.contains(day), outputs);
    }
  }

  /** Adds the local days of changed slots whose deadline has passed. */
  private void addChanged(Series series, long now, long certain, TreeSet<Long> days) {
    SlotChanges changes = series.changes();
    for (int index = 0; index < changes.size(); index++) {
      long start = series.startOf(changes.slot(index));
      if (start > now - DAY / 8 || series.dayOf(changes.slot(index)) <= series.firstDay()) {
        continue;
      }
      long day = LocalDayTimes.dayOf(start, zone);
      if (start < certain || LocalDayTimes.of(day, zone, deadline).deadline() <= now) {
        days.add(day);
      }
    }
  }

  private void emit(
      PlacementState state,
      Instant at,
      LocalDayTimes day,
      boolean passes,
      Consumer<Travelling> outputs) {
    Map<String, Tally> feeders = new TreeMap<>();
    Map<String, Tally> communities = new TreeMap<>();
    for (UsagePoint point : registry.listUsagePoints(state.placement())) {
      PointState known = state.points().get(point.id());
      for (Channel channel : point.channels()) {
        Series series = known == null ? null : known.findSeries(channel);
        Tally tally = count(point, series, day, passes);
        if (tally.expected == 0) {
          continue;
        }
        if (passes || series != null && changed(series, day)) {
          outputs.accept(
              tally.record(
                  Level.USAGE_POINT,
                  point.id(),
                  point.community(),
                  point.feeder(),
                  channel,
                  day,
                  at,
                  state.placement()));
        }
        add(feeders, point.feeder(), channel, tally);
        add(communities, point.community(), channel, tally);
      }
    }
    emit(Level.FEEDER, feeders, state, day, at, outputs);
    emit(Level.COMMUNITY, communities, state, day, at, outputs);
  }

  private static void add(Map<String, Tally> groups, String group, Channel channel, Tally tally) {
    if (!group.isEmpty()) {
      groups.computeIfAbsent(channel.ordinal() + group, key -> new Tally()).add(tally);
    }
  }

  private void emit(
      Level level,
      Map<String, Tally> groups,
      PlacementState state,
      LocalDayTimes day,
      Instant at,
      Consumer<Travelling> outputs) {
    groups.forEach(
        (key, tally) -> {
          String group = key.substring(1);
          boolean feeder = level == Level.FEEDER;
          String community =
              feeder
                  ? registry.findFeeder(group).map(found -> found.community()).orElse("")
                  : group;
          Channel channel = Channel.values()[key.charAt(0) - '0'];
          outputs.accept(
              tally.record(
                  level,
                  group,
                  community,
                  feeder ? group : "",
                  channel,
                  day,
                  at,
                  state.placement()));
        });
  }

  private static boolean changed(Series series, LocalDayTimes day) {
    SlotChanges changes = series.changes();
    for (int index = 0; index < changes.size(); index++) {
      long start = series.startOf(changes.slot(index));
      if (start >= day.from() && start < day.to()) {
        return true;
      }
    }
    return false;
  }

  private Tally count(UsagePoint point, Series series, LocalDayTimes day, boolean passes) {
    Tally tally = new Tally();
    int length = point.intervalSeconds();
    long slot = Math.floorDiv(day.from() + length - 1, (long) length);
    for (; slot * length < day.to(); slot++) {
      if (isInstalled(point, slot * length)) {
        tally.expected++;
        if (series == null) {
          tally.missing++;
        } else {
          count(series, slot, tally);
        }
      }
    }
    tally.points = tally.expected > 0 ? 1 : 0;
    boolean complete = tally.measured + tally.powerFail == tally.expected;
    tally.pointsComplete = tally.points > 0 && complete ? 1 : 0;
    if (series != null && passes) {
      // The last bit says whether the day was complete.
      series.deadlines().put(day.day(), 2 * tally.measured + (complete ? 1 : 0));
    }
    int then = series == null ? 0 : Math.max(0, series.deadlines().find(day.day()));
    tally.measuredAtDeadline = then / 2;
    tally.pointsCompleteAtDeadline = then % 2;
    return tally;
  }

  private boolean isInstalled(UsagePoint point, long second) {
    for (MeterInstallation each : installations.getOrDefault(point.id(), List.of())) {
      if (each.from().getEpochSecond() <= second && second < each.to().getEpochSecond()) {
        return true;
      }
    }
    return false;
  }

  private static void count(Series series, long slot, Tally tally) {
    int status = series.status(slot);
    tally.edited += series.edits().find(slot) == null ? 0 : 1;
    switch (Status.kind(status)) {
      case Status.MEASURED -> {
        tally.measured++;
        tally.questionable += Status.flags(status) == 0 ? 0 : 1;
      }
      case Status.ESTIMATED -> tally.estimated++;
      case Status.POWER_FAIL -> tally.powerFail++;
      default -> tally.missing++;
    }
  }
}
