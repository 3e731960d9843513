package io.commonwatt.forecasting.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Finds the shared data sets: COMMONWATT_SHARED, else {@code shared} beside the repository. */
public final class SharedData {

  private SharedData() {}

  /** A folder of the data, if it is there. */
  public static Optional<Path> find(String folder) {
    String named = System.getenv("COMMONWATT_SHARED");
    Path shared =
        named != null
            ? Path.of(named)
            : Path.of(System.getProperty("commonwatt.root", "..")).resolve("../shared");
    Path found = shared.resolve("data").resolve(folder).normalize();
    return Files.isDirectory(found) ? Optional.of(found) : Optional.empty();
  }

  /** Lines of a file, compressed or not. */
  static List<String> lines(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllLines(file);
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
