package io.commonwatt.market.dispatch.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A small comma-separated table with a header, plain or gzip, read by column. Immutable. */
public final class CsvColumns {

  private final Path file;
  private final List<String> header;
  private final List<String[]> rows;

  private CsvColumns(Path file, List<String> header, List<String[]> rows) {
    this.file = file;
    this.header = header;
    this.rows = rows;
  }

  /** Reads a file; {@code .gz} is unpacked. */
  public static CsvColumns read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BenchmarkDataException("No file " + file, "copy the data set whole");
    }
    try (BufferedReader reader = open(file)) {
      String first = reader.readLine();
      if (first == null) {
        throw new BenchmarkDataException("File " + file + " is empty", "copy the data set whole");
      }
      List<String[]> rows = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          rows.add(line.split(",", -1));
        }
      }
      return new CsvColumns(file, List.of(first.split(",", -1)), rows);
    }
  }

  /** Lines of a text file, plain or gzip. */
  public static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    if (file.toString().endsWith(".gz")) {
      bytes = new GZIPInputStream(bytes);
    }
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  public int rows() {
    return rows.size();
  }

  /** A column's texts. */
  public List<String> texts(String column) {
    int index = header.indexOf(column);
    if (index < 0) {
      throw new BenchmarkDataException(
          "File " + file + " has no column '" + column + "'", "copy the data set whole");
    }
    List<String> texts = new ArrayList<>(rows.size());
    for (String[] row : rows) {
      texts.add(index < row.length ? row[index] : "");
    }
    return texts;
  }

  /** A column's numbers. */
  public double[] numbers(String column) {
    List<String> texts = texts(column);
    double[] numbers = new double[texts.size()];
    for (int row = 0; row < numbers.length; row++) {
      try {
        numbers[row] = Double.parseDouble(texts.get(row));
      } catch (NumberFormatException e) {
        throw new BenchmarkDataException(
            "File "
                + file
                + ", line "
                + (row + 2)
                + ", column '"
                + column
                + "': '"
                + texts.get(row)
                + "' is not a number",
            "mend or copy the file again");
      }
    }
    return numbers;
  }
}
