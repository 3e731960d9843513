package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.IntervalValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Communities of ten homes with a meter each: meter {@code m-7} at usage point {@code up-7}. */
public final class LiveCommunity {

  public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private LiveCommunity() {}

  /** A registry of so many meters, installed since 2020. */
  public static Registry registry(int meters) {
    return registry(meters, List.of());
  }

  /** A battery of 10 kWh and a car of 40 kWh at the second home, the car since 2026. */
  public static List<Resource> devices() {
    Instant since = Instant.parse("2020-01-01T00:00:00Z");
    return List.of(
        new Resource(
            "battery", "up-1", Resource.Type.BATTERY, 10, 5, 0.9, 0, 5, false, since, Instant.MAX),
        new Resource("car", "up-1", Resource.Type.EV, 40, 11, 0.9, 0, 0, false, FROM, Instant.MAX));
  }

  /** The same with devices. */
  public static Registry registry(int meters, List<Resource> devices) {
    List<Community> communities = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<MeterInstallation> installations = new ArrayList<>();
    Instant since = Instant.parse("2020-01-01T00:00:00Z");
    for (int i = 0; i < meters; i++) {
      String community = "c-" + i / 10;
      if (i % 10 == 0) {
        communities.add(new Community(community, community, "market", "place"));
      }
      points.add(
          new UsagePoint(
              "up-" + i,
              "NMI",
              "member-" + i,
              community,
              "",
              "place",
              List.of(Channel.CONSUMPTION),
              1800,
              10));
      installations.add(new MeterInstallation("m-" + i, "up-" + i, 1, since, Instant.MAX));
    }
    CommunityFile file =
        new CommunityFile(
            "EUR",
            ZoneId.of("UTC"),
            false,
            communities,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            points,
            installations,
            devices,
            List.of(),
            List.of(),
            "hash-of-" + meters);
    return new Registry(file);
  }

  /** A half hour of a meter, mWh. */
  static IntervalValue reading(String meter, int halfHour, long milliWattHours) {
    return new IntervalValue(
        meter,
        "",
        Channel.CONSUMPTION,
        FROM.plusSeconds(1800L * halfHour),
        1800,
        milliWattHours,
        -3,
        Unit.WATT_HOUR,
        "",
        0);
  }

  static Delivery delivery(String importId, IntervalValue... values) {
    GatheredValues gathered = new GatheredValues();
    for (IntervalValue value : values) {
      gathered.interval(value);
    }
    return Delivery.whole("test", importId, "hash of " + List.of(values), gathered);
  }
}
