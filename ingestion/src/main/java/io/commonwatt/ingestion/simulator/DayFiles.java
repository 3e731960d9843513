package io.commonwatt.ingestion.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A folder with one CSV file per UTC day of arrival, its lines in order of arrival; what arrives
 * after the closing time is left out. Days are written as soon as they are complete. Not
 * thread-safe.
 */
final class DayFiles<L> {

  private final Path folder;
  private final String header;
  private final Function<L, Instant> receivedAt;
  private final Function<L, String> text;
  private final Comparator<L> order;
  private final Instant closesAt;
  private final TreeMap<LocalDate, List<L>> open = new TreeMap<>();
  private long lines;

  DayFiles(
      Path folder,
      String header,
      Function<L, Instant> receivedAt,
      Function<L, String> text,
      Comparator<L> order,
      Instant closesAt) {
    this.folder = folder;
    this.header = header;
    this.receivedAt = receivedAt;
    this.text = text;
    this.order = order;
    this.closesAt = closesAt;
  }

  /** Takes a line, unless it arrives after the files close. */
  void add(L line) {
    Instant at = receivedAt.apply(line);
    if (at.isBefore(closesAt)) {
      open.computeIfAbsent(at.atOffset(ZoneOffset.UTC).toLocalDate(), day -> new ArrayList<>())
          .add(line);
      lines++;
    }
  }

  /** Writes the files of all days up to that one; nothing more may be added to them. */
  void writeThrough(LocalDate day) throws IOException {
    Map<LocalDate, List<L>> complete = open.headMap(day, true);
    for (Map.Entry<LocalDate, List<L>> entry : complete.entrySet()) {
      write(entry.getKey(), entry.getValue());
    }
    complete.clear();
  }

  /** Writes what is left. */
  void writeAll() throws IOException {
    writeThrough(LocalDate.MAX);
  }

  /** Lines taken. */
  long lines() {
    return lines;
  }

  private void write(LocalDate day, List<L> content) throws IOException {
    content.sort(order);
    Files.createDirectories(folder);
    try (BufferedWriter writer =
        Files.newBufferedWriter(folder.resolve(day + ".csv"), StandardCharsets.UTF_8)) {
      writer.write(header);
      writer.write('\n');
      for (L line : content) {
        writer.write(text.apply(line));
        writer.write('\n');
      }
    }
  }
}
