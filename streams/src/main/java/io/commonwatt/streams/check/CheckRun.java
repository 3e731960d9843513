package io.commonwatt.streams.check;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Sends what tracks send through the validation step, hour by hour. Not thread-safe. */
final class CheckRun {
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;
  private static final int HOURS_AFTER = 30;

  private final Map<String, Track> tracks;
  private final Faults faults;
  private final boolean registers;
  private final ValidationStep step;
  private final Map<String, List<Track>> byPlacement = new TreeMap<>();
  private final TreeMap<Long, List<Travelling>> later = new TreeMap<>();
  private final Map<Track, Long> means = new IdentityHashMap<>();
  private long sequence;

  CheckRun(
      Registry registry, Map<String, Track> tracks, Faults faults, FaultCheck.Options options) {
    this.tracks = tracks;
    this.faults = faults;
    this.registers = options.registers();
    this.step = new ValidationStep(registry, trusting(options.settings(), tracks));
    for (Track track : tracks.values()) {
      byPlacement.computeIfAbsent(track.point.placement(), key -> new ArrayList<>()).add(track);
    }
  }

  /** Trusts the data set's own sources more than the one of conflicting values. */
  private static VeeSettings trusting(VeeSettings settings, Map<String, Track> tracks) {
    TreeSet<String> sources = new TreeSet<>();
    tracks.values().forEach(track -> sources.add(track.source));
    List<String> priority = new ArrayList<>(settings.sourcePriority());
    sources.stream().filter(source -> !priority.contains(source)).forEach(priority::add);
    priority.remove(Planting.OTHER_SOURCE);
    return new VeeSettings(
        settings.absenceDelay(),
        settings.maxAge(),
        settings.futureTolerance(),
        settings.interpolationLimit(),
        settings.memoryDays(),
        settings.completenessDeadline(),
        priority,
        settings.classes());
  }

  void run(Consumer<Double> progress) {
    int done = 0;
    for (Map.Entry<String, List<Track>> placement : byPlacement.entrySet()) {
      run(placement.getKey(), placement.getValue());
      progress.accept((double) ++done / byPlacement.size());
    }
  }

  private void run(String placement, List<Track> members) {
    later.clear();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Track track : members) {
      first = Math.min(first, track.firstSecond);
      last = Math.max(last, track.second(track.slots()));
      schedule(track, placement);
    }
    int[] next = new int[members.size()];
    long[] totals = new long[members.size()];
    PlacementState state = step.initialState(placement);
    List<Travelling> inputs = new ArrayList<>();
    for (long at = Math.floorDiv(first, HOUR) * (long) HOUR + HOUR;
        at <= last + HOURS_AFTER * HOUR;
        at += HOUR) {
      inputs.clear();
      for (int index = 0; index < next.length; index++) {
        next[index] = send(members.get(index), next[index], at, inputs);
        if (registers && members.get(index).registersRead.isEmpty()) {
          totals[index] = register(members.get(index), at, totals[index], inputs);
        }
      }
      while (!later.isEmpty() && later.firstKey() <= at) {
        inputs.addAll(later.pollFirstEntry().getValue());
      }
      inputs.sort(Inputs.ORDER);
      step.step(state, Instant.ofEpochSecond(at), inputs, this::take);
    }
  }

  private void take(Travelling output) {
    if (output instanceof ValidatedReading row) {
      Track track = tracks.get(Planting.key(row.meter(), row.channel()));
      if (track != null) {
        track.take(row);
      }
    } else if (output instanceof ReadingException exception) {
      Track track = tracks.get(Planting.key(exception.meter(), exception.channel()));
      if (track != null) {
        faults.take(track, exception);
      }
    }
  }

  private int send(Track track, int next, long at, List<Travelling> inputs) {
    int slot = next;
    while (slot < track.slots() && track.second(slot + 1) <= at) {
      if (track.sent[slot] != Track.NONE) {
        int late = track.lateSeconds.getOrDefault(slot, 0);
        long known = Math.min(at, track.second(slot + 1) + late);
        inputs.add(reading(track, slot, late, track.sent[slot], track.source, known));
      }
      slot++;
    }
    return slot;
  }

  /** Reads the register at midnight; returns its total. */
  private long register(Track track, long at, long total, List<Travelling> inputs) {
    if (at <= track.firstSecond || at > track.second(track.slots())) {
      return total;
    }
    long mean = meanOf(track);
    long sum = total;
    long from = Math.max(track.firstSecond, at - HOUR);
    int slot = (int) ((from - track.firstSecond) / track.lengthSeconds);
    for (; slot < track.slots() && track.second(slot + 1) <= at; slot++) {
      sum += track.truth[slot] == Track.NONE ? mean : track.truth[slot];
    }
    if (at % DAY == 0) {
      Long faulty = track.registerFaults.get(at);
      inputs.add(registerReading(track, at, faulty == null ? sum : faulty));
    }
    return sum;
  }

  private long meanOf(Track track) {
    return means.computeIfAbsent(track, Track::meanWh);
  }

  private void schedule(Track track, String placement) {
    for (Track.Extra extra : track.extras) {
      long known = track.second(extra.slot() + 1) + HOUR;
      Travelling again = reading(track, extra.slot(), 0, extra.wh(), extra.source(), known);
      later(known, again);
    }
    track.powerEvents.forEach(
        (second, slots) -> {
          long restored = second + (long) slots * track.lengthSeconds;
          event(track, placement, MeterEvent.Type.POWER_FAIL, second, restored);
          event(track, placement, MeterEvent.Type.POWER_RESTORE, restored, restored);
        });
    for (long second : track.clockSets.keySet()) {
      event(track, placement, MeterEvent.Type.CLOCK_SET, second, second);
    }
    track.registersRead.forEach(
        (second, wh) -> {
          Long faulty = track.registerFaults.get(second);
          later(second, registerReading(track, second, faulty == null ? wh : faulty));
        });
  }

  private void event(Track track, String placement, MeterEvent.Type type, long second, long known) {
    later(
        known,
        new MeterEvent(
            track.source,
            "events",
            ++sequence,
            track.meter,
            type,
            Instant.ofEpochSecond(second),
            Instant.ofEpochSecond(known),
            placement));
  }

  private void later(long known, Travelling record) {
    later.computeIfAbsent(known, key -> new ArrayList<>()).add(record);
  }

  private RawReading reading(
      Track track, int slot, int lateSeconds, long wh, String source, long known) {
    return new RawReading(
        source,
        source,
        ++sequence,
        track.meter,
        track.channel,
        Instant.ofEpochSecond(track.second(slot) + lateSeconds),
        track.lengthSeconds,
        wh,
        0,
        Unit.WATT_HOUR,
        0,
        "",
        Instant.ofEpochSecond(known),
        track.point.placement());
  }

  private RegisterReading registerReading(Track track, long second, long wh) {
    Instant at = Instant.ofEpochSecond(second);
    return new RegisterReading(
        track.source,
        "registers",
        ++sequence,
        track.meter,
        track.channel,
        "total",
        at,
        wh,
        0,
        "",
        at,
        track.point.placement());
  }
}
