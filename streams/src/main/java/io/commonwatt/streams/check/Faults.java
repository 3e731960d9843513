package io.commonwatt.streams.check;

import io.commonwatt.contracts.reading.ReadingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What was planted, and which rules spoke about it. Not thread-safe. */
final class Faults {
  /** A planted interval: what was settled if nobody looked, and which rules spoke. */
  static final class Planted {
    final Track track;
    final int slot;
    final FaultLine line;

    /** What the data set says of the interval. */
    final long original;

    final TreeSet<String> rules = new TreeSet<>();

    Planted(Track track, int slot, FaultLine line, long original) {
      this.track = track;
      this.slot = slot;
      this.line = line;
      this.original = original;
    }
  }

  private final List<Planted> all = new ArrayList<>();
  private final Map<Track, Map<Integer, Planted>> bySlot = new HashMap<>();

  void add(Track track, int slot, FaultLine line, long original) {
    Planted planted = new Planted(track, slot, line, original);
    all.add(planted);
    bySlot.computeIfAbsent(track, key -> new HashMap<>()).put(slot, planted);
  }

  List<Planted> list() {
    return all;
  }

  /** The fault at a slot; null when there is none. */
  Planted find(Track track, int slot) {
    Map<Integer, Planted> slots = bySlot.get(track);
    return slots == null ? null : slots.get(slot);
  }

  /** Whether the track was disturbed within a day of the slot. */
  boolean isNear(Track track, int slot) {
    Map<Integer, Planted> slots = bySlot.get(track);
    if (slots == null) {
      return false;
    }
    int day = track.slotsPerDay();
    for (int near = slot - day; near <= slot + day; near++) {
      if (slots.containsKey(near)) {
        return true;
      }
    }
    return false;
  }

  void take(Track track, ReadingException exception) {
    long from = exception.start().getEpochSecond();
    long to = from + Math.max(1, exception.lengthSeconds());
    for (int slot = (int) Math.max(0, (from - track.firstSecond) / track.lengthSeconds);
        slot < track.slots() && track.second(slot) < to;
        slot++) {
      Planted planted = find(track, slot);
      if (planted != null && track.second(slot) >= from) {
        planted.rules.add(exception.rule());
      }
    }
  }
}
