package io.commonwatt.ingestion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads whole folders, for comparison. */
public final class Folders {

  private Folders() {}

  /** Every file's text by relative path. */
  public static TreeMap<String, String> content(Path folder) {
    TreeMap<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content;
  }

  /** Data lines of all readings files, in order of path and line. */
  public static List<String> readingLines(Path folder) {
    return content(folder).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("readings"))
        .flatMap(entry -> entry.getValue().lines().skip(1))
        .toList();
  }
}
