package io.commonwatt.ingestion.door.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.format.Texts;
import io.commonwatt.ingestion.format.ValidatedValues;
import io.commonwatt.ingestion.format.table.ParquetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFolderSourceTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final String LONG =
      """
      time: {column: at, length: PT30M}
      meter: {column: meter}
      channel: {value: consumption}
      value: {column: kwh, unit: kWh}
      community: {name: mill-lane, currency: GBP, latitude: 52.2, longitude: 0.1}
      """;
  private static final String WIDE =
      """
      layout: columns
      time: {column: "", zone: Europe/London, length: PT1H}
      channel: {value: import}
      value: {unit: W, sign: net}
      file: {missing: ["", NA]}
      columns: [{column: "*"}]
      """;

  @TempDir Path folder;

  @Test
  void shouldMakeACommunityOfTheMetersFound() throws IOException {
    write("mapping.yaml", LONG);
    write("readings.csv", longTable(45, 2));
    DoorSource source = open(OpenOptions.all(7));
    CommunityFile file = source.communityFile();

    assertThat(source.name()).isEqualTo("mill-lane");
    assertThat(source.from()).isEqualTo(FROM);
    assertThat(source.to()).isEqualTo(FROM.plus(Duration.ofDays(2)));
    assertThat(file.currency()).isEqualTo("GBP");
    assertThat(file.simulatedResources()).isTrue();
    assertThat(file.communities().stream().map(c -> c.id()))
        .containsExactly("mill-lane-01", "mill-lane-02", "mill-lane-03");
    Map<String, Long> sizes =
        file.usagePoints().stream()
            .collect(Collectors.groupingBy(UsagePoint::community, Collectors.counting()));
    assertThat(sizes.values()).containsExactlyInAnyOrder(20L, 20L, 5L);
    assertThat(file.usagePoints()).allMatch(point -> point.intervalSeconds() == 1800);
    assertThat(file.resources()).allMatch(Resource::simulated);
    assertThat(count(file, Resource.Type.BATTERY)).isEqualTo(7 + 7 + 2);
    assertThat(count(file, Resource.Type.PV)).isEqualTo(7 + 7 + 2);
    assertThat(source.notes()).anyMatch(note -> note.startsWith("simulated resources"));

    List<RawReading> measured = readings(source, Channel.CONSUMPTION);
    assertThat(measured).hasSize(45 * 2 * 48);
    assertThat(measured)
        .allMatch(r -> r.knownAt().equals(r.start().plusSeconds(1800)))
        .allMatch(r -> r.placement().startsWith("mill-lane-0"));
    List<RawReading> generated = readings(source, Channel.GENERATION);
    assertThat(generated).hasSize(16 * 2 * 48);
    assertThat(generated.stream().filter(r -> r.start().toString().contains("T01:")))
        .allMatch(r -> r.energyWh() == 0);
    assertThat(generated.stream().mapToLong(RawReading::energyWh).sum()).isPositive();
  }

  @Test
  void shouldGiveConnectionsThatCarryWhatWasMeasured() throws IOException {
    write("mapping.yaml", LONG);
    write(
        "readings.csv", "meter,at,kwh\na,2025-05-01T00:00:00Z,0.2\nb,2025-05-01T00:00:00Z,20.1\n");
    CommunityFile file = open(OpenOptions.all(7)).communityFile();
    assertThat(file.usagePoints().stream().map(UsagePoint::maxKw)).containsExactly(23.0, 51.0);
    assertThat(file.feeders().stream().map(f -> f.limitKw())).containsExactly(8.0, 41.0);
  }

  @Test
  void shouldReadWideTablesInLocalTimeWithGapsAndInjection() throws IOException {
    write("mapping.yaml", WIDE);
    StringBuilder table = new StringBuilder(",a,b,c\n");
    for (int hour = 0; hour < 48; hour++) {
      String at = String.format(Locale.ROOT, "2025-05-%02d %02d:00:00", 2 + hour / 24, hour % 24);
      String b = hour % 24 == 13 ? "-250.5" : "100";
      table.append(at).append(",40.25,").append(b).append(hour % 3 > 0 ? ",NA" : ",7").append('\n');
    }
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("power.csv.gz")))) {
      out.write(table.toString().getBytes(StandardCharsets.UTF_8));
    }
    DoorSource source = open(OpenOptions.all(7));

    assertThat(source.from()).isEqualTo("2025-05-01T23:00:00Z");
    assertThat(source.communityFile().timeZone().getId()).isEqualTo("Europe/London");
    // c has a third of its values and takes no part; a never feeds in, so its import is
    // consumption.
    assertThat(channels(source))
        .isEqualTo(
            Map.of(
                "a", List.of(Channel.CONSUMPTION), "b", List.of(Channel.IMPORT, Channel.EXPORT)));
    assertThat(source.notes()).anyMatch(note -> note.contains("of 3 meters, 2 have values"));
    List<RawReading> a = readings(source, Channel.CONSUMPTION);
    assertThat(a).hasSize(48).allMatch(r -> r.mantissa() == 4025 && r.powerOfTen() == -2);
    assertThat(readings(source, Channel.EXPORT).stream().mapToLong(RawReading::energyWh).sum())
        .isEqualTo(501);
    assertThat(readings(source, Channel.IMPORT).stream().mapToLong(RawReading::energyWh).sum())
        .isEqualTo(46 * 100);
    // Without a place no PV is thought up; a measured one is a resource.
    assertThat(source.communityFile().resources().stream().map(Resource::id))
        .containsExactlyInAnyOrder("a-battery", "b-pv");
  }

  @Test
  void shouldKeepAMeterThatOnlyGives() throws IOException {
    write("mapping.yaml", LONG.replace("consumption", "generation"));
    write("readings.csv", "meter,at,kwh\nroof,2025-05-01T00:00:00Z,0\n");
    DoorSource source = open(OpenOptions.all(7));
    assertThat(channels(source)).isEqualTo(Map.of("roof", List.of(Channel.GENERATION)));
    assertThat(readings(source, Channel.GENERATION)).hasSize(1);
    assertThat(source.communityFile().resources().stream().map(Resource::id))
        .containsExactly("roof-battery");
  }

  @Test
  void shouldReadParquet() throws IOException {
    var values = ValidatedValues.of(3, FROM, 2, 900);
    Files.write(folder.resolve("export.parquet"), Texts.write(new ParquetWriter(), values));
    write(
        "mapping.yaml",
        """
        time: {column: start, lengthColumn: lengthSeconds}
        meter: {column: usagePoint}
        channel: {column: channel}
        value: {column: energyWh, unit: Wh}
        """);
    DoorSource source = DoorSources.openReadings(folder, OpenOptions.all(7));
    long expected = values.stream().mapToLong(value -> value.energyWh()).sum();
    List<RawReading> readings = all(source, RawReading.class);
    assertThat(readings).hasSizeGreaterThan(3 * 2 * 90);
    assertThat(readings.stream().mapToLong(RawReading::energyWh).sum()).isEqualTo(expected);
  }

  @Test
  void shouldReadSeveralTablesEachWithItsMapping() throws IOException {
    write(
        "mapping.yaml",
        """
        tables:
          - files: [load.csv]
            time: {column: at, length: PT30M}
            meter: {column: meter}
            channel: {value: consumption}
            value: {column: kwh, unit: kWh}
          - files: ["sun/*.csv"]
            layout: columns
            time: {column: at, length: PT30M}
            value: {unit: Wh}
            columns: [{column: pv, meter: home-00, channel: generation}]
        community: {latitude: 52.2, longitude: 0.1}
        """);
    write("load.csv", longTable(2, 1));
    Files.createDirectories(folder.resolve("sun"));
    write("sun/may.csv", "at,pv\n2025-05-01T10:00:00Z,400\n2025-05-01T10:30:00Z,500\n");
    write("other.csv", "nothing,of,interest\n");
    DoorSource source = open(OpenOptions.all(7));
    assertThat(readings(source, Channel.GENERATION).stream().map(RawReading::energyWh))
        .containsExactly(400L, 500L);
    // The third home would be seeded next; the first measures its own PV and gets a battery alone.
    assertThat(source.communityFile().resources().stream().map(Resource::id))
        .containsExactlyInAnyOrder("home-00-battery", "home-00-pv");
    assertThat(source.communityFile().resources())
        .anyMatch(r -> r.type() == Resource.Type.PV && r.powerKw() == 1.0 && !r.simulated());
  }

  @Test
  void shouldObeyHomesDaysFromAndSeed() throws IOException {
    write("mapping.yaml", LONG);
    write("readings.csv", longTable(6, 5));
    LocalDate second = LocalDate.of(2025, 5, 2);
    DoorSource source = open(new OpenOptions(second, 2, 4, 7));
    assertThat(source.from()).isEqualTo("2025-05-02T00:00:00Z");
    assertThat(source.to()).isEqualTo("2025-05-04T00:00:00Z");
    assertThat(readings(source, Channel.CONSUMPTION)).hasSize(4 * 2 * 48);
    assertThat(records(source)).isEqualTo(records(source));
    assertThat(records(source)).isEqualTo(records(open(new OpenOptions(second, 2, 4, 7))));
    assertThat(readings(open(new OpenOptions(second, 2, 4, 8)), Channel.GENERATION))
        .isNotEqualTo(readings(source, Channel.GENERATION));
    assertThatThrownBy(() -> open(new OpenOptions(second, 9, null, 7)))
        .isInstanceOf(DoorException.class)
        .hasMessageContaining(
            "time-outside: mill-lane covers 2025-05-01T00:00:00Z to 2025-05-06T00:00:00Z");
  }

  @Test
  void shouldSayWhenMostMetersHaveValues() throws IOException {
    write("mapping.yaml", LONG);
    StringBuilder table = new StringBuilder(longTable(1, 6));
    for (int slot = 3 * 48; slot < 6 * 48; slot++) {
      table.append("late,").append(FROM.plusSeconds(1800L * slot)).append(",0.3\n");
    }
    write("readings.csv", table.toString());
    DoorSource source = open(new OpenOptions(null, 2, null, 7));
    assertThat(source.communityFile().usagePoints()).hasSize(1);
    assertThat(source.notes())
        .contains(
            "mill-lane: of 2 meters, 1 have values in half of the time at least and take part;"
                + " of 2 days, most meters, 2, have them from 2025-05-03 on");
  }

  @Test
  void shouldComeInOrderOfWhatIsKnown() throws IOException {
    write("mapping.yaml", LONG);
    write("readings.csv", longTable(3, 2));
    List<Travelling> records = records(open(OpenOptions.all(7)));
    assertThat(records.stream().map(Travelling::knownAt)).isSorted();
    assertThat(records.stream().map(record -> record.getClass().getSimpleName() + record.id()))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldPublishFixedPricesADayAhead() throws IOException {
    write("mapping.yaml", LONG);
    write("readings.csv", longTable(3, 2));
    DoorSource source = open(OpenOptions.all(7));
    List<Price> prices = all(source, Price.class);
    assertThat(prices).hasSize(3 * 24).allMatch(price -> !price.knownAt().isAfter(price.start()));
    assertThat(prices.stream().map(Price::importMilliCentPerKwh).distinct())
        .containsExactlyInAnyOrder(6_000L, 7_500L, 11_000L);
    assertThat(prices).allMatch(p -> p.importMilliCentPerKwh() - p.exportMilliCentPerKwh() == 300);
    assertThat(all(source, WeatherObserved.class)).isEmpty();
  }

  @Test
  void shouldTakeWeatherAndPricesThatLieBeside() throws IOException {
    write("mapping.yaml", LONG);
    write("readings.csv", longTable(3, 2));
    write(
        "weather.csv",
        """
        place,start,interval_seconds,temperature_c,irradiance_w_per_m2,received_at
        cambridge,2025-04-01T10:00:00Z,3600,11.5,320,2025-04-01T11:05:00Z
        cambridge,2025-05-01T10:00:00Z,3600,14.5,520,2025-05-01T11:05:00Z
        """);
    write(
        "weather-forecast.csv",
        """
        place,issued,start,step_seconds,temperature_c,irradiance_w_per_m2,received_at
        cambridge,2025-05-01T06:00:00Z,2025-05-01T06:00:00Z,3600,9 10 11,0 10 20,2025-05-01T06:00:00Z
        """);
    write(
        "prices.csv",
        """
        market,start,interval_seconds,currency,import_per_mwh,export_per_mwh,carbon_g_per_kwh,received_at
        GB,2025-05-01T00:00:00Z,3600,GBP,70.10,60,200,2025-04-30T12:00:00Z
        GB,2025-05-01T14:00:00Z,3600,GBP,71.10,60,200,2025-05-01T13:00:00Z
        """);
    DoorSource source = open(OpenOptions.all(7));
    assertThat(all(source, WeatherObserved.class)).hasSize(1);
    assertThat(all(source, WeatherForecast.class)).hasSize(1);
    assertThat(all(source, Price.class).stream().map(Price::importMilliCentPerKwh))
        .containsExactly(7010L, 7110L);
    assertThat(all(source, Price.class).get(0).knownAt()).isEqualTo(FROM);
    CommunityFile file = source.communityFile();
    assertThat(file.communities().get(0).market()).isEqualTo("GB");
    assertThat(file.communities().get(0).place()).isEqualTo("cambridge");

    write("mapping.yaml", LONG.replaceAll("(?m)^community.*\n", ""));
    assertThatThrownBy(() -> open(OpenOptions.all(7)))
        .isInstanceOf(DoorException.class)
        .hasMessageContaining("add latitude and longitude");
  }

  @Test
  void shouldLetACommunityFileSayWhoIsWho() throws IOException {
    write("mapping.yaml", LONG);
    write("readings.csv", longTable(3, 1));
    write(
        "community.yaml",
        """
        currency: EUR
        timeZone: Europe/Berlin
        markets: [{id: DE, currency: EUR}]
        communities: [{id: hof, market: DE}]
        members: [{id: m}]
        usagePoints:
          - {id: home-00, member: m, community: hof, channels: [consumption], intervalSeconds: 1800, maxKw: 14}
          - {id: haus-1, member: m, community: hof, channels: [consumption], intervalSeconds: 1800, maxKw: 14}
        meterInstallations:
          - {meter: serial-7, usagePoint: home-00}
          - {meter: home-01, usagePoint: haus-1}
        tariffs:
          - {id: flat, usagePoints: ['*'], bands: [{fromMinute: 0, importMilliCentPerKwh: 30000}]}
        """);
    DoorSource source = open(OpenOptions.all(7));
    assertThat(source.communityFile().currency()).isEqualTo("EUR");
    assertThat(source.communityFile().resources()).isEmpty();
    List<RawReading> readings = all(source, RawReading.class);
    // A table may name the meter or its usage point; who is not in the file is left to validation.
    assertThat(readings.stream().map(RawReading::meter).distinct())
        .containsExactlyInAnyOrder("serial-7", "home-01", "home-02");
    assertThat(readings.stream().filter(r -> r.meter().equals("serial-7")))
        .hasSize(48)
        .allMatch(r -> r.placement().equals("hof"));
    assertThat(all(source, Price.class)).isNotEmpty().allMatch(p -> p.market().equals("DE"));
    List<RawReading> one = all(open(new OpenOptions(null, null, 1, 7)), RawReading.class);
    assertThat(one.stream().map(RawReading::meter).distinct()).doesNotContain("serial-7");
  }

  @Test
  void shouldGiveNothingButWhatWasMeasuredWhenAskedFor() throws IOException {
    write("mapping.yaml", LONG);
    write("readings.csv", longTable(3, 2) + "rare,2025-05-01T00:00:00Z,0.4\n");
    DoorSource source = DoorSources.openReadings(folder, OpenOptions.all(7));
    assertThat(all(source, RawReading.class)).hasSize(3 * 2 * 48 + 1);
    assertThat(all(source, Price.class)).isEmpty();
    assertThat(source.communityFile().resources()).isEmpty();
  }

  @Test
  void shouldNameWhatIsWrongAndWhatToDo() throws IOException {
    assertRefused("data-unknown", "add a mapping.yaml");
    write("mapping.yaml", LONG);
    assertRefused("data-empty", "put .csv, .csv.gz or .parquet files beside it");
    write("readings.csv", "meter,at,kwh\na,2025-05-01T00:00:00Z,much\n");
    assertRefused("data-malformed", "readings.csv:2: table-value: Line 2: 'much'");
    write("readings.csv", "meter,at,kwh\na,2025-05-01T00:00:00Z,\n");
    assertRefused("data-empty", "hold no value");
    write("readings.csv", "meter,at,kwh\na,2025-05-01T00:15:00Z,1\n");
    assertRefused("data-step", "begin beside whole ones from midnight UTC");
    write("mapping.yaml", LONG.replace("PT30M", "PT45M"));
    assertRefused("data-step", "do not divide an hour");
    write("mapping.yaml", LONG.replace("meter: {", "metre: {"));
    assertRefused("mapping-invalid", "docs/formats.md");
    write("mapping.yaml", LONG + "files: [gone.csv]\n");
    assertRefused("data-incomplete", "'gone.csv'");
    write("mapping.yaml", LONG + "files: [readings.csv, 'read*.csv']\n");
    assertRefused("mapping-invalid", "is named twice");
    write("mapping.yaml", LONG.replace(", longitude: 0.1", ""));
    assertRefused("mapping-invalid", "name both");
  }

  @Test
  void shouldSayWhatOtherDataIsFor() throws IOException {
    write("ETTh1.csv.gz", "");
    assertRefused("data-no-homes", "forecast backtest");
    Files.delete(folder.resolve("ETTh1.csv.gz"));
    write("nem12_examples.zip", "");
    assertRefused("data-no-homes", "commonwatt ingest");
  }

  @Test
  void shouldSumSeededSunOverIntervalsOfAnyLength() throws IOException {
    Map<Integer, Long> sums = new TreeMap<>();
    for (int minutes : new int[] {5, 15, 30, 60}) {
      write("mapping.yaml", LONG.replace("PT30M", "PT" + minutes + "M"));
      StringBuilder table = new StringBuilder("meter,at,kwh\n");
      for (int i = 0; i < 1440 / minutes; i++) {
        Instant at = FROM.plusSeconds(60L * minutes * i);
        table.append("a,").append(at).append(",0.1\n");
      }
      write("readings.csv", table.toString());
      DoorSource source = open(OpenOptions.all(7));
      sums.put(
          minutes,
          readings(source, Channel.GENERATION).stream().mapToLong(RawReading::energyWh).sum());
    }
    long hourly = sums.get(60);
    assertThat(hourly).isGreaterThan(1000);
    sums.values().forEach(sum -> assertThat(sum).isCloseTo(hourly, within(150L)));
  }

  private void assertRefused(String code, String text) {
    assertThatThrownBy(() -> open(OpenOptions.all(7)))
        .isInstanceOf(DoorException.class)
        .hasMessageStartingWith(code)
        .hasMessageContaining(text);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private DoorSource open(OpenOptions options) {
    return DoorSources.open(folder, options);
  }

  /** Half hours of homes from the first of May on. */
  private static String longTable(int homes, int days) {
    StringBuilder table = new StringBuilder("meter,at,kwh\n");
    for (int home = 0; home < homes; home++) {
      for (int slot = 0; slot < 48 * days; slot++) {
        table.append(String.format(Locale.ROOT, "home-%02d,", home));
        table.append(FROM.plusSeconds(1800L * slot)).append(",0.").append(100 + home + slot);
        table.append('\n');
      }
    }
    return table.toString();
  }

  private static long count(CommunityFile file, Resource.Type type) {
    return file.resources().stream().filter(resource -> resource.type() == type).count();
  }

  private static Map<String, List<Channel>> channels(DoorSource source) {
    return source.communityFile().usagePoints().stream()
        .collect(Collectors.toMap(UsagePoint::id, UsagePoint::channels));
  }

  private static List<RawReading> readings(DoorSource source, Channel channel) {
    return all(source, RawReading.class).stream().filter(r -> r.channel() == channel).toList();
  }

  private static <T> List<T> all(DoorSource source, Class<T> type) {
    return records(source).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<Travelling> records(DoorSource source) {
    List<Travelling> records = new ArrayList<>();
    source.records().forEachRemaining(records::add);
    return records;
  }
}
