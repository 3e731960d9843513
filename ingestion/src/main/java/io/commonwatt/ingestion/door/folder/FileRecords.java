package io.commonwatt.ingestion.door.folder;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The records of one file by {@code knownAt}, one per data line. A file whose lines are in order of
 * arrival is read as it is needed; another is read whole and sorted. Not thread-safe.
 */
final class FileRecords implements Iterator<Travelling> {

  /** Files up to this size are taken into memory at once and hold no file handle. */
  private static final long SMALL_BYTES = 4L << 20;

  private static final byte[] NOTHING = {};

  private final ImportFile file;
  private final LineParser parser;
  private final Rejections rejections;
  private final FileLines lines;
  private Travelling ahead;

  private FileRecords(ImportFile file, FileLines lines, LineParser parser, Rejections rejections) {
    this.file = file;
    this.lines = lines;
    this.parser = parser;
    this.rejections = rejections;
    this.ahead = read();
  }

  /** Opens a file. */
  static Iterator<Travelling> open(
      ImportFile file, RunWindow window, LineParser parser, Rejections rejections) {
    if (file.flaw() != null) {
      String reference = file.relativePath() + ":1";
      return List.<Travelling>of(
              rejections.reject(
                  file.flaw(), file.flawDetail(), reference, false, NOTHING, file.start()))
          .iterator();
    }
    FileLines lines;
    try {
      lines = new FileLines(stream(file), file.kind(), file.start(), window);
    } catch (IOException e) {
      throw failure(file, e);
    }
    FileRecords records = new FileRecords(file, lines, parser, rejections);
    return file.ordered() ? records : sorted(records);
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Travelling next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    Travelling record = ahead;
    ahead = read();
    return record;
  }

  private Travelling read() {
    try {
      FileLines.Entry entry = lines.next();
      if (entry == null) {
        lines.close();
        return null;
      }
      return record(entry);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private Travelling record(FileLines.Entry entry) {
    try {
      if (entry.problem() != null) {
        throw entry.problem();
      }
      return parser.parse(
          file.kind(), entry.cells(), file.importId(), entry.line().number(), entry.knownAt());
    } catch (UnreadableException problem) {
      return reject(entry, problem);
    }
  }

  private Travelling reject(FileLines.Entry entry, UnreadableException problem) {
    String rule = problem.rule();
    String detail = problem.getMessage();
    if (!entry.line().terminated()) {
      rule = "file-truncated";
      detail = "File ends within this line; send it again. " + detail;
    } else if (entry.instead()) {
      rule = "csv-header";
      detail =
          "First line is neither the header nor data; the rest is read as "
              + String.join(",", file.kind().columns());
    }
    return rejections.reject(
        rule,
        detail,
        file.relativePath() + ':' + entry.line().number(),
        file.kind() == FileKind.READINGS && !entry.instead(),
        entry.line().bytes(),
        entry.knownAt());
  }

  private static Iterator<Travelling> sorted(FileRecords records) {
    List<Travelling> all = new ArrayList<>();
    records.forEachRemaining(all::add);
    all.sort(Comparator.comparing(Travelling::knownAt));
    return all.iterator();
  }

  private static InputStream stream(ImportFile file) throws IOException {
    return Files.size(file.path()) <= SMALL_BYTES
        ? new ByteArrayInputStream(Files.readAllBytes(file.path()))
        : Files.newInputStream(file.path());
  }

  private static UncheckedIOException failure(ImportFile file, IOException e) {
    return new UncheckedIOException("Cannot read " + file.path(), e);
  }
}
