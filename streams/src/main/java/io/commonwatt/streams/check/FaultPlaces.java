package io.commonwatt.streams.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Chooses where to plant, by a seed: the same number of places for each kind and severity, on days
 * that are complete, after two weeks of readings, away from one another. Not thread-safe.
 */
final class FaultPlaces {
  private static final int HISTORY_DAYS = 15;

  /** Days of a series from which on a fault is planted into it. */
  static final int LEAST_DAYS = HISTORY_DAYS + 8;

  private static final int ATTEMPTS = 2000;

  private final Random random;
  private final List<Track> tracks;
  private final Map<Track, BitSet> taken = new IdentityHashMap<>();

  FaultPlaces(List<Track> tracks, long seed) {
    this.tracks = tracks;
    this.random = new Random(seed);
  }

  /** Places per kind and severity that a data set of this size bears: 1 to 10. */
  static int perCell(List<Track> tracks) {
    long days = 0;
    for (Track track : tracks) {
      days += track.companion ? 0 : track.slots() / track.slotsPerDay();
    }
    return (int) Math.max(1, Math.min(10, days / 2000));
  }

  List<FaultLine> choose(int perCell) {
    List<FaultLine> lines = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      List<Track> candidates = candidates(kind);
      for (int severity = 1; severity <= 5 && !candidates.isEmpty(); severity++) {
        for (int place = 0; place < perCell; place++) {
          choose(kind, severity, candidates, lines);
        }
      }
    }
    return lines;
  }

  private List<Track> candidates(FaultKind kind) {
    List<Track> found = new ArrayList<>();
    for (Track track : tracks) {
      boolean fits =
          switch (kind) {
            case INACTIVE_USAGE -> track.meter.startsWith(Companions.EMPTY_HOME);
            case CHANNEL_SUM -> Companions.isPairedConsumption(track);
            default -> !track.companion;
          };
      if (fits && track.slots() > LEAST_DAYS * track.slotsPerDay()) {
        found.add(track);
      }
    }
    return found;
  }

  private void choose(FaultKind kind, int severity, List<Track> candidates, List<FaultLine> lines) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Track track = candidates.get(random.nextInt(candidates.size()));
      int perDay = track.slotsPerDay();
      int length = (int) Math.max(1, Math.round(kind.hours(severity) * 3600 / track.lengthSeconds));
      int midnight = (int) Math.floorMod(-track.firstSecond, 86_400L) / track.lengthSeconds;
      int days = (track.slots() - midnight) / perDay;
      int span = (length + perDay - 1) / perDay + 1;
      int day = HISTORY_DAYS + random.nextInt(Math.max(1, days - HISTORY_DAYS - span - 2));
      int from = midnight + day * perDay + (kind.fromMidnight() ? 0 : random.nextInt(perDay));
      if (from + length + perDay < track.slots() && isFree(track, from, length, span)) {
        take(track, from, length);
        for (int slot = from; slot < from + length; slot++) {
          long truth =
              switch (kind) {
                case OUTAGE -> 0;
                case ROLLBACK -> Registers.totalWh(track, track.second(from));
                default -> track.truth[slot];
              };
          lines.add(
              new FaultLine(track.meter, track.channel, track.start(slot), kind, severity, truth));
        }
        return;
      }
    }
  }

  /** Whether everything about the place is known, and no other fault is near. */
  private boolean isFree(Track track, int from, int length, int span) {
    int perDay = track.slotsPerDay();
    BitSet near = taken.get(track);
    int first = Math.max(0, from - 2 * perDay);
    int last = Math.min(track.slots(), from + (span + 1) * perDay);
    if (near != null && near.nextSetBit(first) >= 0 && near.nextSetBit(first) < last) {
      return false;
    }
    long energy = 0;
    for (int slot = first; slot < last; slot++) {
      if (track.truth[slot] == Track.NONE) {
        return false;
      }
      energy += slot >= from && slot < from + length ? track.truth[slot] : 0;
    }
    int known = 0;
    for (int slot = Math.max(0, from - 14 * perDay); slot < from; slot++) {
      known += track.truth[slot] == Track.NONE ? 0 : 1;
    }
    return known > 10 * perDay && (energy > 0 || track.meter.startsWith(Companions.EMPTY_HOME));
  }

  private void take(Track track, int from, int length) {
    taken.computeIfAbsent(track, key -> new BitSet()).set(from, from + length);
  }
}
