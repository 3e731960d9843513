package io.commonwatt.contracts.community;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes maps, lists, texts, numbers and booleans as JSON, keys sorted, no white space. */
final class Json {

  private Json() {}

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    append(value, out);
    return out.toString();
  }

  private static void append(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      char separator = '{';
      for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
        out.append(separator);
        appendText((String) entry.getKey(), out);
        out.append(':');
        append(entry.getValue(), out);
        separator = ',';
      }
      out.append(separator == '{' ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      char separator = '[';
      for (Object each : list) {
        out.append(separator);
        append(each, out);
        separator = ',';
      }
      out.append(separator == '[' ? "[]" : "]");
    } else if (value instanceof String text) {
      appendText(text, out);
    } else {
      out.append(value);
    }
  }

  private static void appendText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < ' ') {
        out.append(String.format("\\u%04x", (int) each));
      } else {
        out.append(each);
      }
    }
    out.append('"');
  }
}
