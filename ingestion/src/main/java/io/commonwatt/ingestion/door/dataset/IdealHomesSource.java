package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.door.intake.FileHash;
import io.commonwatt.ingestion.door.intake.Rejections;
import io.commonwatt.ingestion.simulator.WholesaleMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The hourly table of ideal-homes: mean watts of homes in and around Edinburgh. It has no PV, no
 * batteries and no prices, so every third home gets both, seeded, and a tariff and a wholesale
 * market come from the simulator; the community file says so.
 */
public final class IdealHomesSource extends HourlySource {

  public static final String ELECTRICITY_FILE = "electricity_W_hourly_wide.csv.gz";

  static final String NAME = "ideal-homes";
  static final int DEFAULT_DAYS = 60;

  private static final List<String> USUAL_NOTES =
      List.of(
          "simulated resources: every third home has a seeded PV system and battery; tariff,"
              + " wholesale prices, carbon and irradiance are simulated",
          "ideal-homes: hourly temperatures were synthesised by the publishers from daily maximum and"
              + " minimum; they are not measured",
          "ideal-homes: temperature forecasts turn the published daily maximum and minimum into a sine"
              + " with its minimum at 04 and maximum at 16 UTC, taken as known from 06 UTC of the day"
              + " they were made; days without one carry the day before forward");

  private final IdealHomesTable table;
  private final IdealHomesWeather weather;
  private final IdealHomesMeters meters;
  private final WholesaleMarket market;
  private final List<String> notes;

  private IdealHomesSource(
      CommunityFile communityFile,
      IdealHomesTable table,
      IdealHomesWeather weather,
      IdealHomesMeters meters,
      WholesaleMarket market,
      List<String> notes) {
    super(communityFile, table.from(), table.to());
    this.table = table;
    this.weather = weather;
    this.meters = meters;
    this.market = market;
    this.notes = List.copyOf(notes);
  }

  /**
   * Opens the data set.
   *
   * @throws DoorException when a file is missing, the time asked for is outside, or no home has
   *     enough data in it
   */
  public static IdealHomesSource open(Path folder, OpenOptions options) throws IOException {
    Rejections rejections = new Rejections(NAME);
    DataTable electricity = DataTable.read(folder, ELECTRICITY_FILE, ',');
    int days = options.days() == null ? DEFAULT_DAYS : options.days();
    Instant end = IdealHomesTable.end(electricity);
    Instant from =
        options.from() == null
            ? end.minus(Duration.ofDays(days))
            : options.from().atStartOfDay(ZoneOffset.UTC).toInstant();
    IdealHomesTable table =
        IdealHomesTable.of(electricity, from, from.plus(Duration.ofDays(days)), rejections);
    List<String> homes = table.listEligible(options.homes());
    if (homes.isEmpty()) {
      throw sparse(electricity, table, days);
    }
    List<String> notes = new ArrayList<>();
    if (options.homes() != null && homes.size() < options.homes()) {
      notes.add(fewer(electricity, homes.size(), options.homes(), days));
    }
    IdealHomesRegistry registry =
        IdealHomesRegistry.build(folder, homes, table.from(), options.seed());
    IdealHomesWeather weather =
        new IdealHomesWeather(folder, registry.places(), options.seed(), table.from(), rejections);
    IdealHomesMeters meters =
        new IdealHomesMeters(
            table,
            FileHash.importId(folder, ELECTRICITY_FILE),
            new Registry(registry.communityFile()),
            registry.plants(),
            options.seed(),
            rejections);
    return new IdealHomesSource(
        registry.communityFile(), table, weather, meters, registry.market(options.seed()), notes);
  }

  private static DoorException sparse(DataTable electricity, IdealHomesTable table, int days) {
    return new DoorException(
        "data-sparse",
        "No home of ideal-homes has data in "
            + share()
            + " of the hours from "
            + table.from()
            + " to "
            + table.to(),
        "choose --from and --days within 2016-08-10 … "
            + IdealHomesTable.end(electricity)
            + "; homes join over time and the collection paused now and then: "
            + fullest(electricity, days));
  }

  private static String fewer(DataTable electricity, int homes, int asked, int days) {
    return "ideal-homes: of %d homes asked for, %d have data in %s of the hours; %s"
        .formatted(asked, homes, share(), fullest(electricity, days));
  }

  private static String fullest(DataTable electricity, int days) {
    IdealHomesTable.Window most = IdealHomesTable.fullest(electricity, days);
    return "of %d days, most homes, %d, have it from %s on"
        .formatted(days, most.homes(), most.from().toString().substring(0, 10));
  }

  private static String share() {
    return StrictMath.round(100 * IdealHomesTable.MIN_SHARE) + " %";
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(USUAL_NOTES);
    return all;
  }

  @Override
  void listKnownAt(Instant hour, Consumer<Travelling> records) {
    if (hour.isAfter(from())) {
      meters.listHour(hour.minus(HOUR), records);
      weather.listObserved(hour, records);
    } else {
      table.listProblems(records);
      weather.listProblems(records);
    }
    weather.listForecasts(hour, records);
    for (long day : DayAhead.listDays(from(), hour)) {
      for (Price price : market.day(day, hour)) {
        records.accept(price);
      }
    }
  }
}
