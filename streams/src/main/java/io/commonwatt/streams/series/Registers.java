package io.commonwatt.streams.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The register readings of a channel, by meter and register, and what they say of the time between
 * two of them. Times are epoch seconds. Not thread-safe.
 *
 * <p>A register never runs backwards, and never faster than the connection carries; it may roll
 * over at a power of ten. The readings that break this are found as those outside the longest chain
 * that keeps it (a chain may break off and begin anew, a register that was reset, where three
 * readings on the other side agree). The registers of a meter that are read at the same time add
 * up. Periods reach from one good reading of a meter to its next.
 */
public final class Registers {
  /** {@link #changedFrom} when nothing changed in this step. */
  public static final long NONE = Long.MAX_VALUE;

  /** No register rolls over below this, Wh: four digits of kWh. */
  private static final long LEAST_ROLLOVER_WH = 10_000_000;

  private static final int COST_OF_A_BREAK = 2;

  /** A reading: total, Wh, and what its last digit counts, Wh. */
  private record Total(long wh, long resolutionWh) {}

  /**
   * Between two good readings of a meter.
   *
   * @param advanceWh energy that passed, multiplier not applied, Wh
   * @param resolutionWh what the last digit counts, Wh
   */
  public record Period(String meter, long from, long to, long advanceWh, long resolutionWh) {}

  /** A reading that cannot stand with the others. */
  public record Bad(String meter, String register, long at, long wh) {}

  private final TreeMap<String, TreeMap<String, TreeMap<Long, Total>>> byMeter = new TreeMap<>();
  private final List<Period> periods = new ArrayList<>();
  private final List<Bad> bad = new ArrayList<>();
  private final List<Bad> newlyBad = new ArrayList<>();
  private double limitWhPerSecond = 1e9;
  private long changedFrom = NONE;

  /**
   * Takes a reading.
   *
   * @param limitWhPerSecond what the connection carries, on this meter's dial
   * @return whether it is new or says something else than the one before of this time
   */
  public boolean add(
      String meter, String register, long at, long wh, long resolutionWh, double limitWhPerSecond) {
    Total total = new Total(wh, resolutionWh);
    Total before =
        byMeter
            .computeIfAbsent(meter, key -> new TreeMap<>())
            .computeIfAbsent(register, key -> new TreeMap<>())
            .put(at, total);
    this.limitWhPerSecond = limitWhPerSecond;
    if (total.equals(before)) {
      return false;
    }
    List<Bad> badBefore = List.copyOf(bad);
    derive();
    bad.stream().filter(each -> !badBefore.contains(each)).forEach(newlyBad::add);
    long from = at;
    for (Period period : periods) {
      if (period.from() < at && period.to() >= at) {
        from = Math.min(from, period.from());
      }
    }
    changedFrom = Math.min(changedFrom, from);
    return true;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return byMeter.isEmpty();
  }

  /** Between good readings, by time. */
  public List<Period> periods() {
    return periods;
  }

  /** Readings that cannot stand. */
  public List<Bad> listBad() {
    return bad;
  }

  /** Those of them that this step found. */
  public List<Bad> listNewlyBad() {
    return newlyBad;
  }

  /** From when on periods are others in this step, or {@link #NONE}. */
  public long changedFrom() {
    return changedFrom;
  }

  void begin(long oldest) {
    changedFrom = NONE;
    newlyBad.clear();
    boolean gone = false;
    for (var meters = byMeter.values().iterator(); meters.hasNext(); ) {
      TreeMap<String, TreeMap<Long, Total>> registers = meters.next();
      for (TreeMap<Long, Total> totals : registers.values()) {
        while (!totals.isEmpty() && totals.firstKey() < oldest) {
          totals.pollFirstEntry();
          gone = true;
        }
      }
      registers.values().removeIf(TreeMap::isEmpty);
      if (registers.isEmpty()) {
        meters.remove();
      }
    }
    if (gone) {
      derive();
    }
  }

  private void derive() {
    periods.clear();
    bad.clear();
    for (Map.Entry<String, TreeMap<String, TreeMap<Long, Total>>> meter : byMeter.entrySet()) {
      derive(meter.getKey(), meter.getValue());
    }
    periods.sort((a, b) -> Long.compare(a.from(), b.from()));
  }

  private void derive(String meter, TreeMap<String, TreeMap<Long, Total>> registers) {
    TreeSet<Long> times = null;
    List<Chain> chains = new ArrayList<>();
    for (Map.Entry<String, TreeMap<Long, Total>> register : registers.entrySet()) {
      Chain chain = new Chain(register.getValue());
      chains.add(chain);
      for (int index = 0; index < chain.times.length; index++) {
        if (!chain.good[index]) {
          long at = chain.times[index];
          bad.add(new Bad(meter, register.getKey(), at, register.getValue().get(at).wh()));
        }
      }
      if (times == null) {
        times = new TreeSet<>(chain.goodTimes());
      } else {
        times.retainAll(chain.goodTimes());
      }
    }
    Long from = null;
    for (long to : times) {
      if (from != null) {
        addPeriod(meter, from, to, chains);
      }
      from = to;
    }
  }

  private void addPeriod(String meter, long from, long to, List<Chain> chains) {
    long advanceWh = 0;
    long resolutionWh = 0;
    for (Chain chain : chains) {
      long advance = advance(from, chain.totals.get(from), to, chain.totals.get(to));
      if (advance < 0) {
        return;
      }
      advanceWh += advance;
      resolutionWh += chain.totals.get(to).resolutionWh();
    }
    periods.add(new Period(meter, from, to, advanceWh, resolutionWh));
  }

  /** What passed between two totals, Wh; negative when they cannot follow each other. */
  private long advance(long from, Total before, long to, Total after) {
    double most = limitWhPerSecond * (to - from) + after.resolutionWh();
    long advance = after.wh() - before.wh();
    if (advance < 0) {
      long turn = LEAST_ROLLOVER_WH;
      while (turn <= before.wh() && turn < Long.MAX_VALUE / 100) {
        turn *= 10;
      }
      advance += turn;
    }
    return advance >= 0 && advance <= most ? advance : -1;
  }

  /** Which readings of a register stand: the longest chain. */
  private final class Chain {
    private final TreeMap<Long, Total> totals;
    private final long[] times;
    private final boolean[] good;

    Chain(TreeMap<Long, Total> totals) {
      this.totals = totals;
      this.times = totals.keySet().stream().mapToLong(Long::longValue).toArray();
      this.good = new boolean[times.length];
      int[] score = new int[times.length];
      int[] previous = new int[times.length];
      int best = 0;
      for (int index = 0; index < times.length; index++) {
        score[index] = 1;
        previous[index] = -1;
        Total here = totals.get(times[index]);
        for (int before = index - 1; before >= 0; before--) {
          Total there = totals.get(times[before]);
          boolean follows = advance(times[before], there, times[index], here) >= 0;
          int reached = score[before] + 1 - (follows ? 0 : COST_OF_A_BREAK);
          if (reached > score[index]) {
            score[index] = reached;
            previous[index] = before;
          }
        }
        if (score[index] > score[best]) {
          best = index;
        }
      }
      for (int index = times.length == 0 ? -1 : best; index >= 0; index = previous[index]) {
        good[index] = true;
      }
    }

    List<Long> goodTimes() {
      List<Long> found = new ArrayList<>();
      for (int index = 0; index < times.length; index++) {
        if (good[index]) {
          found.add(times[index]);
        }
      }
      return found;
    }
  }

  void write(DataOutput out) throws IOException {
    Bytes bytes = new Bytes();
    out.writeInt(byMeter.size());
    for (Map.Entry<String, TreeMap<String, TreeMap<Long, Total>>> meter : byMeter.entrySet()) {
      Texts.write(meter.getKey(), out);
      out.writeInt(meter.getValue().size());
      for (Map.Entry<String, TreeMap<Long, Total>> register : meter.getValue().entrySet()) {
        Texts.write(register.getKey(), out);
        bytes.putUnsigned(register.getValue().size());
        long at = 0;
        long wh = 0;
        for (Map.Entry<Long, Total> total : register.getValue().entrySet()) {
          bytes.putSigned(total.getKey() - at);
          bytes.putSigned(total.getValue().wh() - wh);
          bytes.putUnsigned(total.getValue().resolutionWh());
          at = total.getKey();
          wh = total.getValue().wh();
        }
      }
    }
    out.writeDouble(limitWhPerSecond);
    Texts.writeBytes(bytes.toArray(), out);
  }

  void read(DataInput in) throws IOException {
    List<TreeMap<Long, Total>> maps = new ArrayList<>();
    for (int meters = in.readInt(); meters > 0; meters--) {
      TreeMap<String, TreeMap<Long, Total>> registers = new TreeMap<>();
      byMeter.put(Texts.read(in), registers);
      for (int count = in.readInt(); count > 0; count--) {
        TreeMap<Long, Total> totals = new TreeMap<>();
        registers.put(Texts.read(in), totals);
        maps.add(totals);
      }
    }
    limitWhPerSecond = in.readDouble();
    Bytes bytes = new Bytes(Texts.readBytes(in));
    for (TreeMap<Long, Total> totals : maps) {
      long at = 0;
      long wh = 0;
      for (long count = bytes.getUnsigned(); count > 0; count--) {
        at += bytes.getSigned();
        wh += bytes.getSigned();
        totals.put(at, new Total(wh, bytes.getUnsigned()));
      }
    }
    derive();
  }
}
