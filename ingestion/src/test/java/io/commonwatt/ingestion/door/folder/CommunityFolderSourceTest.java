package io.commonwatt.ingestion.door.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.registry.RegistryEntry;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.ingestion.Folders;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommunityFolderSourceTest {

  private static final String DAY = "readings/community-01-feeder-a/2025-05-02.csv";
  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");

  @TempDir Path parent;

  private Path folder;

  @BeforeEach
  void simulate() {
    folder = parent.resolve("run");
    CommunitySimulator.write(SimulationSettings.of(5, 4, 7), folder);
  }

  @Test
  void shouldGiveEveryLineAsARecordInOrder() {
    List<Travelling> records = read(OpenOptions.all(0));
    requireOrdered(records);
    assertThat(count(records, RawReading.class)).isEqualTo(Folders.readingLines(folder).size());
    assertThat(count(records, Rejection.class)).isZero();
    assertThat(count(records, MeterEvent.class)).isEqualTo(lines("events"));
    assertThat(count(records, WeatherObserved.class)).isEqualTo(lines("weather/observed"));
    assertThat(count(records, WeatherForecast.class)).isEqualTo(lines("weather/forecast"));
    assertThat(count(records, Price.class)).isEqualTo(lines("prices"));
    assertThat(records.stream().limit(10)).allMatch(record -> record.knownAt().equals(FROM));
    assertThat(count(records, RegistryEntry.class)).isPositive();
  }

  @Test
  void shouldGiveTheSameEachTimeAndWhereverTheFolderLies() throws IOException {
    List<String> once =
        read(OpenOptions.all(0)).stream().map(CommunityFolderSourceTest::text).toList();
    Path elsewhere = parent.resolve("elsewhere");
    Files.move(folder, elsewhere);
    folder = elsewhere;
    assertThat(read(OpenOptions.all(9)).stream().map(CommunityFolderSourceTest::text).toList())
        .isEqualTo(once);
  }

  @Test
  void shouldReadAReadingAsSent() {
    RawReading reading =
        (RawReading)
            read(OpenOptions.all(0)).stream()
                .filter(record -> record.id().startsWith(DAY) && record.id().endsWith("#2"))
                .findFirst()
                .orElseThrow();
    String[] cells = Folders.content(folder).get(DAY).lines().toList().get(1).split(",");
    assertThat(reading.meter()).isEqualTo(cells[0]);
    assertThat(reading.start()).isEqualTo(cells[2]);
    assertThat(reading.energyWh()).isEqualTo(Long.parseLong(cells[4]));
    assertThat(reading.knownAt()).isEqualTo(cells[6]);
    assertThat(reading.placement()).isEqualTo("community-01");
    assertThat(reading.source()).isEqualTo("simulator");
    assertThat(reading.importId()).startsWith(DAY + "@").hasSize(DAY.length() + 13);
  }

  @Test
  void shouldReadTheRunItself() {
    DoorSource source = DoorSources.open(folder, OpenOptions.all(0));
    assertThat(source.name()).isEqualTo("simulator");
    assertThat(source.from()).isEqualTo(FROM);
    assertThat(source.to()).isEqualTo("2025-05-05T00:00:00Z");
    assertThat(source.stepText())
        .isEqualTo(
            "5 homes in 1 communities, 2025-05-01T00:00:00Z to 2025-05-05T00:00:00Z (4 days),"
                + " 30 min steps");
    assertThat(source.notes()).anyMatch(note -> note.contains("simulated"));
  }

  @Test
  void shouldSortAFileWhoseLinesCameInAnyOrder() throws IOException {
    List<String> expected =
        read(OpenOptions.all(0)).stream().map(CommunityFolderSourceTest::fact).sorted().toList();
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(DAY)));
    Collections.shuffle(lines.subList(1, lines.size()), new Random(5));
    Files.write(folder.resolve(DAY), lines);
    List<Travelling> records = read(OpenOptions.all(0));
    requireOrdered(records);
    assertThat(records.stream().map(CommunityFolderSourceTest::fact).sorted().toList())
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "csv-columns          | meter-0001,consumption,2025-05-02T05:00:00Z",
        "csv-columns          | ''",
        "csv-columns          | meter-0001,consumption,2025-05-02T05:00:00Z,1800,1,2,Wh,2025-05-02T06:00:00Z",
        "csv-number           | meter-0001,consumption,2025-05-02T05:00:00Z,1800,12x,Wh,2025-05-02T06:00:00Z",
        "csv-number           | meter-0001,consumption,2025-05-02T05:00:00Z,1800,,Wh,2025-05-02T06:00:00Z",
        "csv-number           | meter-0001,consumption,2025-05-02T05:00:00Z,1800,NaN,Wh,2025-05-02T06:00:00Z",
        "csv-number           | meter-0001,consumption,2025-05-02T05:00:00Z,1800,1e25,kWh,2025-05-02T06:00:00Z",
        "csv-number           | meter-0001,consumption,2025-05-02T05:00:00Z,0,5,Wh,2025-05-02T06:00:00Z",
        "csv-number           | meter-0001,consumption,2025-05-02T05:00:00Z,half,5,Wh,2025-05-02T06:00:00Z",
        "csv-time             | meter-0001,consumption,2025-05-02 05:00,1800,5,Wh,2025-05-02T06:00:00Z",
        "csv-time             | meter-0001,consumption,2025-05-02T05:00:00Z,1800,5,Wh,yesterday",
        "csv-unit             | meter-0001,consumption,2025-05-02T05:00:00Z,1800,5,BTU,2025-05-02T06:00:00Z",
        "csv-channel          | meter-0001,warmth,2025-05-02T05:00:00Z,1800,5,Wh,2025-05-02T06:00:00Z",
        "csv-empty            | ,consumption,2025-05-02T05:00:00Z,1800,5,Wh,2025-05-02T06:00:00Z",
        "received-outside-run | meter-0001,consumption,2025-05-02T05:00:00Z,1800,5,Wh,2099-01-01T00:00:00Z",
        "received-outside-run | meter-0001,consumption,2025-05-02T05:00:00Z,1800,5,Wh,1999-01-01T00:00:00Z"
      })
  void shouldRejectALineThatCannotBeReadAndGoOn(String rule, String line) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(DAY)));
    int before = lines.size() - 1;
    lines.add(10, line);
    Files.write(folder.resolve(DAY), lines);
    List<Travelling> records = read(OpenOptions.all(0));
    requireOrdered(records);
    Rejection rejection = onlyRejection(records);
    assertThat(rejection.rule()).isEqualTo(rule);
    assertThat(rejection.reference()).isEqualTo(DAY + ":11");
    assertThat(rejection.reading()).isTrue();
    assertThat(new String(rejection.raw(), StandardCharsets.UTF_8)).isEqualTo(line);
    assertThat(rejection.stage()).isEqualTo("ingestion");
    assertThat(ofFile(records, DAY)).isEqualTo(before);
    if (!line.contains("06:00:00Z")) {
      assertThat(rejection.knownAt())
          .as("that of the line before")
          .isEqualTo(lines.get(9).split(",")[6]);
    }
  }

  @Test
  void shouldRejectTheLastLineOfAFileCutInHalf() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(DAY));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Files.write(folder.resolve(DAY), half);
    String text = new String(half, StandardCharsets.UTF_8);
    long lines = text.lines().count();
    List<Travelling> records = read(OpenOptions.all(0));
    requireOrdered(records);
    Rejection rejection = onlyRejection(records);
    assertThat(rejection.rule()).isEqualTo("file-truncated");
    assertThat(rejection.reference()).isEqualTo(DAY + ":" + lines);
    assertThat(rejection.detail()).contains("File ends within this line; send it again");
    assertThat(ofFile(records, DAY)).isEqualTo(lines - 2);
  }

  @Test
  void shouldTrustALastLineWithoutItsEndOnlyWhereACutWouldShow() throws IOException {
    String extra = "readings/community-01-feeder-a/2025-05-04-extra.csv";
    String line = "m,consumption,2025-05-04T00:00:00Z,1800,125,Wh,2025-05-04T01:00:00Z";
    Files.writeString(
        folder.resolve(extra), String.join(",", FileKind.READINGS.columns()) + '\n' + line);
    assertThat(ofFile(read(OpenOptions.all(0)), extra)).isEqualTo(1);
    Files.writeString(
        folder.resolve(extra),
        "received_at,meter,channel,start,interval_seconds,unit,value\n"
            + "2025-05-04T01:00:00Z,m,consumption,2025-05-04T00:00:00Z,1800,Wh,12");
    List<Travelling> records = read(OpenOptions.all(0));
    assertThat(onlyRejection(records).rule()).isEqualTo("file-truncated");
    assertThat(ofFile(records, extra)).isZero();
  }

  @Test
  void shouldRejectABinaryFileAndAFileOfAnotherKindAsAWhole() throws IOException {
    byte[] noise = new byte[20_000];
    new Random(3).nextBytes(noise);
    Files.write(folder.resolve("readings/community-01-feeder-a/2025-05-03b.csv"), noise);
    Files.writeString(folder.resolve("readings/community-01-feeder-a/notes.docx"), "hello");
    Files.writeString(folder.resolve("readings/community-01-feeder-a/2025-05-04-empty.csv"), "");
    Files.writeString(folder.resolve("readings/.hidden"), "not looked at");
    long before = Folders.readingLines(copyWithoutNoise()).size();
    List<Travelling> records = read(OpenOptions.all(0));
    requireOrdered(records);
    assertThat(
            records.stream()
                .filter(Rejection.class::isInstance)
                .map(Rejection.class::cast)
                .map(
                    rejection ->
                        rejection.rule() + ' ' + rejection.reference() + ' ' + rejection.reading()))
        .containsExactlyInAnyOrder(
            "file-binary readings/community-01-feeder-a/2025-05-03b.csv:1 false",
            "file-format readings/community-01-feeder-a/notes.docx:1 false",
            "file-empty readings/community-01-feeder-a/2025-05-04-empty.csv:1 false");
    assertThat(count(records, RawReading.class)).isEqualTo(before);
  }

  @Test
  void shouldReadAFileWithoutItsHeader() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(DAY)));
    lines.remove(0);
    Files.write(folder.resolve(DAY), lines);
    List<Travelling> records = read(OpenOptions.all(0));
    assertThat(count(records, Rejection.class)).isZero();
    assertThat(ofFile(records, DAY)).isEqualTo(lines.size());
    lines.add(0, "Zählerstände");
    Files.write(folder.resolve(DAY), lines);
    records = read(OpenOptions.all(0));
    assertThat(onlyRejection(records).rule()).isEqualTo("csv-header");
    assertThat(onlyRejection(records).reading()).isFalse();
    assertThat(ofFile(records, DAY)).isEqualTo(lines.size() - 1);
  }

  @Test
  void shouldRejectDamageInEveryKindOfFile() throws IOException {
    for (String file :
        List.of(
            "events/2025-05-03.csv",
            "weather/observed/2025-05-02.csv",
            "weather/forecast/2025-05-02.csv",
            "prices/2025-05-02.csv")) {
      Files.writeString(
          folder.resolve(file), Files.readString(folder.resolve(file)) + "what is this\n");
    }
    List<Travelling> records = read(OpenOptions.all(0));
    requireOrdered(records);
    assertThat(
            records.stream()
                .filter(Rejection.class::isInstance)
                .map(Rejection.class::cast)
                .filter(
                    rejection -> rejection.rule().equals("csv-columns") && !rejection.reading()))
        .hasSize(4);
  }

  @Test
  void shouldReadKilowattHoursWattsAndDecimals() throws IOException {
    String header = "meter,channel,start,interval_seconds,value,unit,received_at\n";
    Files.writeString(
        folder.resolve("readings/community-01-feeder-a/2025-05-04-extra.csv"),
        header
            + "other,consumption,2025-05-04T00:00:00Z,1800,0.2505,kWh,2025-05-04T01:00:00Z\n"
            + "other,consumption,2025-05-04T00:30:00Z,1800,0.2505,kWh,2025-05-04T01:00:00Z\n"
            + "other,consumption,2025-05-04T01:00:00Z,1800,0.2,kW,2025-05-04T02:00:00Z\n"
            + "other,consumption,2025-05-04T01:30:00Z,1800,301,W,2025-05-04T02:00:00Z\n");
    assertThat(
            read(OpenOptions.all(0)).stream()
                .filter(record -> record.key().equals("other"))
                .map(record -> ((RawReading) record).energyWh()))
        .containsExactly(250L, 251L, 100L, 150L);
  }

  @Test
  void shouldReadAPartOfTheTimeAndOfTheHomes() {
    List<Travelling> records = read(new OpenOptions(LocalDate.of(2025, 5, 2), 2, 2, 0));
    requireOrdered(records);
    Instant from = Instant.parse("2025-05-02T00:00:00Z");
    Instant to = Instant.parse("2025-05-04T00:00:00Z");
    DoorSource source =
        DoorSources.open(folder, new OpenOptions(LocalDate.of(2025, 5, 2), 2, 2, 0));
    assertThat(source.communityFile().usagePoints().stream().map(UsagePoint::id))
        .containsExactly("home-0001", "home-0002");
    assertThat(records).allMatch(record -> !record.knownAt().isBefore(from));
    assertThat(records).allMatch(record -> record.knownAt().isBefore(to.plusSeconds(3600)));
    assertThat(
            records.stream().filter(RawReading.class::isInstance).map(Travelling::key).distinct())
        .contains("meter-0001", "meter-0002")
        .doesNotContain("meter-0003", "meter-0004", "meter-0005");
    assertThat(
            records.stream()
                .filter(Price.class::isInstance)
                .map(record -> ((Price) record).start()))
        .hasSize(72)
        .allMatch(start -> !start.isBefore(from));
  }

  @Test
  void shouldTellTimeByFileNamesWhereThereIsNoManifest() throws IOException {
    Files.delete(folder.resolve("manifest.json"));
    DoorSource source = DoorSources.open(folder, OpenOptions.all(0));
    assertThat(source.name()).isEqualTo("files");
    assertThat(source.from()).isEqualTo(FROM);
    assertThat(source.to()).isEqualTo("2025-05-06T00:00:00Z");
    assertThat(count(read(OpenOptions.all(0)), RawReading.class))
        .isEqualTo(Folders.readingLines(folder).size());
  }

  @Test
  void shouldNameTheRemedyWhenItCannotBeOpened() throws IOException {
    assertThatThrownBy(() -> DoorSources.open(parent.resolve("nowhere"), OpenOptions.all(0)))
        .isInstanceOf(DoorException.class)
        .hasMessageContaining(
            "data-missing: Folder " + parent.resolve("nowhere") + " does not exist");
    assertThatThrownBy(() -> DoorSources.open(parent, OpenOptions.all(0)))
        .hasMessageContaining("data-unknown")
        .hasMessageContaining("community.yaml");
    assertThatThrownBy(() -> read(new OpenOptions(LocalDate.of(2024, 1, 1), 2, null, 0)))
        .hasMessageContaining(
            "time-outside: The folder covers 2025-05-01T00:00:00Z to 2025-05-05T00:00:00Z")
        .hasMessageContaining("choose --from and --days within it");
    Files.writeString(folder.resolve("manifest.json"), "{\"from\": \"yesterday\"}");
    assertThatThrownBy(() -> read(OpenOptions.all(0))).hasMessageContaining("manifest-invalid");
    assertThatThrownBy(() -> new OpenOptions(null, 0, null, 0)).hasMessageContaining("--days 0");
  }

  private Path copyWithoutNoise() {
    Path copy = parent.resolve("clean");
    CommunitySimulator.write(SimulationSettings.of(5, 4, 7), copy);
    return copy;
  }

  private List<Travelling> read(OpenOptions options) {
    List<Travelling> records = new ArrayList<>();
    DoorSources.open(folder, options).records().forEachRemaining(records::add);
    return records;
  }

  private long lines(String kind) {
    return Folders.content(folder).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(kind))
        .mapToLong(entry -> entry.getValue().lines().count() - 1)
        .sum();
  }

  private static long ofFile(List<Travelling> records, String file) {
    return records.stream()
        .filter(
            record -> record instanceof RawReading reading && reading.importId().startsWith(file))
        .count();
  }

  private static Rejection onlyRejection(List<Travelling> records) {
    List<Travelling> rejections = records.stream().filter(Rejection.class::isInstance).toList();
    assertThat(rejections).hasSize(1);
    return (Rejection) rejections.get(0);
  }

  private static long count(List<Travelling> records, Class<? extends Travelling> type) {
    return records.stream().filter(type::isInstance).count();
  }

  private static String text(Travelling record) {
    return record.toString();
  }

  /** What a record says, whatever its place in the file. */
  private static String fact(Travelling record) {
    return record instanceof RawReading r
        ? r.meter() + r.channel() + r.start() + r.mantissa() + r.knownAt()
        : record.id();
  }

  private static void requireOrdered(List<Travelling> records) {
    Set<String> ids = new HashSet<>();
    Travelling before = null;
    for (Travelling record : records) {
      assertThat(ids.add(record.getClass().getSimpleName() + record.id())).as(record.id()).isTrue();
      if (before != null) {
        int order = before.knownAt().compareTo(record.knownAt());
        assertThat(order < 0 || order == 0 && before.id().compareTo(record.id()) <= 0)
            .as(before + " before " + record)
            .isTrue();
      }
      before = record;
    }
  }
}
