package io.commonwatt.streams.check;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One channel of one meter: what is true, what is sent, what validation made of it, by slot from
 * the first. Not thread-safe.
 */
final class Track {
  /** In place of an energy that is not known, or not sent. */
  static final long NONE = Long.MIN_VALUE;

  /** Something sent besides: again, or by another source. */
  record Extra(int slot, long wh, String source) {}

  final String meter;
  final UsagePoint point;
  final Channel channel;
  final int lengthSeconds;
  final String source;

  /** Made by the check, no reading of the data set. */
  final boolean companion;

  final long firstSecond;
  long[] truth;
  long[] sent;
  final TreeMap<Integer, Integer> lateSeconds = new TreeMap<>();
  final List<Extra> extras = new ArrayList<>();
  final TreeMap<Long, Long> registerFaults = new TreeMap<>();
  final TreeMap<Long, Integer> powerEvents = new TreeMap<>();
  final TreeMap<Long, Integer> clockSets = new TreeMap<>();

  /** What the data set itself read, Wh by epoch second; empty where it has no registers. */
  final TreeMap<Long, Long> registersRead = new TreeMap<>();

  long[] settled;
  byte[] quality;

  /** Rules that speak in the last row of a slot, where any does. */
  final Map<Integer, List<String>> verdicts = new HashMap<>();

  Track(
      String meter,
      UsagePoint point,
      Channel channel,
      String source,
      boolean companion,
      long firstSecond,
      long[] truth) {
    this.meter = meter;
    this.point = point;
    this.channel = channel;
    this.lengthSeconds = point.intervalSeconds();
    this.source = source;
    this.companion = companion;
    this.firstSecond = firstSecond;
    this.truth = truth;
  }

  /** A track of values by start. */
  static Track of(
      String meter, UsagePoint point, Channel channel, String source, Map<Long, Long> values) {
    TreeMap<Long, Long> sorted = new TreeMap<>(values);
    int length = point.intervalSeconds();
    long first = sorted.firstKey();
    long[] truth = new long[(int) ((sorted.lastKey() - first) / length) + 1];
    Arrays.fill(truth, NONE);
    sorted.forEach((second, wh) -> truth[(int) ((second - first) / length)] = wh);
    return new Track(meter, point, channel, source, false, first, truth);
  }

  int slots() {
    return truth.length;
  }

  int slotsPerDay() {
    return 86_400 / lengthSeconds;
  }

  long second(int slot) {
    return firstSecond + (long) slot * lengthSeconds;
  }

  Instant start(int slot) {
    return Instant.ofEpochSecond(second(slot));
  }

  /** The slot that starts then; -1 when there is none. */
  int slotOf(Instant start) {
    long offset = start.getEpochSecond() - firstSecond;
    boolean ours = offset >= 0 && offset % lengthSeconds == 0 && offset / lengthSeconds < slots();
    return ours ? (int) (offset / lengthSeconds) : -1;
  }

  /** Begins a run: what is sent is what is true, nothing is settled. */
  void begin() {
    sent = truth.clone();
    settled = new long[slots()];
    quality = new byte[slots()];
    Arrays.fill(quality, (byte) -1);
    verdicts.clear();
  }

  void take(ValidatedReading row) {
    int slot = slotOf(row.start());
    if (slot >= 0) {
      settled[slot] = row.energyWh();
      quality[slot] = (byte) row.quality().ordinal();
      if (row.verdicts().isEmpty()) {
        verdicts.remove(slot);
      } else {
        verdicts.put(slot, row.verdicts());
      }
    }
  }

  /** Whether a row stands for the slot. */
  boolean hasRow(int slot) {
    return quality[slot] >= 0;
  }

  boolean is(int slot, Quality expected) {
    return quality[slot] == expected.ordinal();
  }

  /** Whether the slot is settled otherwise than as a plausible reading of that energy. */
  boolean isChanged(int slot, long wh) {
    return !is(slot, Quality.VALID) || settled[slot] != wh;
  }

  /** Mean of the known truth, Wh. */
  long meanWh() {
    long sum = 0;
    long known = 0;
    for (long wh : truth) {
      if (wh != NONE) {
        sum += wh;
        known++;
      }
    }
    return known == 0 ? 0 : sum / known;
  }

  @Override
  public String toString() {
    return meter + ' ' + channel.code();
  }
}
