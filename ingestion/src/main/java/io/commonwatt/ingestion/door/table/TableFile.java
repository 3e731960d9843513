package io.commonwatt.ingestion.door.table;

import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.folder.CommunityFolderSource;
import io.commonwatt.ingestion.door.folder.CompanionFiles;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.archive.ArchiveLimits;
import io.commonwatt.ingestion.format.table.FolderMapping;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A table of a folder.
 *
 * @param name path from the folder, with slashes
 * @param format reads it as its mapping says
 */
record TableFile(Path path, String name, Format format) {

  private static final String TABLE = "(?i).*\\.(csv|tsv|parquet)(\\.gz|\\.zip)?";

  /**
   * The tables that a mapping means, in its order and by name.
   *
   * @throws DoorException when one that it names is missing, is named twice, or there is none
   */
  static List<TableFile> list(Path folder, FolderMapping mapping) throws IOException {
    List<String> names = listNames(folder);
    Set<String> taken = new TreeSet<>();
    List<TableFile> tables = new ArrayList<>();
    for (FolderMapping.Table table : mapping.tables()) {
      for (String pattern : table.files()) {
        List<String> found = names.stream().filter(name -> matches(pattern, name)).toList();
        if (found.isEmpty()) {
          throw new DoorException(
              "data-incomplete",
              "Folder " + folder + " has no table '" + pattern + "', which its mapping names",
              "copy it there, or correct 'files' of the mapping");
        }
        for (String name : found) {
          if (!taken.add(name)) {
            throw new DoorException(
                "mapping-invalid",
                "Table " + folder.resolve(name) + " is named twice by its mapping",
                "name each table in one place of 'files'");
          }
          tables.add(new TableFile(folder.resolve(name), name, table.format()));
        }
      }
    }
    for (FolderMapping.Table table : mapping.tables()) {
      if (table.files().isEmpty()) {
        names.stream()
            .filter(name -> isTable(name) && taken.add(name))
            .forEach(name -> tables.add(new TableFile(folder.resolve(name), name, table.format())));
      }
    }
    if (tables.isEmpty()) {
      throw new DoorException(
          "data-empty",
          "Folder " + folder + " has a mapping and no table",
          "put .csv, .csv.gz or .parquet files beside it, or name them by 'files'");
    }
    return tables;
  }

  /** Whether a folder holds every table that a mapping names. */
  static boolean areIn(Path folder, FolderMapping mapping) {
    return mapping.tables().stream()
        .flatMap(table -> table.files().stream())
        .allMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  /**
   * Hands its values on.
   *
   * @throws DoorException when it is not what its mapping says
   */
  void read(FormatSink sink) throws IOException {
    FormatReader reader =
        new FormatReader(FormatOptions.defaults(), ArchiveLimits.defaults(), format);
    for (DocumentReport report : reader.read(path, sink)) {
      if (!report.isAccepted()) {
        throw new DoorException(
            "data-malformed",
            "Table " + report.refusalText(),
            "correct it, or what the mapping says of it (docs/formats.md, Tables)");
      }
    }
  }

  private static List<String> listNames(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .filter(name -> !name.startsWith(".") && !name.contains("/."))
          .sorted()
          .toList();
    }
  }

  /** Whether a file is a table without being named: one of the folder itself. */
  private static boolean isTable(String name) {
    return name.matches(TABLE)
        && name.indexOf('/') < 0
        && !CompanionFiles.NAMES.contains(name)
        && !name.equals(FolderMapping.FILE)
        && !name.equals(CommunityFolderSource.COMMUNITY_FILE);
  }

  private static boolean matches(String pattern, String name) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return name.equals(pattern) || matcher.matches(Path.of(name));
  }
}
