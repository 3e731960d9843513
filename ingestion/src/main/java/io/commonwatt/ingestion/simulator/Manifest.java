package io.commonwatt.ingestion.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes {@code manifest.json}: what was simulated, over what time, with what faults. */
final class Manifest {

  static final String FILE = "manifest.json";

  private Manifest() {}

  static void write(
      SimulationSettings settings, long readings, SortedMap<String, Long> faults, Path file)
      throws IOException {
    String counts =
        faults.entrySet().stream()
            .map((Map.Entry<String, Long> entry) -> quoted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(",\n    ", "{\n    ", "\n  }"));
    String text =
        "{\n  "
            + String.join(
                ",\n  ",
                quoted("kind", "\"commonwatt-simulation\""),
                quoted("version", 1),
                quoted("seed", settings.seed()),
                quoted("homes", settings.homes()),
                quoted("days", settings.days()),
                quoted("stepMinutes", settings.stepMinutes()),
                quoted("maxHomesPerCommunity", settings.maxHomesPerCommunity()),
                quoted("from", "\"" + settings.fromInstant() + '"'),
                quoted("to", "\"" + settings.toInstant() + '"'),
                quoted("readingLines", readings),
                quoted("faults", counts))
            + "\n}\n";
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static String quoted(String key, Object value) {
    return '"' + key + "\": " + value;
  }
}
