package io.commonwatt.benchmarks.fleet;

import io.commonwatt.benchmarks.Size;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Market;
import io.commonwatt.contracts.community.Member;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Meters that report a plausible load, every interval once: of a thousand readings two come twice,
 * one never and one six hours late. The same size gives the same readings. Immutable.
 */
public final class Fleet {

  /** When the first interval starts. */
  public static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");

  private static final int HOMES_PER_COMMUNITY = 20;
  private static final int HOMES_PER_FEEDER = 10;
  private static final int HOUR_SECONDS = 3_600;
  private static final int LATE_HOURS = 6;
  private static final double MAX_KW = 23;

  /** Draws out of a thousand: 0 is a gap, 1 late, these and above come twice. */
  private static final int TWICE = 998;

  private static final int LATE = 1;

  /** Mean load of a home by hour of the day, W. */
  private static final int[] WATT = {
    180, 150, 140, 140, 150, 200, 420, 620, 540, 400, 350, 340,
    380, 370, 340, 360, 450, 720, 980, 900, 760, 610, 430, 270
  };

  private final Size size;
  private final List<String> meters = new ArrayList<>();
  private final List<String> placements = new ArrayList<>();

  public Fleet(Size size) {
    this.size = size;
    for (int number = 0; number < size.meters(); number++) {
      meters.add(String.format("meter-%06d", number));
      placements.add(community(number));
    }
  }

  public Size size() {
    return size;
  }

  /** When everything is known. */
  public Instant to() {
    return FROM.plusSeconds(hours() * HOUR_SECONDS);
  }

  /** Hours in which readings become known: one more than they are about. */
  public long hours() {
    return size.days() * 24L + 1;
  }

  /** The community file. */
  public Registry registry() {
    List<Community> communities = new ArrayList<>();
    List<Feeder> feeders = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<MeterInstallation> installations = new ArrayList<>();
    for (int number = 0; number < size.meters(); number++) {
      if (number % HOMES_PER_COMMUNITY == 0) {
        communities.add(new Community(community(number), community(number), "market", "place"));
      }
      if (number % HOMES_PER_FEEDER == 0) {
        feeders.add(new Feeder(feeder(number), community(number), HOMES_PER_FEEDER * MAX_KW));
      }
      members.add(new Member("member-" + number, "Member " + number));
      points.add(point(number));
      installations.add(
          new MeterInstallation(meters.get(number), points.get(number).id(), 1, FROM, Instant.MAX));
    }
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneOffset.UTC,
            true,
            communities,
            feeders,
            List.of(new Place("place", 51.5, 0)),
            List.of(new Market("market", "EUR")),
            members,
            points,
            installations,
            List.of(),
            List.of(),
            List.of(),
            ""));
  }

  private UsagePoint point(int number) {
    return new UsagePoint(
        String.format("point-%06d", number),
        "local",
        "member-" + number,
        community(number),
        feeder(number),
        "place",
        List.of(Channel.CONSUMPTION),
        size.stepMinutes() * 60,
        MAX_KW);
  }

  private static String community(int number) {
    return String.format("community-%05d", number / HOMES_PER_COMMUNITY);
  }

  private static String feeder(int number) {
    return String.format("feeder-%05d", number / HOMES_PER_FEEDER);
  }

  /**
   * Gives the readings that become known in (hour, hour + 1], in order.
   *
   * @param hour hours since {@link #FROM}, from 0
   */
  public void readings(long hour, Consumer<RawReading> readings) {
    int perHour = 60 / size.stepMinutes();
    for (int part = 0; part < perHour; part++) {
      long end = hour * HOUR_SECONDS + part * 60L * size.stepMinutes();
      if (end > 0 && end <= size.days() * 24L * HOUR_SECONDS) {
        interval(end, readings);
      }
    }
  }

  private void interval(long end, Consumer<RawReading> readings) {
    long late = end - LATE_HOURS * HOUR_SECONDS;
    SplittableRandom random = random(end);
    SplittableRandom earlier = random(late);
    for (int number = 0; number < size.meters(); number++) {
      Instant knownAt = FROM.plusSeconds(end).plusMillis(1 + 50_000L * number / size.meters());
      int draw = random.nextInt(1000);
      int wattHours = wattHours(random, end);
      if (draw > LATE) {
        readings.accept(reading(number, end, wattHours, 0, knownAt));
      }
      if (draw >= TWICE) {
        readings.accept(reading(number, end, wattHours, 1, knownAt));
      }
      int earlierDraw = earlier.nextInt(1000);
      int earlierWattHours = wattHours(earlier, late);
      if (earlierDraw == LATE && late > 0) {
        readings.accept(reading(number, late, earlierWattHours, 0, knownAt));
      }
    }
  }

  private SplittableRandom random(long end) {
    return new SplittableRandom(size.seed() * 1_000_003 + end);
  }

  private int wattHours(SplittableRandom random, long end) {
    int watt = WATT[(int) Math.floorMod(end / HOUR_SECONDS, 24L)];
    int percent = 40 + random.nextInt(120);
    return watt * percent / 100 * size.stepMinutes() / 60;
  }

  private RawReading reading(int number, long end, int wattHours, int copy, Instant knownAt) {
    long start = end - size.stepMinutes() * 60L;
    long index = start / (size.stepMinutes() * 60L);
    return new RawReading(
        "bench",
        "bench-day-" + start / (24 * HOUR_SECONDS),
        (index * size.meters() + number) * 2 + copy,
        meters.get(number),
        Channel.CONSUMPTION,
        FROM.plusSeconds(start),
        size.stepMinutes() * 60,
        wattHours,
        0,
        Unit.WATT_HOUR,
        0,
        "",
        knownAt,
        placements.get(number));
  }
}
