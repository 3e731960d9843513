package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.series.Edits;
import io.commonwatt.streams.series.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What leaves for a slot: its validated reading, its exceptions. */
final class Row {
  private static final Map<Integer, List<String>> FLAG_NAMES = new ConcurrentHashMap<>();
  private static final List<String> GAP = List.of("gap");
  private static final List<String> POWER_FAIL = List.of("power-fail");

  private Row() {}

  private static List<String> flagNames(int flags) {
    List<String> spoken = new ArrayList<>();
    for (int bit = 0; bit < Flags.RULES.length; bit++) {
      if ((flags & 1 << bit) != 0) {
        spoken.add(Flags.RULES[bit].name());
      }
    }
    spoken.sort(null);
    return List.copyOf(spoken);
  }

  /** The validated reading of the examined slot. */
  static ValidatedReading validated(Examination examination, String meter, Instant at) {
    UsagePoint point = examination.usagePoint();
    int status = examination.series.status(examination.slot);
    Edits.Edit edit = examination.series.edits().find(examination.slot);
    boolean measured = Status.kind(status) == Status.MEASURED;
    return new ValidatedReading(
        point.id(),
        point.community(),
        point.feeder(),
        examination.channel,
        examination.slotStart(),
        examination.series.lengthSeconds(),
        examination.series.decidedWh(examination.slot),
        measured ? (Long) examination.series.rawWh(examination.slot) : null,
        measured ? Origin.MEASURED : Origin.ESTIMATED,
        edit == null ? quality(status) : Quality.EDITED,
        edit == null ? verdicts(status) : verdicts(status, edit.rule()),
        edit == null ? method(status) : edit.method(),
        meter,
        at.toEpochMilli(),
        at,
        point.placement());
  }

  /** An exception about the examined slot. */
  static ReadingException exception(
      Examination examination,
      String rule,
      Fate fate,
      String detail,
      String meter,
      String rawId,
      Instant at) {
    UsagePoint point = examination.usagePoint();
    return new ReadingException(
        point.id(),
        point.community(),
        point.feeder(),
        meter,
        examination.channel,
        examination.slotStart(),
        examination.series.lengthSeconds(),
        rule,
        fate,
        detail,
        rawId,
        at,
        point.placement());
  }

  /**
   * An exception about a time, which changes no row; without a length where it is about a moment.
   */
  static ReadingException warning(
      Examination examination,
      String rule,
      String detail,
      String meter,
      Instant start,
      int lengthSeconds,
      Instant at) {
    UsagePoint point = examination.usagePoint();
    return new ReadingException(
        point.id(),
        point.community(),
        point.feeder(),
        meter,
        examination.channel,
        start,
        lengthSeconds,
        rule,
        Fate.FLAGGED,
        detail,
        "",
        at,
        point.placement());
  }

  private static List<String> verdicts(int status, String answered) {
    List<String> spoken = verdicts(status);
    if (answered.isEmpty() || spoken.contains(answered)) {
      return spoken;
    }
    List<String> all = new ArrayList<>(spoken);
    all.add(answered);
    all.sort(null);
    return all;
  }

  private static Quality quality(int status) {
    return switch (Status.kind(status)) {
      case Status.MEASURED -> Status.flags(status) == 0 ? Quality.VALID : Quality.QUESTIONABLE;
      case Status.ESTIMATED ->
          switch (Status.method(status) & ~Status.SCALED) {
            case Status.METHOD_LINEAR -> Quality.ESTIMATED_LINEAR;
            case Status.METHOD_LIKE_DAY -> Quality.ESTIMATED_LIKE_DAY;
            case Status.METHOD_REGISTER -> Quality.DERIVED;
            default -> Quality.ESTIMATED_AVERAGE_LIKE_DAY;
          };
      case Status.POWER_FAIL -> Quality.POWER_FAIL;
      default -> Quality.MISSING;
    };
  }

  private static List<String> verdicts(int status) {
    return switch (Status.kind(status)) {
      case Status.MEASURED -> FLAG_NAMES.computeIfAbsent(Status.flags(status), Row::flagNames);
      case Status.POWER_FAIL -> POWER_FAIL;
      case Status.ABSENT -> List.of();
      default -> GAP;
    };
  }

  /** How the estimate was made; empty for a plausible reading. */
  static String method(int status) {
    if (Status.plausible(status)) {
      return "";
    }
    if (Status.kind(status) == Status.POWER_FAIL) {
      return "power-fail";
    }
    String method =
        switch (Status.method(status) & ~Status.SCALED) {
          case Status.METHOD_LINEAR -> "linear";
          case Status.METHOD_LIKE_DAY -> "like-day";
          case Status.METHOD_AVERAGE_LIKE_DAY -> "average-like-day";
          case Status.METHOD_REGISTER -> "register";
          case Status.METHOD_CHANNELS -> "channels";
          case Status.METHOD_RAW -> "raw";
          default -> "none";
        };
    return (Status.method(status) & Status.SCALED) == 0 ? method : method + "+register";
  }
}
