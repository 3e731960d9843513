package io.commonwatt.ingestion.door.folder;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Weather and prices beside the tables of a folder, in the columns the simulator writes. Immutable.
 */
public final class CompanionFiles {

  public static final String WEATHER_FILE = "weather.csv";
  public static final String WEATHER_FORECAST_FILE = "weather-forecast.csv";
  public static final String PRICES_FILE = "prices.csv";

  /** Names that are no tables of readings. */
  public static final Set<String> NAMES = Set.of(WEATHER_FILE, WEATHER_FORECAST_FILE, PRICES_FILE);

  private static final int CURRENCY_COLUMN = 3;

  /** Every time of arrival is taken; what a run does not need is cut off. */
  private static final RunWindow ALWAYS =
      new RunWindow(Instant.EPOCH, Instant.MAX, Instant.MAX, false);

  private final List<ImportFile> files;
  private final Set<String> places;
  private final Map<String, String> markets;

  private CompanionFiles(List<ImportFile> files, Set<String> places, Map<String, String> markets) {
    this.files = files;
    this.places = places;
    this.markets = markets;
  }

  /** Looks at the files that are there. */
  public static CompanionFiles scan(Path folder) throws IOException {
    FileScan scan = new FileScan(folder);
    List<ImportFile> files = new ArrayList<>();
    Map<String, String> places = new TreeMap<>();
    Map<String, String> markets = new TreeMap<>();
    for (FileKind kind : FileKind.values()) {
      Path path = folder.resolve(name(kind));
      if (!name(kind).isEmpty() && Files.exists(path)) {
        files.add(scan.scan(path, kind, ALWAYS));
        boolean prices = kind == FileKind.PRICES;
        readNames(path, kind, prices ? CURRENCY_COLUMN : 0, prices ? markets : places);
      }
    }
    return new CompanionFiles(files, Set.copyOf(places.keySet()), markets);
  }

  /** Places of the weather. */
  public Set<String> places() {
    return places;
  }

  /** Currencies of the prices by market, in order of the markets' names. */
  public Map<String, String> markets() {
    return new TreeMap<>(markets);
  }

  /**
   * What they say about a part of time and is known until an hour after it, by {@code knownAt}.
   *
   * @param source name of the source, for rejections
   */
  public Iterator<Travelling> records(String source, Registry registry, Instant from, Instant to) {
    LineParser parser = new LineParser(source, registry);
    Rejections rejections = new Rejections(source);
    ReadWindow window = new ReadWindow(from, to, false, Set.of());
    Iterable<Travelling> merged =
        () -> new MergedFiles(files, file -> FileRecords.open(file, ALWAYS, parser, rejections));
    Stream<Travelling> kept =
        StreamSupport.stream(merged.spliterator(), false).map(window::cut).filter(Objects::nonNull);
    return kept.iterator();
  }

  private static String name(FileKind kind) {
    return switch (kind) {
      case WEATHER_OBSERVED -> WEATHER_FILE;
      case WEATHER_FORECAST -> WEATHER_FORECAST_FILE;
      case PRICES -> PRICES_FILE;
      case READINGS, EVENTS -> "";
    };
  }

  /** Reads the names in the first column, each with what another column says beside it. */
  private static void readNames(Path path, FileKind kind, int beside, Map<String, String> names)
      throws IOException {
    try (FileLines lines =
        new FileLines(
            new BufferedInputStream(Files.newInputStream(path)), kind, Instant.EPOCH, ALWAYS)) {
      for (FileLines.Entry entry = lines.next(); entry != null; entry = lines.next()) {
        if (entry.problem() == null && !entry.cells()[0].isEmpty()) {
          names.putIfAbsent(entry.cells()[0], entry.cells()[beside]);
        }
      }
    }
  }
}
