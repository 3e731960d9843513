package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.format.FormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A record of a meter data file.
 *
 * @param number line, from 1
 * @param cells trimmed, the record indicator first
 */
record NemLine(long number, String[] cells) {

  /** Market time: Australian Eastern Standard Time without daylight saving, all year. */
  static final ZoneOffset MARKET_TIME = ZoneOffset.ofHours(10);

  private static final int DATE_LENGTH = 8;
  private static final int TIME_LENGTH = 14;

  static NemLine of(long number, String text) {
    String[] cells = Cells.split(text);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].strip();
    }
    return new NemLine(number, cells);
  }

  /** The record indicator. */
  String indicator() {
    return cells[0];
  }

  /** The cell at a position; empty when the record ends before it. */
  String cell(int position) {
    return position < cells.length ? cells[position] : "";
  }

  /** The cell at a position, refused when it is empty. */
  String wanted(int position, String name, String code) {
    String cell = cell(position);
    if (cell.isEmpty()) {
      throw refused(code, "has no " + name);
    }
    return cell;
  }

  /** A whole number from 1 on. */
  int number(int position, String name, int max, String code) {
    String cell = cell(position);
    try {
      int value = Integer.parseInt(cell);
      if (value >= 1 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal below.
    }
    throw refused(code, "has " + name + " '" + cell + "'; expected a whole number 1…" + max);
  }

  /** A date as eight digits. */
  LocalDate date(int position, String name, String code) {
    String cell = cell(position);
    if (isDigits(cell, DATE_LENGTH)) {
      try {
        return date(cell);
      } catch (DateTimeException e) {
        // Falls through to the refusal below.
      }
    }
    throw refused(code, "has " + name + " '" + cell + "'; expected a date as yyyymmdd");
  }

  /** A time of the market as fourteen digits. */
  Instant time(int position, String name, String code) {
    String cell = cell(position);
    if (isDigits(cell, TIME_LENGTH)) {
      try {
        LocalDateTime time =
            date(cell)
                .atTime(
                    Integer.parseInt(cell.substring(8, 10)),
                    Integer.parseInt(cell.substring(10, 12)),
                    Integer.parseInt(cell.substring(12, 14)));
        return time.toInstant(MARKET_TIME);
      } catch (DateTimeException e) {
        // Falls through to the refusal below.
      }
    }
    throw refused(code, "has " + name + " '" + cell + "'; expected a time as yyyymmddhhmmss");
  }

  /** The refusal of the document for this record. */
  FormatException refused(String code, String what) {
    String name = indicator().length() > 20 ? indicator().substring(0, 20) + "…" : indicator();
    return new FormatException(code, number, "Line " + number + ": record " + name + " " + what);
  }

  private static LocalDate date(String digits) {
    return LocalDate.of(
        Integer.parseInt(digits.substring(0, 4)),
        Integer.parseInt(digits.substring(4, 6)),
        Integer.parseInt(digits.substring(6, 8)));
  }

  private static boolean isDigits(String text, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
