package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The mapping file of a folder: which tables it holds, what their columns mean, and where the homes
 * are. {@code docs/formats.md} says how it is written. Immutable.
 *
 * @param site where the homes are, where the mapping says it
 */
public record FolderMapping(List<Table> tables, Site site) {

  /** Name of the mapping file in a folder. */
  public static final String FILE = "mapping.yaml";

  static final String FILES = "files";
  static final String COMMUNITY = "community";

  private static final String TABLES = "tables";
  private static final String DEFAULT_CURRENCY = "EUR";

  /**
   * Tables whose columns mean the same.
   *
   * @param files their names in the folder, {@code *} for any letters; empty for every table that
   *     no other mapping names
   * @param format reads one of them
   */
  public record Table(List<String> files, Format format) {
    public Table {
      files = List.copyOf(files);
    }
  }

  /**
   * Where the homes are.
   *
   * @param name of the data set; null when the folder's is meant
   * @param currency ISO 4217
   * @param timeZone local time of the people
   * @param latitude degrees north; null when it is not known
   * @param longitude degrees east; null when it is not known
   * @param notes what a reader of any result must know about the data, one sentence each
   */
  public record Site(
      String name,
      String currency,
      ZoneId timeZone,
      Double latitude,
      Double longitude,
      List<String> notes) {

    public Site {
      notes = List.copyOf(notes);
    }

    /** Whether it is known where they are. */
    public boolean isLocated() {
      return latitude != null;
    }
  }

  public FolderMapping {
    tables = List.copyOf(tables);
  }

  /**
   * Reads a mapping file.
   *
   * @throws FormatException code {@code mapping-invalid}, with the key that is wrong
   */
  public static FolderMapping read(Path file) throws IOException {
    return parse(Files.readString(file), file.getFileName().toString());
  }

  /**
   * Reads the text of a mapping file.
   *
   * @param name of the file, for messages
   * @throws FormatException code {@code mapping-invalid}, with the key that is wrong
   */
  public static FolderMapping parse(String yaml, String name) {
    YamlKeys keys = MappingFile.keys(yaml, name);
    YamlKeys community = keys.object(COMMUNITY);
    if (!keys.has(TABLES)) {
      ReadTable only = table(keys);
      return new FolderMapping(List.of(only.table()), site(community, List.of(only)));
    }
    List<ReadTable> read = keys.objects(TABLES).stream().map(FolderMapping::table).toList();
    keys.end();
    return new FolderMapping(read.stream().map(ReadTable::table).toList(), site(community, read));
  }

  /** A table and the zone of its times, null when they name their offset. */
  private record ReadTable(Table table, ZoneId zone) {}

  private static ReadTable table(YamlKeys keys) {
    List<String> files = keys.texts(FILES, List.of());
    TableMapping mapping = MappingFile.parse(keys);
    return new ReadTable(new Table(files, new MappedTable(mapping)), mapping.zone());
  }

  private static Site site(YamlKeys keys, List<ReadTable> tables) {
    ZoneId zone = tables.get(0).zone() == null ? ZoneOffset.UTC : tables.get(0).zone();
    Site site =
        new Site(
            keys.text("name", null),
            keys.text("currency", DEFAULT_CURRENCY),
            keys.parsed("timeZone", zone.getId(), ZoneId::of),
            keys.parsed("latitude", null, text -> degrees(text, 90)),
            keys.parsed("longitude", null, text -> degrees(text, 180)),
            keys.texts("notes", List.of()));
    if ((site.latitude() == null) != (site.longitude() == null)) {
      throw keys.invalid("has one of latitude and longitude; name both");
    }
    keys.end();
    return site;
  }

  private static Double degrees(String text, double most) {
    double degrees = Double.parseDouble(text);
    if (!(Math.abs(degrees) <= most)) {
      throw new IllegalArgumentException("expected degrees from -" + most + " to " + most);
    }
    return degrees;
  }
}
