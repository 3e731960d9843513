package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.door.csv.ExactDecimal;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.FileHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * Half-hourly kWh of ten homes of the Smart Grid Smart City trial. Readings only: no weather, no
 * prices, no resources, so that it can be checked but not run. Times are the publisher's, in which
 * the hour that the clock repeats is moved on; they are taken for UTC.
 */
public final class SgscSource implements DoorSource {

  public static final String FILE = "smart_meter10.csv.gz";

  private static final String NAME = "sgsc-10homes";
  private static final String COMMUNITY = "sgsc";
  private static final int SECONDS = 1800;
  private static final double FUSE_KW = 23;

  private final CommunityFile communityFile;
  private final List<RawReading> readings;

  private SgscSource(CommunityFile communityFile, List<RawReading> readings) {
    this.communityFile = communityFile;
    this.readings = readings;
  }

  /**
   * Opens the data set.
   *
   * @throws DoorException when a line cannot be read, or nothing is left of what was asked for
   */
  public static SgscSource open(Path folder, OpenOptions options) throws IOException {
    Instant from =
        options.from() == null
            ? Instant.MIN
            : options.from().atStartOfDay(ZoneOffset.UTC).toInstant();
    String importId = FileHash.importId(folder, FILE);
    List<RawReading> readings = new ArrayList<>();
    TreeSet<String> homes = new TreeSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(FILE))),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      long number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        RawReading reading = reading(line, ++number, importId);
        if (!reading.start().isBefore(from)) {
          homes.add(reading.meter());
          readings.add(reading);
        }
      }
    }
    List<String> chosen =
        homes.stream().limit(options.homes() == null ? homes.size() : options.homes()).toList();
    readings.removeIf(reading -> !chosen.contains(reading.meter()));
    readings.sort(Comparator.comparing(RawReading::knownAt).thenComparing(RawReading::id));
    if (options.days() != null && !readings.isEmpty()) {
      Instant end = readings.get(0).start().plusSeconds(86_400L * options.days());
      readings.removeIf(reading -> !reading.start().isBefore(end));
    }
    if (readings.isEmpty()) {
      throw new DoorException(
          "data-empty", "Nothing of " + NAME + " is left", "widen --from, --days and --homes");
    }
    return new SgscSource(community(chosen), readings);
  }

  private static RawReading reading(String line, long number, String importId) {
    String[] cells = line.split(",", -1);
    try {
      ExactDecimal kwh = ExactDecimal.parse(cells[2], "general_supply_kwh");
      Instant start = Instant.parse(cells[1].replace(' ', 'T') + 'Z');
      return new RawReading(
          NAME,
          importId,
          number,
          cells[0],
          Channel.CONSUMPTION,
          start,
          SECONDS,
          kwh.mantissa(),
          kwh.powerOfTen() + 3,
          Unit.WATT_HOUR,
          0,
          "",
          start.plusSeconds(SECONDS),
          COMMUNITY);
    } catch (RuntimeException | UnreadableException e) {
      throw new DoorException(
          "data-malformed",
          FILE + ':' + number + " cannot be read: " + e.getMessage(),
          "restore the file from its source");
    }
  }

  private static CommunityFile community(List<String> homes) {
    List<UsagePoint> points = new ArrayList<>();
    List<MeterInstallation> installations = new ArrayList<>();
    for (String home : homes) {
      points.add(
          new UsagePoint(
              home,
              "local",
              "",
              COMMUNITY,
              "",
              "",
              List.of(Channel.CONSUMPTION),
              SECONDS,
              FUSE_KW));
      installations.add(new MeterInstallation(home, home, 1, Instant.EPOCH, Instant.MAX));
    }
    return new CommunityFile(
        "AUD",
        ZoneOffset.UTC,
        false,
        List.of(new Community(COMMUNITY, NAME, "", "")),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        points,
        installations,
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CommunityFile communityFile() {
    return communityFile;
  }

  @Override
  public Instant from() {
    return readings.get(0).start();
  }

  @Override
  public Instant to() {
    return readings.get(readings.size() - 1).knownAt();
  }

  @Override
  public Iterator<Travelling> records() {
    return List.<Travelling>copyOf(readings).iterator();
  }

  @Override
  public String stepText() {
    return readings.size() + " readings";
  }

  @Override
  public List<String> notes() {
    return List.of("sgsc-10homes: readings only; local times are taken for UTC");
  }
}
