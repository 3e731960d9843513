package io.commonwatt.streams.bench;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Reads the two data sets of real homes for checks of validation; see their SOURCE.txt. */
public final class DataSets {
  private static final int HOMES_PER_COMMUNITY = 20;

  /** A data set: who, and what they read. */
  public record Homes(Registry registry, List<Travelling> readings) {}

  private DataSets() {}

  /** Where the data sets lie; it may not exist. */
  public static Path folder() {
    return Path.of(System.getProperty("commonwatt.data", "../../shared/data"));
  }

  /** Hourly watts of the IDEAL homes: every {@code nth} home. */
  public static Homes idealHomes(int nth) throws IOException {
    List<Travelling> readings = new ArrayList<>();
    TreeSet<String> homes = new TreeSet<>();
    try (BufferedReader lines =
        open(folder().resolve("ideal-homes/electricity_W_hourly_wide.csv.gz"))) {
      String[] header = lines.readLine().split(",");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        Instant start = Instant.parse(cells[0].replace("Z", ":00Z"));
        for (int column = 1; column < cells.length; column++) {
          if (!cells[column].isEmpty() && column % nth == 0) {
            homes.add(header[column]);
            readings.add(reading(header[column], start, 3600, new BigDecimal(cells[column])));
          }
        }
      }
    }
    return new Homes(registry(homes, 3600), readings);
  }

  /** Half-hourly kWh of the ten Smart Grid Smart City homes. */
  public static Homes smartGridSmartCity() throws IOException {
    List<Travelling> readings = new ArrayList<>();
    TreeSet<String> homes = new TreeSet<>();
    try (BufferedReader lines = open(folder().resolve("sgsc-10homes/smart_meter10.csv.gz"))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        Instant start = Instant.parse(cells[1].replace(' ', 'T') + 'Z');
        BigDecimal wh = new BigDecimal(cells[2]).movePointRight(3);
        homes.add(cells[0]);
        readings.add(reading(cells[0], start, 1800, wh));
      }
    }
    return new Homes(registry(homes, 1800), readings);
  }

  private static BufferedReader open(Path path) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8));
  }

  private static RawReading reading(String home, Instant start, int seconds, BigDecimal wh) {
    return new RawReading(
        "data",
        "file",
        0,
        home,
        Channel.CONSUMPTION,
        start,
        seconds,
        wh.setScale(0, java.math.RoundingMode.HALF_UP).longValueExact(),
        0,
        Unit.WATT_HOUR,
        0,
        "",
        start.plusSeconds(seconds),
        "c");
  }

  private static Registry registry(TreeSet<String> homes, int seconds) {
    List<Community> communities = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<MeterInstallation> installations = new ArrayList<>();
    for (String home : homes) {
      String community = "c-" + points.size() / HOMES_PER_COMMUNITY;
      if (points.size() % HOMES_PER_COMMUNITY == 0) {
        communities.add(new Community(community, community, "market", "place"));
      }
      List<Channel> channels = List.of(Channel.CONSUMPTION);
      points.add(new UsagePoint(home, "local", "", community, "", "place", channels, seconds, 23));
      installations.add(new MeterInstallation(home, home, 1, Instant.EPOCH, Instant.MAX));
    }
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneOffset.UTC,
            false,
            communities,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            points,
            installations,
            List.of(),
            List.of(),
            List.of(),
            ""));
  }
}
