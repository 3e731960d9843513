package io.commonwatt.forecasting.backtest.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Text files of data sets, compressed or not. */
final class DataFile {

  private static final String COMPRESSED = ".gz";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private DataFile() {}

  /** A file of that name in a folder, or of that name with {@code .gz}. */
  static Optional<Path> find(Path folder, String name) {
    Path compressed = folder.resolve(name + COMPRESSED);
    Path plain = folder.resolve(name);
    if (Files.isRegularFile(compressed)) {
      return Optional.of(compressed);
    }
    return Files.isRegularFile(plain) ? Optional.of(plain) : Optional.empty();
  }

  /** A file that must be there. */
  static Path get(Path folder, String name) {
    return find(folder, name)
        .orElseThrow(
            () ->
                new DataSetException(
                    "File " + folder.resolve(name) + " (or .gz) does not exist",
                    "complete the data set, or name another folder by --data"));
  }

  /** Name without folder and {@code .gz}. */
  static String plainName(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(COMPRESSED)
        ? name.substring(0, name.length() - COMPRESSED.length())
        : name;
  }

  /** All lines, without a byte order mark. */
  static List<String> lines(Path file) {
    try (InputStream in = open(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().toList();
      if (lines.isEmpty()) {
        throw new DataSetException("File " + file + " is empty", "fetch the data set again");
      }
      return lines;
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new DataSetException(
          "File " + file + " cannot be read: " + e, "fetch the data set again");
    }
  }

  /** Columns named by the first line. */
  static String[] header(List<String> lines) {
    String first = lines.get(0);
    return (first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first).split(",", -1);
  }

  /** A number; NaN for what is none, which is a gap. */
  static double number(String cell) {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(COMPRESSED) ? new GZIPInputStream(in) : in;
  }
}
