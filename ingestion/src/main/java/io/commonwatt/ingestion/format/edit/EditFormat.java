package io.commonwatt.ingestion.format.edit;

import io.commonwatt.ingestion.format.BoundedSink;
import io.commonwatt.ingestion.format.DocumentLines;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.Heads;
import io.commonwatt.ingestion.format.table.CsvCells;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CSV table of edits, its columns in any order. Immutable, thread-safe. */
public final class EditFormat implements Format {

  private static final char SEPARATOR = ',';

  @Override
  public String name() {
    return "edits";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    String first = Heads.text(head).lines().findFirst().orElse("");
    Set<String> columns = new HashSet<>();
    for (String column : first.split(",")) {
      columns.add(column.strip());
    }
    return columns.containsAll(EditFields.REQUIRED);
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    EditFields edits = new EditFields(new BoundedSink(sink, options));
    DocumentLines lines = new DocumentLines(in, StandardCharsets.UTF_8);
    List<String> columns = null;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        continue;
      }
      List<String> cells = CsvCells.split(line, SEPARATOR, lines.number());
      if (columns == null) {
        columns = header(cells, lines.number());
      } else {
        edits.take(texts(columns, cells, lines.number()), lines.number());
      }
    }
    if (columns == null) {
      throw new FormatException(
          "edit-header", 0, "The table has no line with the names of its columns");
    }
  }

  private static List<String> header(List<String> cells, long line) {
    Set<String> columns = new HashSet<>();
    for (String cell : cells) {
      if (!EditFields.ALL.contains(cell) || !columns.add(cell)) {
        throw new FormatException(
            "edit-header",
            line,
            "An edit has no column '"
                + cell
                + "', or it stands twice; the columns are "
                + String.join(", ", EditFields.ALL));
      }
    }
    if (!columns.containsAll(EditFields.REQUIRED)) {
      throw new FormatException(
          "edit-header",
          line,
          "A table of edits has the columns "
              + String.join(", ", EditFields.REQUIRED)
              + "; it has "
              + String.join(", ", cells));
    }
    return cells;
  }

  private static Map<String, String> texts(List<String> columns, List<String> cells, long line) {
    if (cells.size() != columns.size()) {
      throw new FormatException(
          "csv-columns",
          line,
          "Line " + line + " has " + cells.size() + " cells; expected " + columns.size());
    }
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        texts.put(columns.get(i), cells.get(i));
      }
    }
    return texts;
  }
}
