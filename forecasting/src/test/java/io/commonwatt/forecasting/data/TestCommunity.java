package io.commonwatt.forecasting.data;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.Tariff;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Communities of homes with their readings and sums, as validation would hand them on. */
public final class TestCommunity {

  /** Energies of one home from the start on, Wh; NaN where nothing was measured. */
  public record Home(String id, double[] consumptionWh, double[] generationWh, double peakKw) {}

  private final Place place;
  private final ZoneId zone;
  private final Instant start;
  private final int stepSeconds;
  private final List<UsagePoint> points = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, Community> communities = new LinkedHashMap<>();
  private final Map<String, Feeder> feeders = new LinkedHashMap<>();
  private final List<Tariff> tariffs = new ArrayList<>();
  public final List<Travelling> records = new ArrayList<>();

  public TestCommunity(Place place, ZoneId zone, Instant start, int stepSeconds) {
    this.place = place;
    this.zone = zone;
    this.start = start;
    this.stepSeconds = stepSeconds;
  }

  /** Adds homes, up to twenty per community and half of them on each of two feeders. */
  public TestCommunity add(List<Home> homes) {
    for (int from = 0; from < homes.size(); from += 20) {
      List<Home> members = homes.subList(from, Math.min(from + 20, homes.size()));
      String community = "community-" + (communities.size() + 1);
      communities.put(community, new Community(community, community, "market", place.id()));
      List<Home> first = members.subList(0, (members.size() + 1) / 2);
      List<Home> second = members.subList((members.size() + 1) / 2, members.size());
      addFeeder(community, community + "-feeder-1", first);
      addFeeder(community, community + "-feeder-2", second);
      for (Channel channel : List.of(Channel.CONSUMPTION, Channel.GENERATION)) {
        sum(AggregatedMeasure.Level.COMMUNITY, community, community, channel, members);
      }
    }
    return this;
  }

  public Registry registry() {
    return new Registry(
        new CommunityFile(
            "EUR",
            zone,
            true,
            List.copyOf(communities.values()),
            List.copyOf(feeders.values()),
            List.of(place),
            List.of(),
            List.of(),
            points,
            List.of(),
            resources,
            tariffs,
            List.of(),
            "test"));
  }

  /**
   * Puts usage points on a tariff that follows a market.
   *
   * @param usagePoints ids, or {@code *} for all
   */
  public TestCommunity following(String market, String... usagePoints) {
    tariffs.add(
        new Tariff(
            "dynamic-" + tariffs.size(),
            List.of(usagePoints),
            List.of(),
            market,
            0,
            0,
            false,
            0,
            0,
            Instant.EPOCH,
            Instant.MAX));
    return this;
  }

  private void addFeeder(String community, String feeder, List<Home> homes) {
    feeders.put(feeder, new Feeder(feeder, community, 100));
    for (Home home : homes) {
      boolean solar = home.generationWh() != null;
      List<Channel> channels =
          solar ? List.of(Channel.CONSUMPTION, Channel.GENERATION) : List.of(Channel.CONSUMPTION);
      points.add(
          new UsagePoint(
              home.id(),
              "local",
              home.id(),
              community,
              feeder,
              place.id(),
              channels,
              stepSeconds,
              20));
      read(home.id(), community, feeder, Channel.CONSUMPTION, home.consumptionWh());
      if (solar) {
        read(home.id(), community, feeder, Channel.GENERATION, home.generationWh());
        resources.add(
            new Resource(
                home.id() + "-pv",
                home.id(),
                Resource.Type.PV,
                0,
                home.peakKw(),
                1,
                0,
                0,
                true,
                Instant.EPOCH,
                Instant.MAX));
      }
    }
    for (Channel channel : List.of(Channel.CONSUMPTION, Channel.GENERATION)) {
      sum(AggregatedMeasure.Level.FEEDER, feeder, community, channel, homes);
    }
  }

  private void read(
      String point, String community, String feeder, Channel channel, double[] energies) {
    for (int i = 0; i < energies.length; i++) {
      if (!Double.isNaN(energies[i])) {
        Instant begin = start.plusSeconds((long) i * stepSeconds);
        Instant end = begin.plusSeconds(stepSeconds);
        records.add(
            reading(point, community, feeder, channel, begin, stepSeconds, energies[i], end));
      }
    }
  }

  /** A measured reading. */
  public static ValidatedReading reading(
      String point,
      String community,
      String feeder,
      Channel channel,
      Instant begin,
      int stepSeconds,
      double energyWh,
      Instant knownAt) {
    return new ValidatedReading(
        point,
        community,
        feeder,
        channel,
        begin,
        stepSeconds,
        Math.round(energyWh),
        Math.round(energyWh),
        Origin.MEASURED,
        Quality.VALID,
        List.of(),
        "",
        point + "-meter",
        knownAt.toEpochMilli(),
        knownAt,
        community);
  }

  private void sum(
      AggregatedMeasure.Level level,
      String group,
      String community,
      Channel channel,
      List<Home> homes) {
    int length = homes.isEmpty() ? 0 : homes.get(0).consumptionWh().length;
    for (int i = 0; i < length; i++) {
      long sum = 0;
      int expected = 0;
      int present = 0;
      int estimated = 0;
      for (Home home : homes) {
        double[] energies =
            channel == Channel.CONSUMPTION ? home.consumptionWh() : home.generationWh();
        if (energies != null) {
          expected++;
          if (!Double.isNaN(energies[i])) {
            present++;
            sum += Math.round(energies[i]);
          } else if (i >= 24 && !Double.isNaN(energies[i - 24])) {
            estimated++;
            sum += Math.round(energies[i - 24]);
          }
        }
      }
      if (present > 0) {
        Instant begin = start.plusSeconds((long) i * stepSeconds);
        Instant end = begin.plusSeconds(stepSeconds);
        records.add(
            new AggregatedMeasure(
                level,
                group,
                channel,
                begin,
                stepSeconds,
                sum,
                expected,
                present,
                estimated,
                end.toEpochMilli(),
                end,
                community));
      }
    }
  }
}
