package io.commonwatt.ingestion.door.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.ingestion.SharedData;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdealHomesSourceTest {

  private static final LocalDate FROM = LocalDate.of(2018, 3, 1);
  private static final int DAYS = 12;

  @TempDir Path copy;

  @Test
  void shouldGiveEveryReadingOfTheHomesThatHaveEnough() throws IOException {
    Path folder = SharedData.folder("ideal-homes");
    Map<String, Long> sums = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    try (BufferedReader reader = reader(folder.resolve("electricity_W_hourly_wide.csv.gz"))) {
      String[] homes = reader.readLine().split(",");
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        LocalDate day = LocalDate.parse(cells[0].substring(0, 10));
        if (day.isBefore(FROM) || !day.isBefore(FROM.plusDays(DAYS))) {
          continue;
        }
        for (int i = 1; i < cells.length; i++) {
          if (!cells[i].isEmpty()) {
            sums.merge(homes[i], Long.parseLong(cells[i]), Long::sum);
            counts.merge(homes[i], 1, Integer::sum);
          }
        }
      }
    }
    counts.values().removeIf(count -> count <= 0.95 * DAYS * 24);
    sums.keySet().retainAll(counts.keySet());

    List<RawReading> readings = readings(folder, null, Channel.CONSUMPTION);
    assertThat(readings).allMatch(reading -> reading.unit() == Unit.WATT);
    assertThat(readings).hasSize(counts.values().stream().mapToInt(Integer::intValue).sum());
    Map<String, Long> measured = new TreeMap<>();
    readings.forEach(reading -> measured.merge(reading.meter(), reading.energyWh(), Long::sum));
    assertThat(measured).isEqualTo(sums).hasSizeGreaterThan(80);
  }

  @Test
  void shouldSeedPlantsForEveryThirdHomeAndSaySo() {
    Path folder = SharedData.folder("ideal-homes");
    DoorSource source = DoorSources.open(folder, new OpenOptions(FROM, DAYS, 40, 7));
    CommunityFile file = source.communityFile();
    assertThat(file.simulatedResources()).isTrue();
    assertThat(source.notes()).anyMatch(note -> note.startsWith("simulated resources"));
    assertThat(file.usagePoints()).hasSize(40);
    assertThat(file.resources()).allMatch(Resource::simulated);
    long batteries =
        file.resources().stream().filter(r -> r.type() == Resource.Type.BATTERY).count();
    assertThat(batteries).isBetween(13L, 20L);
    Map<String, Long> sizes =
        file.usagePoints().stream()
            .collect(Collectors.groupingBy(UsagePoint::community, Collectors.counting()));
    assertThat(sizes.values()).allMatch(size -> size <= 20);
    List<RawReading> generation = readings(folder, 40, Channel.GENERATION);
    assertThat(generation).hasSize((int) batteries * DAYS * 24);
    assertThat(generation.stream().filter(r -> r.start().toString().contains("T02:")))
        .allMatch(reading -> reading.energyWh() == 0);
    assertThat(generation.stream().mapToLong(RawReading::energyWh).sum()).isPositive();
  }

  @Test
  void shouldKnowWeatherAndPricesWhenTheyWerePublished() {
    Path folder = SharedData.folder("ideal-homes");
    List<Travelling> records = read(folder, 5);
    List<WeatherForecast> forecasts = of(records, WeatherForecast.class);
    assertThat(forecasts).hasSizeGreaterThanOrEqualTo(DAYS * 4);
    assertThat(forecasts)
        .allMatch(f -> f.knownAt().equals(f.issued()) && f.temperatureC().size() == 60);
    assertThat(of(records, WeatherObserved.class))
        .allMatch(w -> w.knownAt().equals(w.start().plusSeconds(3600)))
        .allMatch(w -> w.temperatureC() > -15 && w.temperatureC() < 25);
    List<Price> prices = of(records, Price.class);
    assertThat(prices)
        .hasSize((DAYS + 1) * 24)
        .allMatch(price -> !price.knownAt().isAfter(price.start()));
    assertThat(prices.stream().filter(p -> p.start().equals(Instant.parse("2018-03-05T09:00:00Z"))))
        .allMatch(price -> price.knownAt().equals(Instant.parse("2018-03-04T12:00:00Z")));
  }

  @Test
  void shouldUseAForecastOnlyFromTheMorningItWasMade() {
    Path folder = SharedData.folder("ideal-homes");
    List<WeatherForecast> forecasts = new ArrayList<>();
    DoorSources.open(folder, new OpenOptions(LocalDate.of(2018, 1, 10), 3, 4, 7))
        .records()
        .forEachRemaining(
            record -> {
              if (record instanceof WeatherForecast f && f.place().equals("edinburgh")) {
                forecasts.add(f);
              }
            });
    // The file forecasts 2018-01-11 for Edinburgh on that very day.
    WeatherForecast midnight = at(forecasts, "2018-01-11T00:00:00Z");
    WeatherForecast morning = at(forecasts, "2018-01-11T06:00:00Z");
    assertThat(midnight.temperatureC().get(16)).isNotEqualTo(morning.temperatureC().get(10));
    assertThat(morning.temperatureC().get(10)).isEqualTo(Math.rint(morning.temperatureC().get(10)));
  }

  @Test
  void shouldGoOnWithFilesThatAreCutOrDamaged() throws IOException {
    Path folder = SharedData.folder("ideal-homes");
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(folder.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
    Path electricity = copy.resolve("electricity_W_hourly_wide.csv.gz");
    byte[] bytes = Files.readAllBytes(electricity);
    Files.write(electricity, Arrays.copyOf(bytes, bytes.length / 2));
    List<Travelling> records = new ArrayList<>();
    DoorSource source = DoorSources.open(copy, new OpenOptions(null, 5, null, 7));
    source.records().forEachRemaining(records::add);
    assertThat(source.to()).isBefore(Instant.parse("2018-05-01T00:00:00Z"));
    assertThat(of(records, Rejection.class))
        .anyMatch(
            r -> r.rule().equals("file-truncated") && r.reference().startsWith("electricity_W"));
    assertThat(of(records, RawReading.class)).isNotEmpty();

    Files.delete(copy.resolve("weather_daily_forecasts.tsv.gz"));
    assertThatThrownBy(() -> DoorSources.open(copy, new OpenOptions(null, 5, null, 7)))
        .isInstanceOf(DoorException.class)
        .hasMessageContaining("weather_daily_forecasts.tsv.gz is missing")
        .hasMessageContaining("copy the data set whole");
  }

  @Test
  void shouldSayWhenNoHomeHasEnoughData() {
    Path folder = SharedData.folder("ideal-homes");
    assertThatThrownBy(
            () -> DoorSources.open(folder, new OpenOptions(LocalDate.of(2030, 1, 1), 5, null, 7)))
        .isInstanceOf(DoorException.class)
        .hasMessageContaining("data-sparse")
        .hasMessageContaining("choose --from and --days within");
  }

  @Test
  void shouldSayWhenMostHomesHaveData() {
    Path folder = SharedData.folder("ideal-homes");
    OpenOptions paused = new OpenOptions(LocalDate.of(2018, 1, 25), 56, null, 7);
    assertThatThrownBy(() -> DoorSources.open(folder, paused))
        .hasMessageContaining("of 56 days, most homes, 112, have it from 2018-02-26 on");
    OpenOptions fullest = new OpenOptions(LocalDate.of(2018, 2, 26), 56, 120, 7);
    DoorSource source = DoorSources.open(folder, fullest);
    assertThat(source.communityFile().usagePoints()).hasSize(112);
    assertThat(source.notes().get(0))
        .startsWith("ideal-homes: of 120 homes asked for, 112 have data in 95 % of the hours");
  }

  private static WeatherForecast at(List<WeatherForecast> forecasts, String issued) {
    return forecasts.stream()
        .filter(f -> f.issued().toString().equals(issued))
        .findFirst()
        .orElseThrow();
  }

  private static List<RawReading> readings(Path folder, Integer homes, Channel channel) {
    return of(read(folder, homes), RawReading.class).stream()
        .filter(r -> r.channel() == channel)
        .toList();
  }

  private static List<Travelling> read(Path folder, Integer homes) {
    List<Travelling> records = new ArrayList<>();
    DoorSources.open(folder, new OpenOptions(FROM, DAYS, homes, 7))
        .records()
        .forEachRemaining(records::add);
    for (int i = 1; i < records.size(); i++) {
      assertThat(records.get(i).knownAt()).isAfterOrEqualTo(records.get(i - 1).knownAt());
    }
    return records;
  }

  private static <T> List<T> of(List<Travelling> records, Class<T> type) {
    return records.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }
}
