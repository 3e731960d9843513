package io.commonwatt.ingestion.door.folder;

import io.commonwatt.ingestion.door.intake.FileHash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The first look at the files of a folder. */
final class FileScan {

  private static final int LOOKED_AT_BYTES = 4096;
  private static final int DATE_LENGTH = 10;
  private static final String EXTENSION = ".csv";

  private final Path folder;

  FileScan(Path folder) {
    this.folder = folder;
  }

  /** Files of a kind by path; hidden ones are none. */
  List<Path> listFiles(FileKind kind) throws IOException {
    Path root = folder.resolve(kind.folder());
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** Days of the readings files, ascending. */
  List<LocalDate> listReadingDays() throws IOException {
    List<LocalDate> days = new ArrayList<>();
    for (Path path : listFiles(FileKind.READINGS)) {
      findDay(path).ifPresent(days::add);
    }
    days.sort(null);
    return days;
  }

  /** Looks at every file of the folder. */
  List<ImportFile> scan(RunWindow window) throws IOException {
    List<ImportFile> files = new ArrayList<>();
    for (FileKind kind : FileKind.values()) {
      for (Path path : listFiles(kind)) {
        files.add(scan(path, kind, window));
      }
    }
    return files;
  }

  /** Looks at a file. */
  ImportFile scan(Path path, FileKind kind, RunWindow window) throws IOException {
    String relativePath = folder.relativize(path).toString().replace('\\', '/');
    Instant start =
        findDay(path)
            .map(RunWindow::start)
            .filter(day -> day.isAfter(window.from()) && day.isBefore(window.closes()))
            .orElse(window.from());
    MessageDigest digest = FileHash.digest();
    String flaw = null;
    String flawDetail = null;
    Instant earliest = start;
    boolean ordered = true;
    try (InputStream in =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(path)), digest)) {
      if (Files.size(path) == 0) {
        flaw = "file-empty";
        flawDetail = "File is empty; send it again";
      } else if (!relativePath.endsWith(EXTENSION)) {
        flaw = "file-format";
        flawDetail = "File is not named *.csv; nothing of it was read";
      } else if (isBinary(path)) {
        flaw = "file-binary";
        flawDetail = "File is not text; nothing of it was read";
      } else {
        FileLines lines = new FileLines(in, kind, start, window);
        Instant previous = null;
        for (FileLines.Entry entry = lines.next(); entry != null; entry = lines.next()) {
          if (previous == null || entry.knownAt().isBefore(earliest)) {
            earliest = entry.knownAt();
          }
          ordered &= previous == null || !entry.knownAt().isBefore(previous);
          previous = entry.knownAt();
        }
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new ImportFile(
        path,
        relativePath,
        kind,
        FileHash.importId(relativePath, digest),
        start,
        earliest,
        ordered,
        flaw,
        flawDetail);
  }

  private static boolean isBinary(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      for (byte value : in.readNBytes(LOOKED_AT_BYTES)) {
        if (value == 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<LocalDate> findDay(Path path) {
    String name = path.getFileName().toString();
    if (name.length() < DATE_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(name.substring(0, DATE_LENGTH)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
