package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A phase of citylearn2022, or all of them: homes with load, PV and batteries, prices, carbon and
 * weather, hourly over a year. Row i is the hour that starts at 2022-07-31T23:00Z + i h; the clock
 * of the data is read as UTC, without daylight saving.
 */
public final class CityLearnSource extends HourlySource {

  public static final String SCHEMA_FILE = "schema.json";

  static final Instant FIRST_HOUR = Instant.parse("2022-07-31T23:00:00Z");
  static final String CURRENCY = "USD";

  private static final List<String> PHASES = List.of("phase_1", "phase_2");

  private final String name;
  private final List<CityLearnBuilding> buildings;
  private final CityLearnWeather weather;
  private final CityLearnPrices prices;

  private CityLearnSource(
      String name,
      CommunityFile communityFile,
      Instant from,
      Instant to,
      List<CityLearnBuilding> buildings,
      CityLearnWeather weather,
      CityLearnPrices prices) {
    super(communityFile, from, to);
    this.name = name;
    this.buildings = buildings;
    this.weather = weather;
    this.prices = prices;
  }

  /** A home and the folder of its phase. */
  private record PhaseHome(Path folder, CityLearnSchema.Home home) {}

  /** Whether a folder holds the phases of citylearn2022. */
  public static boolean holdsPhases(Path folder) {
    return !phases(folder).isEmpty();
  }

  private static List<Path> phases(Path folder) {
    List<Path> phases = new ArrayList<>();
    for (String phase : PHASES) {
      if (Files.exists(folder.resolve(phase).resolve(SCHEMA_FILE))) {
        phases.add(folder.resolve(phase));
      }
    }
    return phases;
  }

  /**
   * Opens a phase's folder, or the one that holds the phases: then the homes of all of them are one
   * community, which pays the prices and has the weather of the first.
   *
   * @throws DoorException when a file or column is missing, or the time asked for is outside
   */
  public static CityLearnSource open(Path folder, OpenOptions options) throws IOException {
    List<Path> phases = phases(folder);
    String phase = folder.toAbsolutePath().normalize().getFileName().toString().replace('_', '-');
    String name = phases.isEmpty() ? "citylearn2022-" + phase : "citylearn2022";
    List<PhaseHome> found = new ArrayList<>();
    for (Path one : phases.isEmpty() ? List.of(folder) : phases) {
      for (CityLearnSchema.Home home : CityLearnSchema.read(one).homes()) {
        found.add(new PhaseHome(one, home));
      }
    }
    int homes = options.homes() == null ? found.size() : options.homes();
    List<PhaseHome> places = found.subList(0, Math.min(homes, found.size()));
    List<CityLearnSchema.Home> kept = places.stream().map(PhaseHome::home).toList();
    Path first = places.get(0).folder();
    Rejections rejections = new Rejections(name);
    List<DataTable> tables = new ArrayList<>();
    for (PhaseHome place : places) {
      tables.add(DataTable.read(place.folder(), place.home().file(), ','));
    }
    int rows = tables.stream().mapToInt(table -> table.lines().size()).max().orElse(0);
    Instant from =
        options.from() == null
            ? FIRST_HOUR
            : options.from().atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = FIRST_HOUR.plus(Duration.ofHours(rows));
    Instant to = options.days() == null ? end : from.plus(Duration.ofDays(options.days()));
    if (from.isBefore(FIRST_HOUR) || to.isAfter(end) || !from.isBefore(to)) {
      throw new DoorException(
          "time-outside",
          "The phase covers " + FIRST_HOUR + " to " + end + ", asked for " + from + " to " + to,
          "choose --from and --days within it");
    }
    CommunityFile file = CityLearnRegistry.build(name, kept, from);
    Registry registry = new Registry(file);
    List<CityLearnBuilding> buildings = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      buildings.add(
          CityLearnBuilding.of(
              places.get(i).folder(), name, kept.get(i), tables.get(i), registry, rejections));
    }
    return new CityLearnSource(
        name,
        file,
        from,
        to,
        buildings,
        new CityLearnWeather(DataTable.read(first, kept.get(0).weatherFile(), ','), rejections),
        new CityLearnPrices(
            DataTable.read(first, kept.get(0).pricingFile(), ','),
            DataTable.read(first, kept.get(0).carbonFile(), ','),
            rejections));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "citylearn2022: row i starts at 2022-07-31T23:00Z + i h, read as UTC; its longitude is set"
            + " to 0 so that the sun stands highest at noon",
        "citylearn2022: irradiance is diffuse + direct as the data has it, not global horizontal;"
            + " a weather forecast takes for each of the next 24 hours the latest published"
            + " prediction (6, 12 or 24 h ahead), interpolated where there is none yet",
        "citylearn2022: battery efficiency is 0.83 round trip at all powers, its lowest value");
  }

  @Override
  void listKnownAt(Instant hour, Consumer<Travelling> records) {
    int row = rowEndingAt(hour);
    if (hour.isAfter(from())) {
      for (CityLearnBuilding building : buildings) {
        building.listRow(row, hour, records);
      }
      weather.listObserved(row, hour, records);
    }
    weather.listForecast(row, hour, records);
    prices.listPublished(from(), to(), hour, records);
  }

  static int rowStartingAt(Instant start) {
    return (int) Duration.between(FIRST_HOUR, start).toHours();
  }

  private static int rowEndingAt(Instant end) {
    return rowStartingAt(end) - 1;
  }
}
