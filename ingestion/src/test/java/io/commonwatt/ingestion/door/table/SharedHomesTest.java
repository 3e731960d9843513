package io.commonwatt.ingestion.door.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.SharedData;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.format.table.FolderMapping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public data sets of homes whose mappings the program ships. */
class SharedHomesTest {

  @Test
  void shouldShipMappingsThatRead() throws IOException {
    for (String name : ShippedMappings.NAMES) {
      FolderMapping mapping = ShippedMappings.get(name);
      assertThat(mapping.site().name()).isEqualTo(name);
      assertThat(mapping.site().isLocated()).isTrue();
      assertThat(mapping.tables()).allMatch(table -> !table.files().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // readings, homes, first and last hour of the whole set, currency
    "unsw-lem-11sites, 67452, 11, 2017-02-25T17:00:00Z, 2017-04-30T15:00:00Z, AUD",
    "opengrid-be-2016, 158130, 18, 2015-12-31T23:00:00Z, 2017-01-01T00:00:00Z, EUR",
    "ausgrid-customer12, 35132, 1, 2011-06-30T14:00:00Z, 2012-06-30T14:00:00Z, AUD",
    "hue-residential1, 29231, 1, 2012-06-01T08:00:00Z, 2015-10-03T08:00:00Z, CAD",
    "sgsc-10homes, 293874, 10, 2012-02-10T08:00:00Z, 2014-03-03T13:00:00Z, AUD"
  })
  void shouldReadThemWhole(
      String name, int readings, int homes, Instant from, Instant to, String currency) {
    DoorSource source = DoorSources.openReadings(SharedData.folder(name), OpenOptions.all(7));
    assertThat(source.name()).isEqualTo(name);
    assertThat(source.communityFile().usagePoints()).hasSize(homes);
    assertThat(source.communityFile().currency()).isEqualTo(currency);
    assertThat(source.from()).isEqualTo(from);
    assertThat(source.to()).isEqualTo(to);
    assertThat(readings(source)).hasSize(readings);
  }

  @Test
  void shouldKeepEveryWattHourOfUnsw() throws IOException {
    Path folder = SharedData.folder("unsw-lem-11sites");
    BigDecimal kwh = BigDecimal.ZERO;
    for (String file : List.of("load_kwh_30min.csv.gz", "pv_kwh_30min.csv.gz")) {
      for (String line : lines(folder.resolve(file))) {
        String[] cells = line.split(",");
        for (int i = 1; i < cells.length; i++) {
          kwh = kwh.add(new BigDecimal(cells[i]));
        }
      }
    }
    DoorSource source = DoorSources.openReadings(folder, OpenOptions.all(7));
    BigDecimal read =
        readings(source).stream()
            .map(r -> BigDecimal.valueOf(r.mantissa(), -r.powerOfTen()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(read.movePointLeft(3)).isEqualByComparingTo(kwh);
  }

  @Test
  void shouldSeedSunWhereNoneIsMeasured() {
    OpenOptions week = new OpenOptions(LocalDate.of(2016, 6, 1), 7, null, 7);
    DoorSource belgium = DoorSources.open(SharedData.folder("opengrid-be-2016"), week);
    assertThat(count(belgium, Resource.Type.PV)).isEqualTo(6);
    assertThat(count(belgium, Resource.Type.BATTERY)).isEqualTo(6);
    List<RawReading> sun =
        readings(belgium).stream().filter(r -> r.channel() == Channel.GENERATION).toList();
    assertThat(sun).hasSize(6 * 7 * 24);
    // Noon is at 11:42 UTC in Brussels.
    double hours = sun.stream().mapToDouble(r -> r.energyWh() * hour(r.start())).sum();
    double wattHours = sun.stream().mapToDouble(RawReading::energyWh).sum();
    assertThat(hours / wattHours).isBetween(10.5, 13.0);

    DoorSource sydney =
        DoorSources.open(SharedData.folder("unsw-lem-11sites"), new OpenOptions(null, 7, null, 7));
    assertThat(sydney.communityFile().resources())
        .filteredOn(r -> r.type() == Resource.Type.PV)
        .hasSize(11)
        .noneMatch(Resource::simulated);
    assertThat(count(sydney, Resource.Type.BATTERY)).isEqualTo(4);
    assertThat(sydney.communityFile().usagePoints().stream().mapToDouble(UsagePoint::maxKw).max())
        .hasValue(68);
  }

  @Test
  void shouldResolveTheClocksOfTheHomes() {
    List<RawReading> vancouver =
        readings(
            DoorSources.openReadings(
                SharedData.folder("hue-residential1"),
                new OpenOptions(LocalDate.of(2013, 11, 3), 1, null, 7)));
    // 01:00 is there twice: 0.532 at 08:00 UTC, 0.576 at 09:00.
    assertThat(at(vancouver, "2013-11-03T08:00:00Z").energyWh()).isEqualTo(532);
    assertThat(at(vancouver, "2013-11-03T09:00:00Z").energyWh()).isEqualTo(576);

    List<RawReading> sydney =
        readings(
            DoorSources.openReadings(
                SharedData.folder("ausgrid-customer12"),
                new OpenOptions(LocalDate.of(2012, 3, 31), 1, null, 7)));
    assertThat(at(sydney, "2012-03-31T15:00:00Z").mantissa()).isEqualTo(1092);
    assertThat(sydney).noneMatch(r -> r.start().equals(Instant.parse("2012-03-31T16:00:00Z")));
    assertThat(at(sydney, "2012-03-31T17:00:00Z").energyWh()).isEqualTo(448);
  }

  private static RawReading at(List<RawReading> readings, String start) {
    return readings.stream()
        .filter(r -> r.channel() == Channel.CONSUMPTION && r.start().toString().equals(start))
        .findFirst()
        .orElseThrow();
  }

  private static double hour(Instant at) {
    return Math.floorMod(at.getEpochSecond(), 86_400L) / 3600.0 + 0.5;
  }

  private static long count(DoorSource source, Resource.Type type) {
    return source.communityFile().resources().stream().filter(r -> r.type() == type).count();
  }

  private static List<RawReading> readings(DoorSource source) {
    List<RawReading> readings = new ArrayList<>();
    source
        .records()
        .forEachRemaining(
            record -> {
              if (record instanceof RawReading reading) {
                readings.add(reading);
              }
            });
    return readings;
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }
}
