package io.commonwatt.streams.check;

import io.commonwatt.streams.check.Track.Extra;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plants faults into what tracks send. What is sent follows from kind, severity and truth alone, so
 * that a file of the same lines plants the same. A line whose truth differs from what the data set
 * holds says that the fault is in the data already: then only the truth is taken over.
 */
final class Planting {
  /** Source of what conflicts; less trusted than the data set's own. */
  static final String OTHER_SOURCE = "other-source";

  private final Map<String, Track> tracks;
  private final Faults faults;

  Planting(Map<String, Track> tracks, Faults faults) {
    this.tracks = tracks;
    this.faults = faults;
  }

  /** The track of a line. */
  static String key(String meter, io.commonwatt.contracts.reading.Channel channel) {
    return meter + '|' + channel.code();
  }

  /**
   * Plants lines; those of an episode follow one another.
   *
   * @throws IllegalArgumentException naming the line when the data set has no such interval
   */
  void plant(List<FaultLine> lines) {
    // What is true first, for registers add it up.
    List<Runnable> sendings = new ArrayList<>();
    for (int from = 0; from < lines.size(); ) {
      FaultLine first = lines.get(from);
      Track track = tracks.get(key(first.meter(), first.channel()));
      int slot = track == null ? -1 : track.slotOf(first.start());
      if (slot < 0) {
        throw new IllegalArgumentException(
            "Fault '"
                + first.text()
                + "' is about no interval of the data set; check meter,"
                + " channel and start");
      }
      int to = from + 1;
      while (to < lines.size() && follows(lines.get(to - 1), lines.get(to), track)) {
        to++;
      }
      sendings.add(plant(track, slot, lines.subList(from, to)));
      from = to;
    }
    sendings.forEach(Runnable::run);
  }

  private static boolean follows(FaultLine before, FaultLine line, Track track) {
    return line.meter().equals(before.meter())
        && line.channel() == before.channel()
        && line.kind() == before.kind()
        && line.severity() == before.severity()
        && line.start().equals(before.start().plusSeconds(track.lengthSeconds));
  }

  private Runnable plant(Track track, int from, List<FaultLine> lines) {
    FaultKind kind = lines.get(0).kind();
    int severity = lines.get(0).severity();
    int to = Math.min(track.slots(), from + lines.size());
    boolean there = severity == 0;
    for (int slot = from; slot < to && kind != FaultKind.ROLLBACK; slot++) {
      long truth = lines.get(slot - from).truthWh();
      there |= kind != FaultKind.OUTAGE && truth != track.truth[slot];
    }
    for (int slot = from; slot < to; slot++) {
      FaultLine line = lines.get(slot - from);
      if (kind != FaultKind.ROLLBACK) {
        faults.add(track, slot, line, there ? track.sent[slot] : track.truth[slot]);
        track.truth[slot] = line.truthWh();
      } else {
        faults.add(track, slot, line, line.truthWh());
      }
    }
    return there ? () -> {} : () -> send(track, from, to, kind, kind.magnitude(severity));
  }

  private void send(Track track, int from, int to, FaultKind kind, double magnitude) {
    for (int slot = from; slot < to; slot++) {
      long truth = track.truth[slot];
      switch (kind) {
        case GAP_SHORT, GAP_LONG, OUTAGE -> track.sent[slot] = Track.NONE;
        case DUPLICATE -> again(track, slot, (int) magnitude);
        case CONFLICT ->
            track.extras.add(
                new Extra(slot, Math.max(truth + 1, times(truth, magnitude)), OTHER_SOURCE));
        case SPIKE ->
            track.sent[slot] = truth + Math.max(1, times(dayMean(track, slot), magnitude));
        case HIGH, LOW, MULTIPLIER -> track.sent[slot] = times(truth, magnitude);
        case FROZEN -> track.sent[slot] = from == 0 ? truth : track.truth[from - 1];
        case ZERO -> track.sent[slot] = 0;
        case INACTIVE_USAGE -> track.sent[slot] = times(track.lengthSeconds, magnitude / 3600);
        case REVERSE -> track.sent[slot] = -Math.max(1, times(truth, magnitude));
        case OVER_LIMIT ->
            track.sent[slot] = times(track.lengthSeconds, track.point.maxKw() * magnitude / 3.6);
        case THOUSAND -> track.sent[slot] = truth * 1000;
        case THOUSANDTH -> track.sent[slot] = truth / 1000;
        case CLOCK_DRIFT -> drift(track, slot, (int) magnitude);
        case CLOCK_JUMP -> {
          int before = slot - (int) magnitude;
          track.sent[slot] = before < from ? Track.NONE : track.truth[before];
        }
        case CHANNEL_SUM -> {
          if ((slot - from) % 2 == 0 && slot + 1 < to) {
            long moved = times(truth, magnitude);
            track.sent[slot] = truth - moved;
            track.sent[slot + 1] = track.truth[slot + 1] + moved;
          }
        }
        case ROLLBACK ->
            track.registerFaults.put(
                track.second(slot),
                Registers.totalWh(track, track.second(slot) - 86_400) - (long) magnitude);
      }
    }
    if (kind == FaultKind.OUTAGE) {
      track.powerEvents.put(track.second(from), to - from);
    } else if (kind == FaultKind.CLOCK_JUMP) {
      track.clockSets.put(track.second(to), 1);
    }
  }

  private static void again(Track track, int slot, int times) {
    for (int copy = 1; copy < times; copy++) {
      track.extras.add(new Extra(slot, track.truth[slot], track.source));
    }
  }

  private static void drift(Track track, int slot, int seconds) {
    double share = (double) seconds / track.lengthSeconds;
    int next = Math.min(slot + 1, track.slots() - 1);
    track.sent[slot] = times(track.truth[slot], 1 - share) + times(track.truth[next], share);
    track.lateSeconds.put(slot, seconds);
  }

  private static long dayMean(Track track, int slot) {
    int perDay = track.slotsPerDay();
    int first =
        Math.max(
            0, slot - (int) (Math.floorMod(track.second(slot), 86_400L) / track.lengthSeconds));
    long sum = 0;
    for (int each = first; each < Math.min(track.slots(), first + perDay); each++) {
      sum += Math.max(0, track.truth[each]);
    }
    return sum / perDay;
  }

  private static long times(double wh, double factor) {
    return (long) Math.floor(wh * factor + 0.5);
  }
}
