package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.series.Status;
import io.commonwatt.streams.vee.VeeRule.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What leaves for a slot: its validated reading, its exceptions. */
final class Row {
  private static final VeeRule[] FLAGGING = Rules.listOf(Kind.FLAGS);
  private static final List<List<String>> FLAG_NAMES = flagNames();
  private static final List<String> GAP = List.of("gap");
  private static final List<String> POWER_FAIL = List.of("power-fail");

  private Row() {}

  private static List<List<String>> flagNames() {
    List<List<String>> names = new ArrayList<>();
    for (int flags = 0; flags < 1 << FLAGGING.length; flags++) {
      List<String> spoken = new ArrayList<>();
      for (int bit = 0; bit < FLAGGING.length; bit++) {
        if ((flags & 1 << bit) != 0) {
          spoken.add(FLAGGING[bit].name());
        }
      }
      spoken.sort(null);
      names.add(List.copyOf(spoken));
    }
    return List.copyOf(names);
  }

  /** The validated reading of the examined slot. */
  static ValidatedReading validated(Examination examination, String meter, Instant at) {
    UsagePoint point = examination.usagePoint();
    byte status = examination.series.status(examination.slot);
    boolean measured = Status.kind(status) == Status.MEASURED;
    return new ValidatedReading(
        point.id(),
        point.community(),
        point.feeder(),
        examination.channel,
        examination.slotStart(),
        examination.series.lengthSeconds(),
        examination.series.energyWh(examination.slot),
        measured ? (Long) examination.series.rawWh(examination.slot) : null,
        measured ? Origin.MEASURED : Origin.ESTIMATED,
        quality(status),
        verdicts(status),
        method(status),
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

  private static Quality quality(byte status) {
    return switch (Status.kind(status)) {
      case Status.MEASURED -> Status.flags(status) == 0 ? Quality.VALID : Quality.QUESTIONABLE;
      case Status.ESTIMATED ->
          Status.method(status) == Status.METHOD_LINEAR
              ? Quality.ESTIMATED_LINEAR
              : Quality.ESTIMATED_LIKE_DAY;
      case Status.POWER_FAIL -> Quality.POWER_FAIL;
      default -> Quality.MISSING;
    };
  }

  private static List<String> verdicts(byte status) {
    return switch (Status.kind(status)) {
      case Status.MEASURED -> FLAG_NAMES.get(Status.flags(status));
      case Status.POWER_FAIL -> POWER_FAIL;
      default -> GAP;
    };
  }

  /** How the estimate was made; empty for a plausible reading. */
  static String method(byte status) {
    if (Status.plausible(status)) {
      return "";
    }
    if (Status.kind(status) == Status.POWER_FAIL) {
      return "power-fail";
    }
    return switch (Status.method(status)) {
      case Status.METHOD_LINEAR -> "linear";
      case Status.METHOD_LIKE_DAY -> "like-day";
      default -> "none";
    };
  }
}
