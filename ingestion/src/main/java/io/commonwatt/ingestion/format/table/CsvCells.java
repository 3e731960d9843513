package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatException;
import java.util.ArrayList;
import java.util.List;

/** Splits a line into cells (RFC 4180): quotes may hold separators and doubled quotes. */
public final class CsvCells {

  private CsvCells() {}

  /** The cells of a line, without the white space around them. */
  public static List<String> split(String line, char separator, long number) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    while (true) {
      int start = from;
      while (start < line.length() && line.charAt(start) == ' ') {
        start++;
      }
      if (start < line.length() && line.charAt(start) == '"') {
        StringBuilder cell = new StringBuilder();
        int after = quoted(line, start + 1, cell, number);
        while (after < line.length() && line.charAt(after) == ' ') {
          after++;
        }
        if (after < line.length() && line.charAt(after) != separator) {
          throw refused(number, "a quoted cell goes on after its quote");
        }
        cells.add(cell.toString().strip());
        from = after + 1;
        if (after >= line.length()) {
          return cells;
        }
      } else {
        int end = line.indexOf(separator, from);
        cells.add(line.substring(from, end < 0 ? line.length() : end).strip());
        if (end < 0) {
          return cells;
        }
        from = end + 1;
      }
    }
  }

  /** Reads up to the closing quote and returns the position behind it. */
  private static int quoted(String line, int from, StringBuilder cell, long number) {
    for (int at = from; at < line.length(); at++) {
      char one = line.charAt(at);
      if (one != '"') {
        cell.append(one);
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        cell.append('"');
        at++;
      } else {
        return at + 1;
      }
    }
    throw refused(number, "a quote is not closed; a cell cannot go on in the next line");
  }

  private static FormatException refused(long number, String what) {
    return new FormatException("csv-quote", number, "Line " + number + ": " + what);
  }
}
