package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.BoundedSink;
import io.commonwatt.ingestion.format.DocumentLines;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.Heads;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV of any layout that a mapping file describes; without one, the table the platform writes
 * itself. Only the latter is recognised.
 */
public final class CsvFormat implements Format {

  private final TableMapping fixed;

  /** Takes the mapping from the options. */
  public CsvFormat() {
    this(null);
  }

  CsvFormat(TableMapping fixed) {
    this.fixed = fixed;
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return Heads.text(head).startsWith(String.join(",", PlatformTable.COLUMNS));
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    TableMapping mapping = fixed == null ? MappingFile.of(options) : fixed;
    read(in, mapping, options, new BoundedSink(sink, options));
  }

  private static void read(
      InputStream in, TableMapping mapping, FormatOptions options, FormatSink sink)
      throws IOException {
    DocumentLines lines = new DocumentLines(in, mapping.text().encoding());
    char separator = mapping.text().separator();
    int headerLine = mapping.text().headerLine();
    TableHeader header = null;
    TableDocument document = null;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank() || lines.number() < headerLine) {
        continue;
      }
      List<String> cells = CsvCells.split(line, separator, lines.number());
      if (header == null) {
        header = new TableHeader(headerLine == 0 ? numbered(cells) : cells, lines.number());
        document = new TableDocument(mapping, header, options, sink);
        if (headerLine > 0) {
          continue;
        }
      }
      document.row(lines.number(), fitted(cells, header.width(), lines.number()));
    }
    if (header == null) {
      throw new FormatException(
          "table-header", 0, "The table has no line with the names of its columns");
    }
  }

  private static List<String> numbered(List<String> cells) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= cells.size(); i++) {
      names.add(Integer.toString(i));
    }
    return names;
  }

  /** The cells of a row; empty ones at its end may be there or not. */
  private static String[] fitted(List<String> cells, int width, long number) {
    int used = cells.size();
    while (used > width && cells.get(used - 1).isEmpty()) {
      used--;
    }
    if (used != width) {
      throw new FormatException(
          "csv-columns",
          number,
          "Line " + number + " has " + cells.size() + " cells; expected " + width);
    }
    return cells.subList(0, width).toArray(new String[0]);
  }
}
