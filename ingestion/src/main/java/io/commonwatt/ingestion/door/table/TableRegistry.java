package io.commonwatt.ingestion.door.table;

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
import io.commonwatt.ingestion.door.dataset.CommunityFiles;
import io.commonwatt.ingestion.door.dataset.SeededPlants;
import io.commonwatt.ingestion.format.table.FolderMapping;
import io.commonwatt.ingestion.simulator.BatterySystem;
import io.commonwatt.ingestion.simulator.Climate;
import io.commonwatt.ingestion.simulator.RetailTariff;
import io.commonwatt.ingestion.simulator.SeededResources;
import io.commonwatt.ingestion.simulator.SimulatedPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The community file of tables that come without one: communities of at most 20 homes with two
 * feeders each, the simulator's tariff, every third home with a seeded battery, and with PV where
 * it measures nothing but consumption and it is known where it is.
 *
 * @param plants seeded PV by usage point
 */
record TableRegistry(CommunityFile communityFile, Map<String, SeededPlants> plants) {

  private static final int MAX_HOMES = 20;
  private static final int SEEDED_EVERY = 3;

  /** Connections of homes with less than 80 % of it, kW. */
  private static final double USUAL_KW = 23;

  private static final double RESERVE = 1.25;
  private static final double FEEDER_KW_PER_HOME = 8;

  /** Climate normals by latitude: of panels' temperature only. */
  private static final double EQUATOR_C = 29;

  private static final double C_PER_DEGREE = 0.36;
  private static final double SEASON_C_PER_DEGREE = 0.11;

  /**
   * Makes the file.
   *
   * @param place whose weather holds; empty when there is no weather
   * @param market whose prices hold
   * @param seeded whether every third home gets plants
   */
  static TableRegistry build(
      String name,
      FolderMapping.Site site,
      List<TableHome> homes,
      String place,
      String market,
      Instant from,
      long seed,
      boolean seeded) {
    Builder builder = new Builder(name, site, place, market, from, seed, seeded);
    for (int first = 0; first < homes.size(); first += MAX_HOMES) {
      builder.addCommunity(homes.subList(first, Math.min(homes.size(), first + MAX_HOMES)));
    }
    return builder.build();
  }

  /** Collects the objects of the file. */
  private static final class Builder {
    private final String name;
    private final FolderMapping.Site site;
    private final String place;
    private final String market;
    private final Instant from;
    private final long seed;
    private final boolean seeded;
    private final Climate climate;
    private final List<Community> communities = new ArrayList<>();
    private final List<Feeder> feeders = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<UsagePoint> points = new ArrayList<>();
    private final List<MeterInstallation> meters = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, SeededPlants> plants = new TreeMap<>();

    Builder(
        String name,
        FolderMapping.Site site,
        String place,
        String market,
        Instant from,
        long seed,
        boolean seeded) {
      this.name = name;
      this.site = site;
      this.place = place.isEmpty() && site.isLocated() ? name : place;
      this.market = market;
      this.from = from;
      this.seed = seed;
      this.seeded = seeded;
      this.climate = site.isLocated() ? new Climate(seed, sky(this.place, site)) : null;
    }

    private static SimulatedPlace sky(String place, FolderMapping.Site site) {
      return new SimulatedPlace(
          place,
          site.latitude(),
          site.longitude(),
          EQUATOR_C - C_PER_DEGREE * Math.abs(site.latitude()),
          SEASON_C_PER_DEGREE * site.latitude());
    }

    void addCommunity(List<TableHome> homes) {
      int number = communities.size() + 1;
      String community = String.format(Locale.ROOT, "%s-%02d", name, number);
      communities.add(new Community(community, name + ' ' + number, market, place));
      int onFirst = (homes.size() + 1) / 2;
      addFeeder(community + "-feeder-a", community, homes.subList(0, onFirst));
      addFeeder(community + "-feeder-b", community, homes.subList(onFirst, homes.size()));
      for (int i = 0; i < homes.size(); i++) {
        String feeder = community + (i < onFirst ? "-feeder-a" : "-feeder-b");
        addHome(homes.get(i), community, feeder, seeded && i % SEEDED_EVERY == 0);
      }
    }

    private void addFeeder(String feeder, String community, List<TableHome> homes) {
      double kilowatts =
          homes.stream().mapToDouble(home -> Math.max(FEEDER_KW_PER_HOME, home.greatestKw())).sum();
      if (!homes.isEmpty()) {
        feeders.add(new Feeder(feeder, community, Math.ceil(kilowatts)));
      }
    }

    private void addHome(TableHome home, String community, String feeder, boolean equipped) {
      String member = "member-" + home.id();
      members.add(new Member(member, "Household " + home.id()));
      meters.add(new MeterInstallation(home.id(), home.id(), 1, from, Instant.MAX));
      List<Channel> channels = new ArrayList<>(home.channels());
      if (home.generationKw() > 0) {
        double peakKw = Math.ceil(10 * home.generationKw()) / 10;
        resources.add(SeededResources.plain(home.id(), Resource.Type.PV, peakKw, false, from));
      }
      if (equipped && climate != null && home.takesPhotovoltaics()) {
        SeededPlants plant = new SeededPlants(seed, home.id(), climate);
        plants.put(home.id(), plant);
        resources.addAll(plant.resources(from));
        channels.add(Channel.GENERATION);
      } else if (equipped) {
        BatterySystem battery = BatterySystem.seeded(seed, home.id());
        resources.add(SeededResources.battery(home.id(), battery, true, from));
      }
      points.add(
          new UsagePoint(
              home.id(),
              "local",
              member,
              community,
              feeder,
              place,
              channels,
              home.stepSeconds(),
              Math.max(USUAL_KW, Math.ceil(RESERVE * home.greatestKw()))));
    }

    TableRegistry build() {
      List<Place> places =
          site.isLocated()
              ? List.of(new Place(place, site.latitude(), site.longitude()))
              : List.of();
      CommunityFile file =
          new CommunityFile(
              site.currency(),
              site.timeZone(),
              true,
              communities,
              feeders,
              places,
              List.of(new Market(market, site.currency())),
              members,
              points,
              meters,
              resources,
              List.of(RetailTariff.timeOfUse(from)),
              SeededResources.strategies(from),
              "");
      return new TableRegistry(CommunityFiles.sealed(file, name), plants);
    }
  }
}
