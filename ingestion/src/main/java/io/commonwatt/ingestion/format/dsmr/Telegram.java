package io.commonwatt.ingestion.format.dsmr;

import io.commonwatt.ingestion.format.FormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one telegram, its checksum held against them.
 *
 * @param line line of the document where it begins, from 1
 * @param identification what stands behind the slash: manufacturer and type
 * @param objects its data objects in order
 */
record Telegram(long line, String identification, List<DataObject> objects) {

  /** The first object of a code; null when there is none. */
  DataObject find(String code) {
    for (DataObject object : objects) {
      if (object.code().equals(code)) {
        return object;
      }
    }
    return null;
  }

  /**
   * A data object: {@code code(value)(value)…}.
   *
   * @param line line of the document, from 1
   * @param code as sent, without a storage of 255
   * @param values between the parentheses
   */
  record DataObject(long line, String code, List<String> values) {

    private static final int MAX_VALUES = 256;

    static DataObject of(long line, String text) {
      int open = text.indexOf('(');
      String code = open < 0 ? text : text.substring(0, open);
      if (code.endsWith("*255")) {
        code = code.substring(0, code.length() - 4);
      }
      List<String> values = new ArrayList<>();
      while (open >= 0) {
        int close = text.indexOf(')', open);
        if (close < 0
            || (close + 1 < text.length() && text.charAt(close + 1) != '(')
            || values.size() == MAX_VALUES) {
          throw new FormatException(
              "dsmr-line",
              line,
              "Line " + line + " is no data object; expected code(value), possibly more (value)");
        }
        values.add(text.substring(open + 1, close));
        open = close + 1 < text.length() ? close + 1 : -1;
      }
      if (values.isEmpty()) {
        throw new FormatException(
            "dsmr-line", line, "Line " + line + " is no data object; expected code(value)");
      }
      return new DataObject(line, code, values);
    }
  }
}
