package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Market;
import io.commonwatt.contracts.community.Member;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.simulator.Climate;
import io.commonwatt.ingestion.simulator.RetailTariff;
import io.commonwatt.ingestion.simulator.SeededResources;
import io.commonwatt.ingestion.simulator.SimulatedPlace;
import io.commonwatt.ingestion.simulator.WholesaleMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The community file of ideal-homes: homes of one location in communities of at most 20, each with
 * two feeders; every third home of a community has a seeded PV system and battery.
 *
 * @param places where the homes are, by the location's name
 * @param plants seeded plants by usage point
 */
record IdealHomesRegistry(
    CommunityFile communityFile,
    Map<String, SimulatedPlace> places,
    Map<String, SeededPlants> plants) {

  private static final String METADATA_FILE = "home_metadata.csv.gz";
  private static final String MARKET = "day-ahead";
  private static final String CURRENCY = "GBP";
  private static final ZoneId TIME_ZONE = ZoneId.of("Europe/London");
  private static final int MAX_HOMES = 20;
  private static final int SEEDED_EVERY = 3;
  private static final double MAX_KW = 23;
  private static final double FEEDER_KW_PER_HOME = 8;

  static IdealHomesRegistry build(Path folder, List<String> homes, Instant from, long seed)
      throws IOException {
    Builder builder = new Builder(from, seed);
    Map<String, String> locations = locations(folder);
    Map<String, List<String>> byLocation = new TreeMap<>();
    for (String home : homes) {
      String known = locations.getOrDefault(home, IdealHomesLocations.USUAL);
      byLocation.computeIfAbsent(known, key -> new ArrayList<>()).add(home);
    }
    byLocation.forEach(builder::addLocation);
    return builder.build();
  }

  /** The market whose prices the homes' communities pay. */
  WholesaleMarket market(long seed) {
    Climate climate = new Climate(seed, SimulatedPlace.EDINBURGH);
    return new WholesaleMarket(seed, MARKET, CURRENCY, TIME_ZONE, climate);
  }

  private static Map<String, String> locations(Path folder) throws IOException {
    DataTable metadata = DataTable.read(folder, METADATA_FILE, ',');
    int home = metadata.getColumn("homeid");
    int location = metadata.getColumn("location");
    Map<String, String> locations = new TreeMap<>();
    for (Line line : metadata.lines()) {
      String[] cells = Cells.split(line.text());
      if (cells.length > Math.max(home, location)
          && IdealHomesLocations.PLACES.containsKey(cells[location])) {
        locations.put("home" + cells[home], cells[location]);
      }
    }
    return locations;
  }

  /** Collects the objects of the file. */
  private static final class Builder {
    private final Instant from;
    private final long seed;
    private final List<Community> communities = new ArrayList<>();
    private final List<Feeder> feeders = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<UsagePoint> points = new ArrayList<>();
    private final List<MeterInstallation> meters = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, SimulatedPlace> places = new TreeMap<>();
    private final Map<String, SeededPlants> plants = new TreeMap<>();

    Builder(Instant from, long seed) {
      this.from = from;
      this.seed = seed;
    }

    void addLocation(String location, List<String> homes) {
      SimulatedPlace place = IdealHomesLocations.PLACES.get(location);
      places.put(location, place);
      Climate climate = new Climate(seed, place);
      for (int first = 0; first < homes.size(); first += MAX_HOMES) {
        String community = String.format(Locale.ROOT, "%s-%02d", place.id(), first / MAX_HOMES + 1);
        communities.add(
            new Community(community, location + " " + (first / MAX_HOMES + 1), MARKET, place.id()));
        List<String> part = homes.subList(first, Math.min(homes.size(), first + MAX_HOMES));
        addCommunity(community, place, climate, part);
      }
    }

    private void addCommunity(
        String community, SimulatedPlace place, Climate climate, List<String> homes) {
      int onFirst = (homes.size() + 1) / 2;
      for (int i = 0; i < homes.size(); i++) {
        String feeder = community + (i < onFirst ? "-feeder-a" : "-feeder-b");
        if (i == 0 || i == onFirst) {
          int size = i == 0 ? onFirst : homes.size() - onFirst;
          feeders.add(new Feeder(feeder, community, FEEDER_KW_PER_HOME * size));
        }
        addHome(homes.get(i), community, feeder, place, i % SEEDED_EVERY == 0 ? climate : null);
      }
    }

    private void addHome(
        String home, String community, String feeder, SimulatedPlace place, Climate seeded) {
      String member = home.replace("home", "member");
      members.add(new Member(member, "Household " + IdealHomesTable.number(home)));
      meters.add(new MeterInstallation(home, home, 1, from, Instant.MAX));
      List<Channel> channels = List.of(Channel.CONSUMPTION);
      if (seeded != null) {
        channels = List.of(Channel.CONSUMPTION, Channel.GENERATION);
        SeededPlants plant = new SeededPlants(seed, home, seeded);
        plants.put(home, plant);
        resources.addAll(plant.resources(from));
      }
      points.add(
          new UsagePoint(
              home, "local", member, community, feeder, place.id(), channels, 3600, MAX_KW));
    }

    IdealHomesRegistry build() {
      CommunityFile file =
          new CommunityFile(
              CURRENCY,
              TIME_ZONE,
              true,
              communities,
              feeders,
              places.values().stream()
                  .map(place -> new Place(place.id(), place.latitude(), place.longitude()))
                  .toList(),
              List.of(new Market(MARKET, CURRENCY)),
              members,
              points,
              meters,
              resources,
              List.of(RetailTariff.timeOfUse(from)),
              SeededResources.strategies(from),
              "");
      return new IdealHomesRegistry(
          CommunityFiles.sealed(file, IdealHomesSource.NAME), places, plants);
    }
  }
}
