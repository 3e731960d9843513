package io.commonwatt.ingestion.format;

import io.commonwatt.ingestion.format.archive.ArchiveEntries;
import io.commonwatt.ingestion.format.archive.ArchiveEntry;
import io.commonwatt.ingestion.format.archive.ArchiveLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a file of any format, packed or not. Every document is read twice: first into a sink that
 * counts, then, when it was read to its end without a fault, into the caller's. So a document is
 * taken whole or not at all; the other documents of an archive are not affected. An archive that is
 * damaged or exceeds its limits is refused whole. Immutable; safe to share between threads.
 */
public final class FormatReader {

  private static final int HEAD_BYTES = 1 << 16;

  private final FormatOptions options;
  private final ArchiveLimits limits;
  private final Format format;

  /** Recognises the format of every document. */
  public FormatReader(FormatOptions options) {
    this(options, ArchiveLimits.defaults(), null);
  }

  /**
   * @param format the format of every document; null to recognise it
   */
  public FormatReader(FormatOptions options, ArchiveLimits limits, Format format) {
    this.options = options;
    this.limits = limits;
    this.format = format;
  }

  /** Reads a file into one sink. */
  public List<DocumentReport> read(Path file, FormatSink sink) throws IOException {
    return read(file, report -> sink);
  }

  /**
   * Reads a file.
   *
   * @param sinks gives the sink of an accepted document, from what was counted in it
   * @return a report for each document, in the order of the archive
   * @throws IOException when the file cannot be read; bad content is a report instead
   */
  public List<DocumentReport> read(Path file, Function<DocumentReport, FormatSink> sinks)
      throws IOException {
    return read(file.getFileName().toString(), file, sinks);
  }

  /**
   * Reads a stream, which is kept in a temporary file meanwhile.
   *
   * @param fileName as sent, without folders
   * @param in the caller closes it
   */
  public List<DocumentReport> read(
      String fileName, InputStream in, Function<DocumentReport, FormatSink> sinks)
      throws IOException {
    Path copy = Files.createTempFile("commonwatt-document", ".bin");
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return read(fileName, copy, sinks);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Only counts: what {@link #read} would hand on. */
  public List<DocumentReport> check(Path file) throws IOException {
    return count(file.getFileName().toString(), file);
  }

  private List<DocumentReport> read(
      String fileName, Path file, Function<DocumentReport, FormatSink> sinks) throws IOException {
    List<DocumentReport> reports = count(fileName, file);
    if (reports.stream().noneMatch(DocumentReport::isAccepted)) {
      return reports;
    }
    try (ArchiveEntries entries = open(fileName, file)) {
      for (DocumentReport report : reports) {
        ArchiveEntry entry = entries.next();
        if (report.isAccepted()) {
          formatOf(report).read(entry.content(), options, sinks.apply(report));
        }
      }
    }
    return reports;
  }

  private Format formatOf(DocumentReport report) {
    return format != null ? format : Formats.getByName(report.format());
  }

  private List<DocumentReport> count(String fileName, Path file) throws IOException {
    List<DocumentReport> reports = new ArrayList<>();
    try (ArchiveEntries entries = open(fileName, file)) {
      for (ArchiveEntry entry = entries.next(); entry != null; entry = entries.next()) {
        reports.add(count(entry));
      }
    } catch (FormatException e) {
      return List.of(new CountingSink().report(fileName, "", refusal(e)));
    }
    return reports;
  }

  private DocumentReport count(ArchiveEntry entry) throws IOException {
    CountingSink sink = new CountingSink();
    BufferedInputStream content = new BufferedInputStream(entry.content(), HEAD_BYTES);
    content.mark(HEAD_BYTES);
    byte[] head = content.readNBytes(HEAD_BYTES);
    content.reset();
    Format found = null;
    try {
      found = recognise(entry.name(), head);
      found.read(content, options, sink);
      content.transferTo(OutputStream.nullOutputStream()); // to the checksum of the archive
    } catch (FormatException e) {
      if (e.code().startsWith("archive-") && !e.code().equals("archive-nested")) {
        throw e;
      }
      return sink.report(entry.name(), found == null ? "" : found.name(), refusal(e));
    }
    return sink.report(entry.name(), found.name(), null);
  }

  private Format recognise(String entryName, byte[] head) {
    if (ArchiveEntries.isArchive(head)) {
      throw new FormatException(
          "archive-nested", 0, "The entry is an archive itself; send it as a file of its own");
    }
    if (format != null) {
      return format;
    }
    String name = entryName.substring(entryName.lastIndexOf('/') + 1);
    if (options.mapping() != null) {
      return Formats.mapped(name, head);
    }
    return Formats.recognise(name, head)
        .orElseThrow(
            () ->
                new FormatException(
                    "format-unrecognised",
                    0,
                    head.length == 0
                        ? "The document is empty"
                        : "No format recognises the document; name one of "
                            + String.join(", ", Formats.names())
                            + ", or give a mapping file for a table"));
  }

  private ArchiveEntries open(String fileName, Path file) throws IOException {
    return ArchiveEntries.open(fileName, Files.newInputStream(file), limits);
  }

  private static DocumentReport.Refusal refusal(FormatException e) {
    return new DocumentReport.Refusal(e.code(), e.line(), e.getMessage());
  }
}
