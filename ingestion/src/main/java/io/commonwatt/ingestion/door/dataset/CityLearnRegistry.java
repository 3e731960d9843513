package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Market;
import io.commonwatt.contracts.community.Member;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.Tariff;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.simulator.SeededResources;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The community file of a phase: one community, its wholesale price also the homes' dynamic tariff,
 * nothing paid for what is fed in, batteries and PV as the schema has them.
 */
final class CityLearnRegistry {

  static final String MARKET = "citylearn2022";
  static final String PLACE = "fontana";

  /** Fontana, California. */
  private static final double LATITUDE = 34.1;

  /** Its own time read as UTC, so that the sun stands highest at noon. */
  private static final double LONGITUDE = 0;

  /** The lowest value of the battery's efficiency curve (reference/dispatch-market.md, B1). */
  private static final double ROUND_TRIP_EFFICIENCY = 0.83;

  /** Service of a home in California: 200 A at 240 V. */
  private static final double MAX_KW = 48;

  private static final double FEEDER_KW_PER_HOME = 12;

  private CityLearnRegistry() {}

  static CommunityFile build(String name, List<CityLearnSchema.Home> homes, Instant from) {
    List<Feeder> feeders = new ArrayList<>();
    int first = (homes.size() + 1) / 2;
    feeders.add(new Feeder(name + "-feeder-a", name, FEEDER_KW_PER_HOME * first));
    if (homes.size() > first) {
      feeders.add(
          new Feeder(name + "-feeder-b", name, FEEDER_KW_PER_HOME * (homes.size() - first)));
    }
    List<Member> members = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<MeterInstallation> meters = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < homes.size(); i++) {
      CityLearnSchema.Home home = homes.get(i);
      String member = "member-" + home.number();
      members.add(new Member(member, "Building " + home.number()));
      points.add(
          new UsagePoint(
              home.id(),
              "local",
              member,
              name,
              feeders.get(i < first ? 0 : 1).id(),
              PLACE,
              List.of(Channel.CONSUMPTION, Channel.GENERATION),
              3600,
              MAX_KW));
      meters.add(new MeterInstallation(home.id(), home.id(), 1, from, Instant.MAX));
      resources.add(battery(home, from));
      resources.add(
          SeededResources.plain(home.id(), Resource.Type.PV, home.photovoltaicKw(), false, from));
    }
    Tariff tariff =
        new Tariff(
            "dynamic", List.of("*"), List.of(), MARKET, 0, 0, false, 0, 0, from, Instant.MAX);
    return CommunityFiles.sealed(
        new CommunityFile(
            CityLearnSource.CURRENCY,
            ZoneOffset.UTC,
            false,
            List.of(new Community(name, "CityLearn 2022", MARKET, PLACE)),
            feeders,
            List.of(new Place(PLACE, LATITUDE, LONGITUDE)),
            List.of(new Market(MARKET, CityLearnSource.CURRENCY)),
            members,
            points,
            meters,
            resources,
            List.of(tariff),
            SeededResources.strategies(from),
            ""),
        name);
  }

  private static Resource battery(CityLearnSchema.Home home, Instant from) {
    return new Resource(
        home.id() + "-battery",
        home.id(),
        Resource.Type.BATTERY,
        home.batteryKwh(),
        home.batteryKw(),
        ROUND_TRIP_EFFICIENCY,
        0,
        0,
        false,
        from,
        Instant.MAX);
  }
}
