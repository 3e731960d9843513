package io.commonwatt.streams.vee;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The naive twin of the rules about one hourly meter without declared resources: sees all values at
 * once, each rule written down by the words of {@code docs/vee.md}. Hours are counted from a
 * midnight.
 */
final class NaiveRules {
  private static final int DAY = 24;

  private final double limitWh;
  private final TreeMap<Integer, Long> values;
  private final Map<Integer, Long> others;
  private final TreeSet<Integer> offGrid;
  private final TreeSet<Integer> clockSetMinutes;
  private final TreeMap<Integer, Long> advances;
  private boolean generated;

  /**
   * A meter.
   *
   * @param values Wh by hour
   * @param others plausible values of the channel it is held against; null where there is none
   * @param offGrid hours whose reading started too far beside
   * @param clockSetMinutes when the clock was set
   * @param advances of the register by day, which may leave days open but fail none; empty where
   *     there is none
   */
  NaiveRules(
      double limitKw,
      TreeMap<Integer, Long> values,
      Map<Integer, Long> others,
      TreeSet<Integer> offGrid,
      TreeSet<Integer> clockSetMinutes,
      TreeMap<Integer, Long> advances) {
    this.limitWh = 1.1 * 1000 * limitKw;
    this.values = values;
    this.others = others;
    this.offGrid = offGrid;
    this.clockSetMinutes = clockSetMinutes;
    this.advances = advances;
  }

  /** The same of generation: only what it says of the clock holds then. */
  NaiveRules generated() {
    generated = true;
    return this;
  }

  /** Rules by hour, of hours that have a reading and a rule that speaks; without the sum check. */
  TreeMap<Integer, TreeSet<String>> verdicts() {
    TreeMap<Integer, TreeSet<String>> all = new TreeMap<>();
    values.forEach(
        (hour, wh) -> {
          TreeSet<String> spoken = new TreeSet<>();
          boolean confirmed = isConfirmed(hour / DAY);
          if (!confirmed) {
            add(spoken, "spike", isSpike(hour, wh));
            add(spoken, "frozen", wh > 1000 && run(hour, wh) >= 12);
            add(spoken, "zero-consumption", wh == 0 && isIdleDayOfActive(hour / DAY));
            add(spoken, "inactive-usage", wh > 20 && isFirstDayOfUsage(hour / DAY));
            add(spoken, "unit", wh > 0 && isOfOddUnit(hour / DAY));
          }
          add(spoken, "clock-set", isBeforeClockSet(hour));
          add(spoken, "negative", wh < 0);
          add(spoken, "range", wh > limitWh);
          add(spoken, "time-tolerance", offGrid.contains(hour));
          add(spoken, "channel-sum", disagrees(hour, wh));
          if (!spoken.isEmpty()) {
            all.put(hour, spoken);
          }
        });
    return all;
  }

  /** Days of odd energy: {@code 12 high-usage}. */
  TreeSet<String> warnings() {
    TreeSet<String> warnings = new TreeSet<>();
    for (int day = 0; day <= values.lastKey() / DAY && advances.isEmpty(); day++) {
      List<Long> sums = new ArrayList<>();
      for (int before = day - 28; before < day; before++) {
        if (isComplete(before) && peak(before) <= limitWh) {
          sums.add(sum(before));
        }
      }
      if (isComplete(day) && sums.size() >= 14) {
        add(warnings, day + " high-usage", sum(day) > 2 * Collections.max(sums));
        add(warnings, day + " low-usage", sum(day) < 0.5 * Collections.min(sums));
      }
    }
    return warnings;
  }

  private static void add(TreeSet<String> to, String name, boolean speaks) {
    if (speaks) {
      to.add(name);
    }
  }

  private List<Long> ofDay(int day) {
    return new ArrayList<>(values.subMap(day * DAY, (day + 1) * DAY).values());
  }

  private boolean isComplete(int day) {
    return ofDay(day).size() == DAY;
  }

  private long sum(int day) {
    return ofDay(day).stream().mapToLong(Long::longValue).sum();
  }

  private long peak(int day) {
    return ofDay(day).stream().mapToLong(Long::longValue).reduce(0, Math::max);
  }

  /** Peaks of the days in the week before that have readings, all possible, ascending. */
  private List<Long> peaksOfWeekBefore(int day) {
    List<Long> peaks = new ArrayList<>();
    for (int before = day - 7; before < day; before++) {
      if (!ofDay(before).isEmpty() && peak(before) <= limitWh) {
        peaks.add(peak(before));
      }
    }
    Collections.sort(peaks);
    return peaks;
  }

  private boolean isIdleDayOfActive(int day) {
    List<Long> peaks = peaksOfWeekBefore(day);
    return isComplete(day) && peak(day) == 0 && peaks.size() >= 5 && peaks.get(0) > 0;
  }

  private boolean isFirstDayOfUsage(int day) {
    List<Long> peaks = peaksOfWeekBefore(day);
    return peak(day - 1) == 0 && peaks.size() >= 5 && Collections.max(peaks) == 0;
  }

  private boolean isOfOddUnit(int day) {
    List<Long> peaks = peaksOfWeekBefore(day);
    if (!isComplete(day) || peak(day) > limitWh || peaks.size() < 5) {
      return false;
    }
    long usual = peaks.get(peaks.size() / 2);
    return usual > 0 && (usual >= 300 * peak(day) || peak(day) >= 300 * usual);
  }

  private int run(int hour, long wh) {
    int first = hour;
    int last = hour;
    while (first % DAY != 0 && Long.valueOf(wh).equals(values.get(first - 1))) {
      first--;
    }
    while (last % DAY != DAY - 1 && Long.valueOf(wh).equals(values.get(last + 1))) {
      last++;
    }
    return last - first + 1;
  }

  private boolean isPossible(Long wh) {
    return wh != null && wh >= 0 && wh <= limitWh;
  }

  private List<Long> possible(int from, int to) {
    return values.subMap(from, to).values().stream().filter(this::isPossible).sorted().toList();
  }

  private static long ranked(List<Long> ascending, int rank) {
    return ascending.size() < rank ? 0 : ascending.get(ascending.size() - rank);
  }

  private boolean isSpike(int hour, long wh) {
    int midnight = hour / DAY * DAY;
    List<Long> week = possible(midnight - 7 * DAY, midnight);
    List<Long> today = possible(midnight, midnight + DAY);
    if (!isPossible(wh)
        || wh <= 7500
        || wh <= 2.8 * ranked(today, 3)
        || week.size() < 3 * DAY
        || wh <= 2.0 * ranked(week, Math.max(3, week.size() / 100))
        || isPossible(values.get(hour - 1)) && wh <= 2.8 * values.get(hour - 1)) {
      return false;
    }
    for (int next = hour + 1; next <= hour + 2; next++) {
      if (isPossible(values.get(next))) {
        return wh > 2.8 * values.get(next);
      }
    }
    return false;
  }

  private boolean disagrees(int hour, long wh) {
    Long expected = others == null ? null : others.get(hour);
    return expected != null && Math.abs(wh - expected) > 2 + 0.02 * expected;
  }

  private boolean isConfirmed(int day) {
    return advances.containsKey(day)
        && isComplete(day)
        && ofDay(day).stream().allMatch(this::isPossible)
        && Math.abs(sum(day) - advances.get(day)) <= 2;
  }

  /** Where there are no registers, whether the clock was set within the hour. */
  private boolean isBeforeClockSet(int hour) {
    Integer set = clockSetMinutes.higher(hour * 60);
    if (set == null) {
      return false;
    }
    int day = hour / DAY;
    if (!advances.containsKey(day)) {
      return set < (hour + 1) * 60;
    }
    set = clockSetMinutes.higher(day * DAY * 60);
    return hour * 60 < set && isWithinAWeek(day, set) && isDoubtedUntil(day, set);
  }

  private static boolean isWithinAWeek(int day, int set) {
    return set - (day + 1) * DAY * 60 <= 7 * DAY * 60;
  }

  private boolean isDoubtedUntil(int day, int set) {
    for (int later = day + 1; later * DAY * 60 < set; later++) {
      if (isConfirmed(later) && !isShifted(later)) {
        return false;
      }
    }
    boolean open = !isConfirmed(day) && !isShifted(day);
    if (open && (set < (day + 1) * DAY * 60 || isShifted(day + 1))) {
      return true;
    }
    int first = day;
    while (advances.containsKey(first)
        && isWithinAWeek(first, set)
        && !isShifted(first)
        && !isConfirmed(first)) {
      first--;
    }
    return isWithinAWeek(first, set) && isShifted(first);
  }

  /**
   * Whether a day of generation suits the fourteen days before better by e to the 5th when it is
   * moved.
   */
  private boolean isShifted(int day) {
    if (!generated || !advances.containsKey(day)) {
      return false;
    }
    double[] likelihoods = new double[DAY];
    double offset = 1 + 0.05 * advances.get(day) / DAY;
    List<List<Double>> before = new ArrayList<>();
    List<Double> history = new ArrayList<>();
    for (int index = 0; index < DAY; index++) {
      List<Double> sample = new ArrayList<>();
      for (int hour = (day - 1) * DAY + index; hour >= (day - 14) * DAY; hour -= DAY) {
        for (int near = hour - 1; near <= hour + 1; near++) {
          if (near < day * DAY && isPossible(values.get(near))) {
            sample.add(Math.log(values.get(near) + offset));
            history.add((double) values.get(near));
          }
        }
      }
      before.add(sample);
    }
    List<Double> today =
        possible(day * DAY, (day + 1) * DAY).stream().map(wh -> Math.log(wh + offset)).toList();
    double fallback = today.isEmpty() ? Math.log(offset) : median(today);
    double[] center = new double[DAY];
    double[] spread = new double[DAY];
    List<Double> residuals = new ArrayList<>();
    for (int index = 0; index < DAY; index++) {
      boolean few = before.get(index).size() < 3;
      double middle = few ? fallback : median(before.get(index));
      center[index] = middle;
      List<Double> away = before.get(index).stream().map(each -> Math.abs(each - middle)).toList();
      spread[index] = few ? 1 : Math.max(0.25, 1.4826 * median(away));
      Long wh = values.get(day * DAY + index);
      if (isPossible(wh)) {
        residuals.add(Math.log(wh + offset) - middle);
      }
    }
    if (!history.isEmpty()) {
      double mean = history.stream().mapToDouble(each -> each).sum() / history.size();
      double grown = Math.log((double) advances.get(day) / DAY + offset) - Math.log(mean + offset);
      double typical = residuals.isEmpty() ? grown : median(residuals);
      double level = Math.max(grown - 0.1, Math.min(grown + 0.1, typical));
      for (int index = 0; index < DAY; index++) {
        center[index] += level;
      }
    }
    for (int shift = -6; shift <= 6; shift++) {
      double last = 0;
      for (int index = 0; index < DAY; index++) {
        Long wh = values.get(day * DAY + index);
        int at = Math.floorMod(index - shift, DAY);
        double residual = isPossible(wh) ? Math.log(wh + offset) - center[at] : last / 2;
        double z = (residual - last / 2) / spread[at];
        likelihoods[Math.floorMod(shift, DAY)] -= isPossible(wh) ? 2 * Math.log(1 + z * z / 3) : 0;
        last = residual;
      }
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int shift = 1; shift <= 6; shift++) {
      best = Math.max(best, Math.max(likelihoods[shift], likelihoods[DAY - shift]));
    }
    return best - likelihoods[0] > 5;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
