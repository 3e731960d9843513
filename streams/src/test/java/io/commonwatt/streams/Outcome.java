package io.commonwatt.streams;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.reading.Completeness;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What left a scene, with the row that holds for each key, and all of it as text. */
public final class Outcome {
  private final List<Travelling> all = new ArrayList<>();
  private final Map<String, ValidatedReading> rows = new TreeMap<>();
  private final Map<String, AggregatedMeasure> sums = new TreeMap<>();
  private final Map<String, Completeness> days = new TreeMap<>();
  private final List<ReadingException> exceptions = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();

  /** Takes an output; versions must rise. */
  public void add(Travelling output) {
    all.add(output);
    Travelling before = null;
    if (output instanceof ValidatedReading row) {
      before = rows.put(row.id(), row);
    } else if (output instanceof AggregatedMeasure sum) {
      before = sums.put(sum.id(), sum);
    } else if (output instanceof ReadingException exception) {
      exceptions.add(exception);
    } else if (output instanceof Completeness day) {
      before = days.put(day.id(), day);
    } else {
      rejections.add((Rejection) output);
    }
    if (before != null && before.version() >= output.version()) {
      throw new AssertionError("Version does not rise: " + before + " then " + output);
    }
  }

  public List<Travelling> all() {
    return all;
  }

  /** Rows that hold, by id. */
  public Map<String, ValidatedReading> rows() {
    return rows;
  }

  /** Sums that hold, by id. */
  public Map<String, AggregatedMeasure> sums() {
    return sums;
  }

  /** Completeness that holds, by id. */
  public Map<String, Completeness> days() {
    return days;
  }

  public List<ReadingException> exceptions() {
    return exceptions;
  }

  public List<Rejection> rejections() {
    return rejections;
  }

  /** Rows that hold of a usage point, as {@code 05-01T00:00 250 VALID}. */
  public List<String> rowsOf(String usagePoint) {
    List<String> lines = new ArrayList<>();
    for (ValidatedReading row : rows.values()) {
      if (row.usagePoint().equals(usagePoint)) {
        lines.add(text(row));
      }
    }
    return lines;
  }

  /** The row that holds of an interval: {@code 05-01T00:00 250 VALID}. */
  public String rowAt(String start) {
    for (ValidatedReading row : rows.values()) {
      if (row.start().equals(Scene.time(start))) {
        return text(row);
      }
    }
    return "none";
  }

  /** A row as {@code 05-01T00:00 250 QUESTIONABLE [range] linear raw 99999}. */
  public static String text(ValidatedReading row) {
    String text = shortTime(row.start()) + " " + row.energyWh() + " " + row.quality();
    if (!row.verdicts().isEmpty()) {
      text += " " + row.verdicts() + " " + row.method();
    }
    boolean replaced = row.rawWh() != null && row.rawWh() != row.energyWh();
    return replaced ? text + " raw " + row.rawWh() : text;
  }

  /** Sums that hold, as {@code COMMUNITY c-1 05-01T00:00 250 of 1 present 1 estimated 0}. */
  public List<String> sumTexts() {
    List<String> lines = new ArrayList<>();
    for (AggregatedMeasure sum : sums.values()) {
      lines.add(
          sum.level()
              + " "
              + sum.group()
              + " "
              + shortTime(sum.start())
              + " "
              + sum.energyWh()
              + " of "
              + sum.expected()
              + " present "
              + sum.present()
              + " estimated "
              + sum.estimated());
    }
    return lines;
  }

  /** Exceptions as {@code 05-01T00:00 duplicate DUPLICATE scene.txt#2}. */
  public List<String> exceptionTexts() {
    List<String> lines = new ArrayList<>();
    for (ReadingException exception : exceptions) {
      String line = shortTime(exception.start()) + " " + exception.rule() + " " + exception.fate();
      lines.add(exception.rawId().isEmpty() ? line : line + " " + exception.rawId());
    }
    return lines;
  }

  /** Rejections as {@code unknown-meter scene.txt#1}. */
  public List<String> rejectionTexts() {
    return rejections.stream().map(r -> r.rule() + " " + r.reference()).toList();
  }

  private static String shortTime(java.time.Instant time) {
    String text = time.toString();
    return text.startsWith("2025-") ? text.substring(5, 16) : text.substring(0, 16);
  }
}
