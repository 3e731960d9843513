package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Market;
import io.commonwatt.contracts.community.Member;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The community file of a neighbourhood. */
final class SimulatedRegistry {

  static final String MARKET = "day-ahead";
  private static final double MAX_KW_PER_HOME = 23;
  private static final double FEEDER_KW_PER_HOME = 8;
  private static final String SCHEME = "local";

  private final Neighbourhood neighbourhood;
  private final Incidents incidents;

  SimulatedRegistry(Neighbourhood neighbourhood, Incidents incidents) {
    this.neighbourhood = neighbourhood;
    this.incidents = incidents;
  }

  /** The file, not yet hashed. */
  CommunityFile build() {
    Instant from = neighbourhood.settings().fromInstant();
    List<Community> communities = new ArrayList<>();
    for (int number = 0; number < neighbourhood.communities(); number++) {
      String place = neighbourhood.placeOf(number).id();
      String id = neighbourhood.communityId(number);
      communities.add(new Community(id, "Community " + (number + 1) + ", " + place, MARKET, place));
    }
    List<Feeder> feeders = new ArrayList<>();
    for (String feeder : neighbourhood.feeders()) {
      List<SimulatedHome> homes = neighbourhood.homesOn(feeder);
      String community =
          neighbourhood.communityId(neighbourhood.communityOf(homes.get(0).number()));
      feeders.add(new Feeder(feeder, community, FEEDER_KW_PER_HOME * homes.size()));
    }
    List<Place> places =
        neighbourhood.climates().stream()
            .map(Climate::place)
            .map(place -> new Place(place.id(), place.latitude(), place.longitude()))
            .toList();
    List<Member> members = new ArrayList<>();
    List<UsagePoint> usagePoints = new ArrayList<>();
    List<MeterInstallation> installations = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (SimulatedHome home : neighbourhood.homes()) {
      String member = home.id().replace("home", "member");
      members.add(new Member(member, "Household " + (home.number() + 1)));
      usagePoints.add(usagePoint(home, member));
      installations.addAll(installations(home, from));
      resources.addAll(resources(home, from));
    }
    return new CommunityFile(
        SimulationSettings.CURRENCY,
        SimulationSettings.TIME_ZONE,
        false,
        communities,
        feeders,
        places,
        List.of(new Market(MARKET, SimulationSettings.CURRENCY)),
        members,
        usagePoints,
        installations,
        resources,
        List.of(RetailTariff.timeOfUse(from)),
        SeededResources.strategies(from),
        "");
  }

  private UsagePoint usagePoint(SimulatedHome home, String member) {
    int community = neighbourhood.communityOf(home.number());
    return new UsagePoint(
        home.id(),
        SCHEME,
        member,
        neighbourhood.communityId(community),
        neighbourhood.feederOf(home.number()),
        neighbourhood.placeOf(community).id(),
        Neighbourhood.channelsOf(home),
        neighbourhood.settings().stepSeconds(),
        MAX_KW_PER_HOME);
  }

  private List<MeterInstallation> installations(SimulatedHome home, Instant from) {
    if (home.number() != incidents.exchangedHome()) {
      return List.of(new MeterInstallation(home.meter(), home.id(), 1, from, Instant.MAX));
    }
    Instant exchanged = incidents.exchangedAt();
    return List.of(
        new MeterInstallation(home.meter(), home.id(), 1, from, exchanged),
        new MeterInstallation(home.nextMeter(), home.id(), 1, exchanged, Instant.MAX));
  }

  private static List<Resource> resources(SimulatedHome home, Instant from) {
    List<Resource> resources = new ArrayList<>();
    home.battery()
        .ifPresent(
            battery -> resources.add(SeededResources.battery(home.id(), battery, false, from)));
    home.photovoltaics()
        .ifPresent(
            pv ->
                resources.add(
                    SeededResources.plain(home.id(), Resource.Type.PV, pv.peakKw(), false, from)));
    home.car()
        .ifPresent(
            car ->
                resources.add(
                    SeededResources.plain(
                        home.id(), Resource.Type.EV, car.chargerKw(), false, from)));
    home.heatPump()
        .ifPresent(
            pump ->
                resources.add(
                    SeededResources.plain(
                        home.id(), Resource.Type.HEAT_PUMP, pump.powerKw(), false, from)));
    return resources;
  }
}
