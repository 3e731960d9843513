package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the columns of a table are. Immutable. */
final class TableHeader {

  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> names;
  private final int width;
  private final long line;

  /**
   * @param names column names in order
   * @param line where they stand, for messages
   */
  TableHeader(List<String> names, long line) {
    for (int i = 0; i < names.size(); i++) {
      positions.putIfAbsent(names.get(i), i);
    }
    this.names = List.copyOf(names);
    this.width = names.size();
    this.line = line;
  }

  /** Names of the columns, in order. */
  List<String> names() {
    return names;
  }

  int width() {
    return width;
  }

  /** Position of a column; -1 for no column. */
  int position(String column) {
    if (column == null) {
      return -1;
    }
    Integer position = positions.get(column);
    if (position == null) {
      throw new FormatException(
          "table-header",
          line,
          "The table has no column '"
              + column
              + "', which its mapping names; it has "
              + width
              + " columns");
    }
    return position;
  }
}
