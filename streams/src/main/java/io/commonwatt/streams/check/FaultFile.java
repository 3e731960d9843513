package io.commonwatt.streams.check;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes fault files: CSV with the columns of {@link FaultLine#HEADER}. */
public final class FaultFile {
  private FaultFile() {}

  /**
   * The faults of a file.
   *
   * @throws IllegalArgumentException naming file, line and remedy
   */
  public static List<FaultLine> read(Path path) throws IOException {
    return parse(Files.readAllLines(path), path.getFileName().toString());
  }

  /** The faults of lines; empty ones, comments and the header are passed over. */
  static List<FaultLine> parse(List<String> lines, String name) {
    List<FaultLine> faults = new ArrayList<>();
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !line.equals(FaultLine.HEADER)) {
        faults.add(FaultLine.parse(line, name + ':' + (index + 1)));
      }
    }
    return faults;
  }

  /** Writes faults so that another run can plant the same. */
  public static void write(Path path, List<FaultLine> faults) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      out.write(FaultLine.HEADER + '\n');
      for (FaultLine fault : faults) {
        out.write(fault.text() + '\n');
      }
    }
  }
}
