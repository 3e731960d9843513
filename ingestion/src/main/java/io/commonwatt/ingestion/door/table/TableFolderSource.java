package io.commonwatt.ingestion.door.table;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Market;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.RegistryEntries;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.door.RunText;
import io.commonwatt.ingestion.door.dataset.SeededPlants;
import io.commonwatt.ingestion.door.folder.CommunityFolderSource;
import io.commonwatt.ingestion.door.folder.CompanionFiles;
import io.commonwatt.ingestion.door.folder.HomeSelection;
import io.commonwatt.ingestion.door.intake.Carry;
import io.commonwatt.ingestion.door.intake.MergedByKnownAt;
import io.commonwatt.ingestion.door.intake.OrderedRecords;
import io.commonwatt.ingestion.door.live.MeterDirectory;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.table.FolderMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tables of readings with a mapping. Each reading is known at the end of its interval. A community
 * file beside them says who is who; without one the meters found are the homes of communities that
 * are made for them, with what the data has not: tariff, prices, batteries, PV.
 */
public final class TableFolderSource implements DoorSource {

  /** A home takes part when it has values in at least this share of the run's intervals. */
  private static final double MIN_SHARE = 0.5;

  private final String name;
  private final CommunityFile communityFile;
  private final TableWindow window;
  private final TableReadings readings;
  private final Map<SeriesKey, Channel> filedAs;
  private final Map<String, SeededPlants> plants;
  private final long seed;
  private final CompanionFiles companions;
  private final List<FixedPrices> prices;
  private final List<String> notes;

  private TableFolderSource(Opening opening, TableReadings readings) {
    this.name = opening.name;
    this.communityFile = opening.communityFile;
    this.window = opening.window;
    this.readings = readings;
    this.filedAs = opening.filedAs;
    this.plants = opening.plants;
    this.seed = opening.options.seed();
    this.companions = opening.companions;
    this.prices = List.copyOf(opening.prices);
    this.notes = List.copyOf(opening.notes);
  }

  /** The mapping of a folder: its own, or that of a data set the program knows; empty for none. */
  public static Optional<FolderMapping> findMapping(Path folder) throws IOException {
    Path own = folder.resolve(FolderMapping.FILE);
    if (!Files.exists(own)) {
      return ShippedMappings.find(folder);
    }
    try {
      return Optional.of(FolderMapping.read(own));
    } catch (FormatException e) {
      throw new DoorException(
          e.code(), own + ": " + e.getMessage(), "see docs/formats.md, Tables, for its keys");
    }
  }

  /**
   * Opens a folder.
   *
   * @param measuredOnly whether nothing but what the tables hold is wanted
   * @throws DoorException when a table is missing or not as its mapping says, or nothing is left of
   *     what was asked for
   * @throws io.commonwatt.contracts.community.CommunityFileException when the registry is wrong
   */
  public static TableFolderSource open(
      Path folder, FolderMapping mapping, OpenOptions options, boolean measuredOnly)
      throws IOException {
    Opening opening = new Opening(folder, mapping, options, measuredOnly);
    List<TableFile> files = TableFile.list(folder, mapping);
    Map<SeriesKey, SeriesSummary> found = scan(files);
    opening.window = TableWindow.of(opening.name, found.values(), options);
    opening.companions = CompanionFiles.scan(folder);
    Path community = folder.resolve(CommunityFolderSource.COMMUNITY_FILE);
    TableReadings.Wanted wanted =
        Files.exists(community) ? opening.read(community) : opening.make(found);
    TableReadings readings = TableReadings.read(folder, files, wanted, opening.window);
    if (readings.values() == 0) {
      throw opening.nothingLeft();
    }
    return new TableFolderSource(opening, readings);
  }

  private static Map<SeriesKey, SeriesSummary> scan(List<TableFile> files) throws IOException {
    Map<SeriesKey, SeriesSummary> found = new TreeMap<>();
    ValueSink sink =
        value ->
            found
                .computeIfAbsent(
                    new SeriesKey(value.meter(), value.channel()), key -> new SeriesSummary())
                .add(value);
    for (TableFile file : files) {
      file.read(sink);
    }
    return found;
  }

  /** What is found out while a folder is opened. */
  private static final class Opening {
    private final String name;
    private final FolderMapping.Site site;
    private final OpenOptions options;
    private final boolean measuredOnly;
    private final Map<SeriesKey, Channel> filedAs = new TreeMap<>();
    private final List<FixedPrices> prices = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Map<String, SeededPlants> plants = Map.of();
    private CommunityFile communityFile;
    private TableWindow window;
    private CompanionFiles companions;

    Opening(Path folder, FolderMapping mapping, OpenOptions options, boolean measuredOnly) {
      this.site = mapping.site();
      String own = folder.toAbsolutePath().normalize().getFileName().toString().replace('|', '-');
      this.name = site.name() == null ? own : site.name();
      this.options = options;
      this.measuredOnly = measuredOnly;
      site.notes().forEach(note -> notes.add(name + ": " + note));
    }

    /** Takes the community file that lies beside the tables. */
    TableReadings.Wanted read(Path file) throws IOException {
      CommunityFile whole = CommunityFileReader.read(file);
      boolean all = options.homes() == null || options.homes() >= whole.usagePoints().size();
      communityFile = all ? whole : HomeSelection.first(whole, options.homes());
      for (Market market : communityFile.markets()) {
        addPrices(market.id(), market.currency());
      }
      Set<String> leftOut = HomeSelection.metersLeftOut(whole, communityFile);
      Set<String> pointsLeftOut = HomeSelection.pointsLeftOut(whole, communityFile);
      if (communityFile.simulatedResources()) {
        notes.add("simulated resources");
      }
      return key -> !leftOut.contains(key.meter()) && !pointsLeftOut.contains(key.meter());
    }

    /** Makes a community file of the meters found. */
    TableReadings.Wanted make(Map<SeriesKey, SeriesSummary> found) {
      List<TableHome> homes = homes(found);
      Map<String, String> markets = companions.markets();
      String market = markets.isEmpty() ? FixedPrices.MARKET : markets.keySet().iterator().next();
      TableRegistry registry =
          TableRegistry.build(
              name,
              priced(markets.get(market)),
              homes,
              place(),
              market,
              window.from(),
              options.seed(),
              !measuredOnly);
      communityFile = registry.communityFile();
      plants = registry.plants();
      addPrices(market, communityFile.currency());
      homes.forEach(
          home ->
              home.filedAs()
                  .forEach((sent, filed) -> filedAs.put(new SeriesKey(home.id(), sent), filed)));
      if (!measuredOnly) {
        addNotes();
      }
      return filedAs::containsKey;
    }

    private List<TableHome> homes(Map<SeriesKey, SeriesSummary> found) {
      Map<String, Map<Channel, SeriesSummary>> byMeter = new TreeMap<>();
      found.forEach(
          (key, series) ->
              byMeter
                  .computeIfAbsent(key.meter(), meter -> new EnumMap<>(Channel.class))
                  .put(key.channel(), series));
      int all = byMeter.size();
      byMeter.values().removeIf(channels -> channels.values().stream().noneMatch(this::isEnough));
      if (byMeter.isEmpty()) {
        throw nothingLeft();
      }
      if (byMeter.size() < all && !measuredOnly) {
        notes.add(
            name
                + ": of "
                + all
                + " meters, "
                + byMeter.size()
                + " have values in half of the time at least and take part; "
                + fullest(found));
      }
      return byMeter.entrySet().stream()
          .limit(options.homes() == null ? byMeter.size() : options.homes())
          .map(meter -> TableHome.of(meter.getKey(), meter.getValue()))
          .toList();
    }

    private boolean isEnough(SeriesSummary series) {
      return isEnough(series, window);
    }

    private boolean isEnough(SeriesSummary series, TableWindow time) {
      double intervals =
          (double) Duration.between(time.from(), time.to()).toSeconds() / series.usualSeconds();
      int values = series.valuesWithin(time.from(), time.to());
      return values > 0 && (measuredOnly || values >= MIN_SHARE * intervals);
    }

    /** Where as many days in a row have the most meters with enough values; the first such. */
    private String fullest(Map<SeriesKey, SeriesSummary> found) {
      TableWindow whole = TableWindow.of(name, found.values(), OpenOptions.all(0));
      Duration length = Duration.between(window.from(), window.to());
      TableWindow best = window;
      long most = 0;
      for (TableWindow at = whole.first(length); at.isWithin(whole); at = at.nextDay()) {
        TableWindow tried = at;
        long meters =
            found.entrySet().stream()
                .filter(series -> isEnough(series.getValue(), tried))
                .map(series -> series.getKey().meter())
                .distinct()
                .count();
        if (meters > most) {
          most = meters;
          best = at;
        }
      }
      return "of %d days, most meters, %d, have them from %s on"
          .formatted(length.toDays(), most, best.from().toString().substring(0, 10));
    }

    /** The place of the weather that is there; empty when there is none. */
    private String place() {
      if (companions.places().isEmpty()) {
        return "";
      }
      if (!site.isLocated()) {
        throw new DoorException(
            "mapping-invalid",
            "Weather lies beside the tables of " + name + ", but not where it was taken",
            "add latitude and longitude to 'community' of its mapping");
      }
      return companions.places().stream().sorted().findFirst().orElseThrow();
    }

    /** The site with the currency of prices that are there. */
    private FolderMapping.Site priced(String currency) {
      return new FolderMapping.Site(
          site.name(),
          currency == null ? site.currency() : currency,
          site.timeZone(),
          site.latitude(),
          site.longitude(),
          site.notes());
    }

    private void addPrices(String market, String currency) {
      if (!measuredOnly && !companions.markets().containsKey(market)) {
        prices.add(new FixedPrices(market, currency, site.timeZone()));
        notes.add(
            "fixed wholesale prices of market '"
                + market
                + "': every day 6 ct/kWh from 23 to 7 h, 11 from 16 to 20 h, else 7.5, in "
                + currency
                + "; carbon is not known");
      }
    }

    private void addNotes() {
      notes.add(
          0,
          "simulated resources: every third home has a seeded battery"
              + (plants.isEmpty() ? "" : ", and PV where it measures none")
              + "; the tariff is the simulator's, in "
              + communityFile.currency());
      if (plants.isEmpty() && !site.isLocated()) {
        notes.add(name + ": no PV is seeded, as the mapping does not say where the homes are");
      }
      if (companions.places().isEmpty()) {
        notes.add(name + ": there is no weather");
      }
      if (filedAs.entrySet().stream().anyMatch(one -> one.getKey().channel() != one.getValue())) {
        notes.add(
            name + ": what homes take that never feed in is filed as consumption, not as import");
      }
    }

    DoorException nothingLeft() {
      return new DoorException(
          "data-sparse",
          "No meter of " + name + " has enough values from " + window.from() + " to " + window.to(),
          "choose other --from, --days and --homes");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CommunityFile communityFile() {
    return communityFile;
  }

  @Override
  public Instant from() {
    return window.from();
  }

  @Override
  public Instant to() {
    return window.to();
  }

  @Override
  public Iterator<Travelling> records() {
    Registry registry = new Registry(communityFile);
    List<Iterator<Travelling>> sequences = new ArrayList<>();
    sequences.add(
        RegistryEntries.listAll(communityFile, window.from()).stream()
            .map(Travelling.class::cast)
            .iterator());
    for (FixedPrices market : prices) {
      sequences.add(market.records(window.from(), window.to()));
    }
    sequences.add(companions.records(name, registry, window.from(), window.to()));
    sequences.addAll(
        readings.listRecords(
            name, new MeterDirectory(registry), key -> filedAs.getOrDefault(key, key.channel())));
    int number = 0;
    for (Map.Entry<String, SeededPlants> plant : plants.entrySet()) {
      UsagePoint point = registry.findUsagePoint(plant.getKey()).orElseThrow();
      sequences.add(generation(point, plant.getValue(), number++));
    }
    Carry carry = new Carry();
    Iterator<Travelling> ordered = new OrderedRecords(new MergedByKnownAt(sequences));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ordered.hasNext();
      }

      @Override
      public Travelling next() {
        Travelling record = ordered.next();
        return record instanceof RawReading reading ? carry.apply(reading) : record;
      }
    };
  }

  /** The readings of seeded PV, interval by interval. */
  private Iterator<Travelling> generation(UsagePoint point, SeededPlants plant, int number) {
    int seconds = point.intervalSeconds();
    return new Iterator<>() {
      private Instant start = window.from();

      @Override
      public boolean hasNext() {
        return start.isBefore(window.to());
      }

      @Override
      public Travelling next() {
        Instant end = start.plusSeconds(seconds);
        RawReading reading =
            new RawReading(
                name,
                "simulated-pv@" + seed,
                start.getEpochSecond() / seconds * plants.size() + number,
                point.id(),
                Channel.GENERATION,
                start,
                seconds,
                plant.generationWh(start, seconds),
                0,
                Unit.WATT_HOUR,
                0L,
                "",
                end,
                point.placement());
        start = end;
        return reading;
      }
    };
  }

  @Override
  public String stepText() {
    return RunText.of(communityFile, window.from(), window.to());
  }

  @Override
  public List<String> notes() {
    return notes;
  }
}
