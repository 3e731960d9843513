package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.LineReader;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A table of a data set, in memory line by line, plain or compressed.
 *
 * @param file path from the folder
 * @param columns names from the first line
 * @param lines data lines
 * @param damage what broke the file off; null when it is whole
 */
record DataTable(String file, List<String> columns, List<Line> lines, String damage) {

  private static final String COMPRESSED = ".gz";
  private static final byte[] NOTHING = {};

  /**
   * Reads a table.
   *
   * @param separator between cells
   * @throws DoorException when the file is absent or has no first line
   */
  static DataTable read(Path folder, String file, char separator) throws IOException {
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      throw new DoorException(
          "data-incomplete",
          "File " + path + " is missing",
          "copy the data set whole, with the names it came with");
    }
    try (InputStream in = Files.newInputStream(path);
        LineReader reader =
            new LineReader(file.endsWith(COMPRESSED) ? new GZIPInputStream(in) : in)) {
      Line first = reader.next();
      if (first != null) {
        String header =
            first.text().startsWith("\uFEFF") ? first.text().substring(1) : first.text();
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
          lines.add(line);
        }
        List<String> columns = Arrays.asList(Cells.split(header, separator));
        return new DataTable(file, columns, lines, reader.damaged());
      }
    } catch (EOFException | ZipException e) {
      throw new DoorException(
          "data-damaged",
          "File " + path + " is not a gzip file: " + e.getMessage(),
          "copy it again");
    }
    throw new DoorException("data-damaged", "File " + path + " is empty", "copy it again");
  }

  /**
   * Position of a column.
   *
   * @throws DoorException when there is none
   */
  int getColumn(String name) {
    int position = columns.indexOf(name);
    if (position < 0) {
      throw new DoorException(
          "data-column",
          "File " + file + " has no column '" + name + "'",
          "copy the data set whole; its columns are " + columns);
    }
    return position;
  }

  /**
   * Cells of a comma-separated line.
   *
   * @throws UnreadableException rule {@code csv-columns} when their number is not the header's,
   *     rule {@code file-truncated} when the file ends within the line: its last cell may be cut
   */
  String[] cells(Line line) throws UnreadableException {
    String[] cells = Cells.split(line.text());
    if (!line.terminated()) {
      throw new UnreadableException("file-truncated", "File ends within this line; copy it again");
    }
    if (cells.length != columns.size()) {
      throw new UnreadableException(
          "csv-columns", "Line has " + cells.length + " columns, expected " + columns.size());
    }
    return cells;
  }

  /** The rejection of what a damaged file lost; nothing for a whole one. */
  Optional<Rejection> findDamage(Rejections rejections, Instant knownAt) {
    if (damage == null) {
      return Optional.empty();
    }
    return Optional.of(
        rejections.reject(
            "file-truncated",
            "Compressed file ends early: " + damage + "; copy it again",
            file + ':' + (lines.size() + 2),
            false,
            NOTHING,
            knownAt));
  }

  String reference(Line line) {
    return file + ':' + line.number();
  }
}
