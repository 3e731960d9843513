package io.commonwatt.ingestion.door.folder;

import io.commonwatt.ingestion.door.csv.Header;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.LineReader;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * The data lines of a file with their cells and the time each becomes known. A file without its
 * header is read in the usual order of columns. A last line without its end counts only if it ends
 * with a readable time of arrival, which a cut would have spoilt. Not thread-safe.
 */
final class FileLines implements Closeable {

  private final LineReader lines;
  private final FileKind kind;
  private final Arrivals arrivals;
  private Header header;

  /**
   * A data line.
   *
   * @param cells in the order of {@link FileKind#columns()}; null when there is a problem
   * @param problem why it cannot be read; null when it can, so far
   * @param instead whether it stands where the header should
   */
  record Entry(
      Line line, String[] cells, UnreadableException problem, boolean instead, Instant knownAt) {}

  FileLines(InputStream in, FileKind kind, Instant start, RunWindow window) {
    this.lines = new LineReader(in);
    this.kind = kind;
    this.arrivals = new Arrivals(start, window);
  }

  /** The next data line, or null at the end. */
  Entry next() throws IOException {
    Line line = lines.next();
    if (line == null) {
      return null;
    }
    boolean instead = false;
    if (header == null) {
      header = Header.find(line.text(), kind.columns());
      if (header != null) {
        return next();
      }
      header = Header.of(kind.columns());
      instead = true;
    }
    try {
      String[] cells = header.cells(line.text());
      arrivals.take(cells[kind.receivedAtColumn()]);
      if (!line.terminated() && !header.isLast(kind.receivedAtColumn())) {
        throw new UnreadableException("file-truncated", "Its last cell may be cut.");
      }
      return new Entry(line, cells, null, instead, arrivals.last());
    } catch (UnreadableException problem) {
      return new Entry(line, null, problem, instead, arrivals.last());
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
