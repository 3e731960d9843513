package io.commonwatt.forecasting.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementHistoryTest {

  private static final Instant NOON = Instant.parse("2025-05-03T12:00:00Z");
  private static final long INDEX = NOON.getEpochSecond() / 1800 - 1;
  private static final Series HOME =
      new Series(SeriesKind.USAGE_POINT, "home", Channel.CONSUMPTION, 1800);
  private static final Series COMMUNITY =
      new Series(SeriesKind.COMMUNITY, "community", Channel.CONSUMPTION, 1800);

  private final PlacementHistory history = new PlacementHistory("place");

  @Test
  void shouldKeepWhatWasSaidLast() {
    absorb(reading(100, Origin.ESTIMATED, Quality.ESTIMATED_LINEAR));
    assertThat(home().standing(INDEX)).isEqualTo(Standing.ESTIMATED);
    absorb(reading(120, Origin.MEASURED, Quality.VALID));
    assertThat(home().energyWh(INDEX)).isEqualTo(120);
    assertThat(home().standing(INDEX)).isEqualTo(Standing.MEASURED);
  }

  @Test
  void shouldNeitherLearnFromNorScoreAgainstAnOutage() {
    absorb(reading(0, Origin.MEASURED, Quality.POWER_FAIL));
    assertThat(home().energyWh(INDEX)).isNaN();
    assertThat(home().standing(INDEX)).isEqualTo(Standing.ABSENT);
  }

  @Test
  void shouldNotTakeTheEstimateOfAnImplausibleReadingForATruth() {
    absorb(reading(90, Origin.MEASURED, Quality.QUESTIONABLE));
    assertThat(home().energyWh(INDEX)).isEqualTo(90);
    assertThat(home().standing(INDEX)).isEqualTo(Standing.ESTIMATED);
  }

  @Test
  void shouldScaleAnIncompleteSumAndNotTakeItForATruth() {
    absorb(sum(900, 10, 8, 1));
    assertThat(community().energyWh(INDEX)).isEqualTo(1000);
    assertThat(community().standing(INDEX)).isEqualTo(Standing.ESTIMATED);
    absorb(sum(990, 10, 9, 1));
    assertThat(community().energyWh(INDEX)).isEqualTo(990);
    assertThat(community().standing(INDEX)).isEqualTo(Standing.MEASURED);
    absorb(sum(300, 10, 3, 1));
    assertThat(community().standing(INDEX)).isEqualTo(Standing.ABSENT);
  }

  @Test
  void shouldIgnoreWhatEndsAfterTheStepTime() {
    history.absorb(reading(100, Origin.MEASURED, Quality.VALID), NOON.minusSeconds(1));
    assertThat(history.listSeries()).isEmpty();
  }

  @Test
  void shouldPreferTheNewestForecastAndObservationsForThePast() {
    absorb(
        new WeatherForecast(
            "place", NOON.minusSeconds(3600), NOON, 3600, doubles(10, 11, 12), List.of(), NOON));
    absorb(
        new WeatherForecast(
            "place", NOON, NOON.plusSeconds(3600), 3600, doubles(21), doubles(500), NOON));
    absorb(new WeatherForecast("elsewhere", NOON, NOON, 3600, doubles(-5), List.of(), NOON));
    long noon = NOON.getEpochSecond();
    WeatherHistory weather = history.weather();
    assertThat(weather.forecastTemperatureC(noon, noon + 3600)).isEqualTo(10);
    assertThat(weather.forecastTemperatureC(noon + 1800, noon + 5400)).isEqualTo(15.5);
    assertThat(weather.forecastTemperatureC(noon + 7200, noon + 10800)).isEqualTo(12);
    assertThat(weather.forecastIrradiance(noon, noon + 3600)).isNaN();
    assertThat(weather.pastTemperatureC(noon, noon + 3600)).isEqualTo(10);
    Instant later = NOON.plusSeconds(3600);
    history.absorb(new WeatherObserved("place", NOON, 3600, 13, Double.NaN, later), later);
    assertThat(weather.pastTemperatureC(noon, noon + 3600)).isEqualTo(13);
  }

  @Test
  void shouldSurviveACheckpoint() throws IOException {
    absorb(reading(120, Origin.MEASURED, Quality.VALID));
    absorb(sum(900, 10, 8, 1));
    absorb(new WeatherForecast("place", NOON, NOON, 3600, doubles(10.3, 11.7), doubles(400), NOON));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    history.write(new DataOutputStream(bytes));
    PlacementHistory copy =
        PlacementHistory.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(copy.listSeries().keySet()).containsExactly(HOME, COMMUNITY);
    assertThat(copy.listSeries().get(COMMUNITY).energyWh(INDEX)).isEqualTo(1000);
    long noon = NOON.getEpochSecond();
    assertThat(copy.weather().forecastTemperatureC(noon, noon + 7200))
        .isEqualTo(history.weather().forecastTemperatureC(noon, noon + 7200));
  }

  private void absorb(io.commonwatt.contracts.Travelling record) {
    history.absorb(record, NOON);
  }

  private SeriesHistory home() {
    return history.listSeries().get(HOME);
  }

  private SeriesHistory community() {
    return history.listSeries().get(COMMUNITY);
  }

  private static List<Double> doubles(double... values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }

  private static ValidatedReading reading(long energyWh, Origin origin, Quality quality) {
    return new ValidatedReading(
        "home",
        "community",
        "feeder",
        Channel.CONSUMPTION,
        NOON.minusSeconds(1800),
        1800,
        energyWh,
        null,
        origin,
        quality,
        List.of(),
        "",
        "meter",
        1,
        NOON,
        "community");
  }

  private static AggregatedMeasure sum(long energyWh, int expected, int present, int estimated) {
    return new AggregatedMeasure(
        AggregatedMeasure.Level.COMMUNITY,
        "community",
        Channel.CONSUMPTION,
        NOON.minusSeconds(1800),
        1800,
        energyWh,
        expected,
        present,
        estimated,
        1,
        NOON,
        "community");
  }
}
