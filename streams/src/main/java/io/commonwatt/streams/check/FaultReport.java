package io.commonwatt.streams.check;

import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.streams.check.Faults.Planted;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a check found.
 *
 * <p>A planted interval counts where the error exceeds 20 % of the interval or 1 kWh of its day. It
 * is hit when its row's quality or value is not that of the plausible reading sent (by the same
 * measure a clean reading is a false alarm); a duplicate or conflicting reading, when it was
 * dropped and the right value stands; a register, when it was refused. {@code warned} counts also
 * those of which only the day is on the work list.
 *
 * @param kinds by kind
 * @param rules by name: all that answer for a kind of fault, and all that spoke
 * @param recall mean over the kinds
 * @param warnedRecall the same, where being on the work list suffices
 * @param cleanReadings readings of the data set that are right
 * @param falseAlarms of these, whose quality or value is settled otherwise
 * @param falseAlarmsAfar of these, more than a day from any fault
 * @param totalWh energy of the data set
 * @param plantedWh sum of absolute errors, if nobody looked
 * @param misSettledWh sum of absolute errors that remain
 * @param gapIntervals intervals in gaps over two hours
 * @param maeWh mean absolute error of their estimates
 * @param maeLinearWh the same for a straight line
 */
public record FaultReport(
    long seed,
    boolean derivedRegisters,
    Map<FaultKind, KindResult> kinds,
    Map<String, RuleResult> rules,
    double recall,
    double warnedRecall,
    long cleanReadings,
    long falseAlarms,
    long falseAlarmsAfar,
    long totalWh,
    long plantedWh,
    long misSettledWh,
    int gapIntervals,
    double maeWh,
    double maeLinearWh) {

  /** Of one kind, by severity 1 to 5: planted intervals that count, hit, and at least warned of. */
  public record KindResult(int[] counted, int[] hit, int[] warned) {
    /** Share hit over all severities; NaN when none counts. */
    public double recall() {
      return share(hit);
    }

    double share(int[] of) {
      int all = 0;
      int found = 0;
      for (int index = 0; index < counted.length; index++) {
        all += counted[index];
        found += of[index];
      }
      return all == 0 ? Double.NaN : (double) found / all;
    }
  }

  /**
   * Of one rule.
   *
   * @param hits planted intervals it spoke about, of whatever kind
   * @param counted planted intervals that count, of the kinds it answers for ({@link
   *     FaultKind#rules})
   * @param found of these, hit, by whichever rule
   * @param foundAlone of these, those it spoke about itself
   * @param falseAlarms clean readings settled otherwise whose row names it
   */
  public record RuleResult(int hits, int counted, int found, int foundAlone, long falseAlarms) {
    /** Share found of the planted intervals the rule answers for; NaN when there are none. */
    public double recall() {
      return counted == 0 ? Double.NaN : (double) found / counted;
    }

    private RuleResult plus(RuleResult other) {
      return new RuleResult(
          hits + other.hits,
          counted + other.counted,
          found + other.found,
          foundAlone + other.foundAlone,
          falseAlarms + other.falseAlarms);
    }
  }

  /** Share of the clean readings that a rule alarmed about falsely. */
  public double falseAlarmShare(RuleResult rule) {
    return cleanReadings == 0 ? 0 : (double) rule.falseAlarms() / cleanReadings;
  }

  /** Share of clean readings whose quality or value is settled otherwise. */
  public double falseAlarmShare() {
    return cleanReadings == 0 ? 0 : (double) falseAlarms / cleanReadings;
  }

  static FaultReport of(FaultCheck.Options options, List<Track> tracks, Faults faults) {
    Map<FaultKind, KindResult> kinds = new EnumMap<>(FaultKind.class);
    Map<String, RuleResult> rules = new TreeMap<>();
    Map<String, Long> errorOfDay = new TreeMap<>();
    for (Planted planted : faults.list()) {
      errorOfDay.merge(day(planted), errorWh(planted), Long::sum);
    }
    long plantedWh = 0;
    long misSettledWh = 0;
    for (Planted planted : faults.list()) {
      KindResult kind =
          kinds.computeIfAbsent(
              planted.line.kind(), key -> new KindResult(new int[5], new int[5], new int[5]));
      int severity = Math.max(1, planted.line.severity()) - 1;
      for (String rule : planted.rules) {
        rules.merge(rule, new RuleResult(1, 0, 0, 0, 0), RuleResult::plus);
      }
      boolean counts =
          errorWh(planted) > planted.line.truthWh() / 5.0 || errorOfDay.get(day(planted)) > 1000;
      if (planted.line.kind() == FaultKind.ROLLBACK) {
        counts = options.registers() || !planted.track.registersRead.isEmpty();
      } else {
        plantedWh += errorWh(planted);
        misSettledWh += leftWh(planted);
      }
      if (counts && errorWh(planted) > 0) {
        boolean hit = isHit(planted);
        kind.counted()[severity]++;
        kind.hit()[severity] += hit ? 1 : 0;
        kind.warned()[severity] += hit || !planted.rules.isEmpty() ? 1 : 0;
        for (String rule : planted.line.kind().rules()) {
          int alone = hit && planted.rules.contains(rule) ? 1 : 0;
          rules.merge(rule, new RuleResult(0, 1, hit ? 1 : 0, alone, 0), RuleResult::plus);
        }
      }
    }
    return withAlarms(options, tracks, faults, kinds, rules, new long[] {plantedWh, misSettledWh});
  }

  private static FaultReport withAlarms(
      FaultCheck.Options options,
      List<Track> tracks,
      Faults faults,
      Map<FaultKind, KindResult> kinds,
      Map<String, RuleResult> rules,
      long[] energyWh) {
    long clean = 0;
    long alarms = 0;
    long afar = 0;
    long total = 0;
    long collateralWh = 0;
    for (Track track : tracks) {
      for (int slot = 0; slot < track.slots(); slot++) {
        if (track.truth[slot] == Track.NONE || faults.find(track, slot) != null) {
          continue;
        }
        clean += track.companion ? 0 : 1;
        total += track.companion ? 0 : track.truth[slot];
        if (!track.hasRow(slot) || !track.isChanged(slot, track.truth[slot])) {
          continue;
        }
        collateralWh += Math.abs(track.settled[slot] - track.truth[slot]);
        if (!track.companion) {
          alarms++;
          afar += faults.isNear(track, slot) ? 0 : 1;
          for (String rule : track.verdicts.getOrDefault(slot, List.of())) {
            rules.merge(rule, new RuleResult(0, 0, 0, 0, 1), RuleResult::plus);
          }
        }
      }
    }
    Gaps gaps = Gaps.of(faults);
    boolean derived =
        options.registers() && tracks.stream().allMatch(track -> track.registersRead.isEmpty());
    return new FaultReport(
        options.seed(),
        derived,
        kinds,
        rules,
        macro(kinds, false),
        macro(kinds, true),
        clean,
        alarms,
        afar,
        total,
        energyWh[0],
        energyWh[1] + collateralWh,
        gaps.intervals(),
        gaps.maeWh(),
        gaps.maeLinearWh());
  }

  private static double macro(Map<FaultKind, KindResult> kinds, boolean warned) {
    double sum = 0;
    int count = 0;
    for (KindResult kind : kinds.values()) {
      double share = kind.share(warned ? kind.warned() : kind.hit());
      if (!Double.isNaN(share)) {
        sum += share;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static String day(Planted planted) {
    return planted.track + " " + Math.floorDiv(planted.track.second(planted.slot), 86_400L);
  }

  /** How wrong the settlement would be if nobody looked, Wh. */
  private static long errorWh(Planted planted) {
    FaultLine line = planted.line;
    long truth = line.truthWh();
    double magnitude = line.severity() == 0 ? 2 : line.kind().magnitude(line.severity());
    return switch (line.kind()) {
      case ROLLBACK -> (long) magnitude + 1;
      case DUPLICATE -> (long) ((magnitude - 1) * truth);
      case CONFLICT -> Math.max(1, Math.abs((long) ((magnitude - 1) * truth)));
      case OUTAGE -> planted.original;
      default -> {
        long sent = planted.track.sent[planted.slot];
        yield sent == Track.NONE ? truth : Math.abs(sent - truth);
      }
    };
  }

  private static long leftWh(Planted planted) {
    Track track = planted.track;
    return track.hasRow(planted.slot)
        ? Math.abs(track.settled[planted.slot] - planted.line.truthWh())
        : planted.line.truthWh();
  }

  private static boolean isHit(Planted planted) {
    Track track = planted.track;
    int slot = planted.slot;
    long truth = planted.line.truthWh();
    return switch (planted.line.kind()) {
      case ROLLBACK -> planted.rules.contains("register-rollback");
      case DUPLICATE ->
          planted.rules.contains("duplicate") && track.hasRow(slot) && track.settled[slot] == truth;
      case CONFLICT ->
          planted.rules.contains("superseded")
              && track.hasRow(slot)
              && track.settled[slot] == truth;
      case OUTAGE -> track.hasRow(slot) && track.is(slot, Quality.POWER_FAIL);
      default ->
          !track.hasRow(slot)
              || track.isChanged(
                  slot, track.sent[slot] == Track.NONE ? Track.NONE : track.sent[slot]);
    };
  }

  private static String number(double share) {
    return Double.isNaN(share) ? "null" : format("%.4f", share);
  }

  /** The report as a table for a person. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(format("%-15s %8s %8s   hit by severity 1…5%n", "kind", "counted", "recall"));
    kinds.forEach(
        (kind, result) -> {
          int counted = 0;
          StringBuilder curve = new StringBuilder();
          for (int index = 0; index < 5; index++) {
            counted += result.counted()[index];
            curve.append(
                result.counted()[index] == 0
                    ? "    –"
                    : format("  %3.0f", 100.0 * result.hit()[index] / result.counted()[index]));
          }
          text.append(
              format("%-15s %8d %8s %s%n", kind.code(), counted, number(result.recall()), curve));
        });
    text.append(format("recall, mean over kinds   %s%n", number(recall)));
    text.append(format("  counting warned days    %s%n", number(warnedRecall)));
    text.append(
        format(
            "false alarms              %d of %d clean readings, %.4f %% (%d of them more than a"
                + " day from any fault)%n",
            falseAlarms, cleanReadings, 100 * falseAlarmShare(), falseAlarmsAfar));
    text.append(
        format(
            "energy mis-settled        %.1f kWh of %.1f kWh planted; the data set holds %.1f%n",
            misSettledWh / 1000.0, plantedWh / 1000.0, totalWh / 1000.0));
    text.append(
        format(
            "gaps over 2 h             %d intervals, mean error %s Wh, straight line %s Wh%n",
            gapIntervals, number(maeWh), number(maeLinearWh)));
    text.append(
        format("%-18s %8s %8s %8s %12s%n", "rule", "hits", "recall", "alone", "false alarms"));
    rules.forEach(
        (rule, result) ->
            text.append(
                format(
                    "%-18s %8d %8s %8d %10.4f %%%n",
                    rule,
                    result.hits(),
                    number(result.recall()),
                    result.foundAlone(),
                    100 * falseAlarmShare(result))));
    if (derivedRegisters) {
      text.append(
          "The data set has no registers: each meter got one, read daily, from the truth.\n");
    }
    return text.toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
