package io.commonwatt.ingestion.door.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.ingestion.SharedData;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityLearnSourceTest {

  private static final Instant FIRST = Instant.parse("2022-07-31T23:00:00Z");

  @TempDir Path copy;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldGiveTheYearsEnergyToTheWattHour(int phase) throws IOException {
    Path folder = SharedData.folder("citylearn2022").resolve("phase_" + phase);
    Map<String, Long> sums = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Travelling record : read(folder, OpenOptions.all(7))) {
      if (record instanceof RawReading reading) {
        String series = reading.meter() + '|' + reading.channel();
        sums.merge(series, reading.energyWh(), Long::sum);
        counts.merge(series, 1, Integer::sum);
        assertThat(reading.knownAt()).isEqualTo(reading.start().plusSeconds(3600));
      }
    }
    assertThat(counts).hasSize(10).allSatisfy((series, count) -> assertThat(count).isEqualTo(8760));
    for (int number = phase == 1 ? 1 : 6; number <= (phase == 1 ? 5 : 10); number++) {
      BigDecimal loadKwh = sum(folder, number, "non_shiftable_load");
      // Nominal power 4 kW, but 5 kW for buildings 4 and 10 (SOURCE.txt of the data).
      BigDecimal peakKw = BigDecimal.valueOf(number == 4 || number == 10 ? 5 : 4);
      BigDecimal solarWh = sum(folder, number, "solar_generation").multiply(peakKw);
      assertThat(sums.get("building-" + number + "|CONSUMPTION"))
          .isEqualTo(loadKwh.multiply(BigDecimal.valueOf(1000)).longValue());
      assertThat(sums.get("building-" + number + "|GENERATION")).isEqualTo(solarWh.longValue());
    }
  }

  @Test
  void shouldPlaceRowsInTimeWithoutDaylightSaving() {
    List<Travelling> records = read(phase(), OpenOptions.all(7));
    assertThat(readings(records, "building-1", Channel.CONSUMPTION).get(0).start())
        .isEqualTo(FIRST);
    assertThat(readings(records, "building-1", Channel.CONSUMPTION).get(0).mantissa())
        .isEqualTo(22758);
    assertThat(readings(records, "building-1", Channel.CONSUMPTION).get(8759).start())
        .isEqualTo(FIRST.plusSeconds(8759L * 3600));
  }

  @Test
  void shouldTakePricesCarbonAndBatteriesAsTheyAre() {
    DoorSource source = DoorSources.open(phase(), OpenOptions.all(7));
    CommunityFile file = source.communityFile();
    assertThat(file.simulatedResources()).isFalse();
    assertThat(file.currency()).isEqualTo("USD");
    Resource battery =
        new Registry(file)
            .listResources("building-2", FIRST).stream()
                .filter(resource -> resource.type() == Resource.Type.BATTERY)
                .findFirst()
                .orElseThrow();
    assertThat(battery.capacityKwh()).isEqualTo(6.4);
    assertThat(battery.powerKw()).isEqualTo(5);
    assertThat(battery.roundTripEfficiency()).isEqualTo(0.83);
    assertThat(battery.initialKwh()).isZero();
    List<Price> prices = of(read(phase(), OpenOptions.all(7)), Price.class);
    assertThat(prices).hasSize(8760).allMatch(price -> price.exportMilliCentPerKwh() == 0);
    assertThat(prices.stream().map(Price::importMilliCentPerKwh).distinct())
        .containsExactlyInAnyOrder(21_000L, 22_000L, 40_000L, 50_000L, 54_000L);
    assertThat(prices.get(0).carbonMilligramPerKwh()).isEqualTo(170_724);
    assertThat(prices).allMatch(price -> !price.knownAt().isAfter(price.start()));
    assertThat(prices.get(49).knownAt()).isEqualTo(Instant.parse("2022-08-02T12:00:00Z"));
  }

  @Test
  void shouldForecastWithTheLatestPublishedPrediction() throws IOException {
    Path folder = phase();
    List<String> rows = Files.readAllLines(folder.resolve("weather.csv")).subList(1, 8761);
    List<Travelling> records = read(folder, OpenOptions.all(7));
    WeatherForecast forecast =
        of(records, WeatherForecast.class).stream()
            .filter(f -> f.issued().equals(Instant.parse("2022-10-01T06:00:00Z")))
            .findFirst()
            .orElseThrow();
    int known = (int) ((forecast.issued().getEpochSecond() - FIRST.getEpochSecond()) / 3600) - 1;
    assertThat(forecast.temperatureC()).hasSize(24);
    for (int ahead = 1; ahead <= 24; ahead++) {
      int row = known + ahead;
      int column = ahead <= 6 ? 4 : ahead <= 12 ? 5 : 6;
      int lead = ahead <= 6 ? 6 : ahead <= 12 ? 12 : 24;
      assertThat(row - lead).isLessThanOrEqualTo(known);
      assertThat(forecast.temperatureC().get(ahead - 1))
          .isEqualTo(Double.parseDouble(rows.get(row - lead).split(",")[column]));
    }
    WeatherObserved first = of(records, WeatherObserved.class).get(7);
    assertThat(first.irradianceWPerM2()).isEqualTo(201.0 + 444.0);
  }

  @Test
  void shouldInterpolateWhereNothingWasPublishedYet() {
    assertThat(Gaps.filled(new double[] {1, Double.NaN, Double.NaN, 4, Double.NaN}, 1))
        .containsExactly(2.0, 3.0, 4.0, 4.0);
    assertThat(Gaps.filled(new double[] {Double.NaN, 2, Double.NaN}, 0))
        .containsExactly(2.0, 2.0, 2.0);
    assertThat(Gaps.filled(new double[] {Double.NaN}, 0)).isEmpty();
  }

  @Test
  void shouldReadAPart() {
    List<Travelling> records = read(phase(), new OpenOptions(LocalDate.of(2023, 1, 10), 7, 2, 7));
    assertThat(of(records, RawReading.class)).hasSize(2 * 2 * 7 * 24);
    assertThat(of(records, Price.class)).hasSize(7 * 24);
    assertThat(of(records, RawReading.class).get(0).start()).isEqualTo("2023-01-10T00:00:00Z");
    assertThatThrownBy(() -> read(phase(), new OpenOptions(LocalDate.of(2023, 7, 30), 7, 2, 7)))
        .isInstanceOf(DoorException.class)
        .hasMessageContaining("time-outside");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv-columns | 8,1,1,0",
        "csv-number  | 8,1,1,0,,,,lots,0.0,0.0,0.0,0.0",
        "csv-number  | 8,1,1,0,,,,1.0,0.0,0.0,0.0,"
      })
  void shouldRejectRowsThatCannotBeRead(String rule, String row) throws IOException {
    copy(phase());
    List<String> lines = new ArrayList<>(Files.readAllLines(copy.resolve("Building_1.csv")));
    lines.set(10, row);
    Files.write(copy.resolve("Building_1.csv"), lines);
    List<Travelling> records = read(copy, new OpenOptions(null, 3, null, 7));
    List<Rejection> rejections = of(records, Rejection.class);
    assertThat(rejections).hasSize(1);
    assertThat(rejections.get(0).rule()).isEqualTo(rule);
    assertThat(rejections.get(0).reference()).startsWith("Building_1.csv:11");
    assertThat(rejections.get(0).reading()).isTrue();
    assertThat(rejections.get(0).knownAt()).isEqualTo(FIRST.plusSeconds(10 * 3600));
    int lost = rule.equals("csv-columns") ? 2 : 1;
    assertThat(of(records, RawReading.class)).hasSize(5 * 2 * 72 - lost);
  }

  @Test
  void shouldGoOnWithABuildingCutInHalf() throws IOException {
    copy(phase());
    byte[] bytes = Files.readAllBytes(copy.resolve("Building_3.csv"));
    Files.write(copy.resolve("Building_3.csv"), Arrays.copyOf(bytes, bytes.length / 2));
    List<Travelling> records = read(copy, OpenOptions.all(7));
    assertThat(of(records, Rejection.class))
        .hasSize(1)
        .allMatch(r -> r.rule().equals("file-truncated"));
    assertThat(readings(records, "building-3", Channel.CONSUMPTION).size())
        .isCloseTo(4380, Offset.offset(60));
    assertThat(readings(records, "building-5", Channel.CONSUMPTION)).hasSize(8760);
  }

  private static Path phase() {
    return SharedData.folder("citylearn2022").resolve("phase_1");
  }

  private void copy(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.write(copy.resolve(file.getFileName().toString()), Files.readAllBytes(file));
      }
    }
  }

  private static BigDecimal sum(Path folder, int number, String column) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("Building_" + number + ".csv"));
    int position = List.of(lines.get(0).split(",")).indexOf(column);
    BigDecimal sum = BigDecimal.ZERO;
    for (String line : lines.subList(1, lines.size())) {
      sum = sum.add(new BigDecimal(line.split(",", -1)[position]));
    }
    return sum;
  }

  private static List<RawReading> readings(
      List<Travelling> records, String meter, Channel channel) {
    return of(records, RawReading.class).stream()
        .filter(r -> r.meter().equals(meter) && r.channel() == channel)
        .toList();
  }

  private static List<Travelling> read(Path folder, OpenOptions options) {
    List<Travelling> records = new ArrayList<>();
    DoorSources.open(folder, options).records().forEachRemaining(records::add);
    return records;
  }

  private static <T> List<T> of(List<Travelling> records, Class<T> type) {
    return records.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
