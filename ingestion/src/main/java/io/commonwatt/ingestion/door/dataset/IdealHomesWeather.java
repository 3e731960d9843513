package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.ingestion.door.intake.Rejections;
import io.commonwatt.ingestion.simulator.Climate;
import io.commonwatt.ingestion.simulator.ForecastingOffice;
import io.commonwatt.ingestion.simulator.SimulatedPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Weather of ideal-homes: temperatures from the data set, irradiance from the simulator's sky over
 * the same places. The forecast of a day's temperatures is the latest published maximum and minimum
 * known by then; where the file has none (it is silent from mid-February to mid-April 2018), those
 * of the last whole day.
 */
final class IdealHomesWeather {

  private static final int SECONDS = 3600;
  private static final double COLDEST_HOUR = 4;

  /** One location. */
  private record Location(
      String name, Climate sky, ForecastingOffice office, HourlyTemperatures temperatures) {}

  private final List<Location> locations = new ArrayList<>();
  private final List<Rejection> problems = new ArrayList<>();
  private final DailyForecasts forecasts;
  private final HourlyTemperatures usual;

  /**
   * Reads the files of the locations that have homes.
   *
   * @param places by the location's name
   */
  IdealHomesWeather(
      Path folder,
      Map<String, SimulatedPlace> places,
      long seed,
      Instant from,
      Rejections rejections)
      throws IOException {
    forecasts = DailyForecasts.read(folder, rejections, from, problems);
    usual = HourlyTemperatures.read(folder, IdealHomesLocations.USUAL, rejections, from, problems);
    for (Map.Entry<String, SimulatedPlace> place : places.entrySet()) {
      Climate sky = new Climate(seed, place.getValue());
      HourlyTemperatures temperatures =
          place.getKey().equals(IdealHomesLocations.USUAL)
              ? usual
              : HourlyTemperatures.read(folder, place.getKey(), rejections, from, problems);
      locations.add(
          new Location(place.getKey(), sky, new ForecastingOffice(seed, sky), temperatures));
    }
  }

  /** Rejections of lines that could not be read. */
  void listProblems(Consumer<Travelling> records) {
    problems.forEach(records);
  }

  /** Weather of the hour that ends then; none where no temperature is known. */
  void listObserved(Instant end, Consumer<Travelling> records) {
    Instant start = end.minusSeconds(SECONDS);
    for (Location location : locations) {
      Double temperatureC = temperature(location, start);
      if (temperatureC != null) {
        long hour = Duration.between(Instant.EPOCH, start).toHours();
        double irradiance =
            location
                .sky()
                .day(Math.floorDiv(hour, 24L))
                .hourlyIrradianceWPerM2((int) Math.floorMod(hour, 24L));
        records.accept(
            new WeatherObserved(
                location.sky().place().id(), start, SECONDS, temperatureC, irradiance, end));
      }
    }
  }

  /** The forecasts issued then, if it is the hour for it. */
  void listForecasts(Instant issued, Consumer<Travelling> records) {
    long hour = Duration.between(Instant.EPOCH, issued).toHours();
    if (hour % ForecastingOffice.HOURS_BETWEEN_ISSUES != 0) {
      return;
    }
    for (Location location : locations) {
      List<Double> temperaturesC = new ArrayList<>();
      for (int lead = 0; lead < ForecastingOffice.HOURS_AHEAD; lead++) {
        Double temperatureC =
            forecastC(location, issued.plusSeconds((long) lead * SECONDS), issued);
        if (temperatureC == null) {
          break;
        }
        temperaturesC.add(temperatureC);
      }
      if (!temperaturesC.isEmpty()) {
        WeatherForecast sky = location.office().forecast(issued);
        records.accept(
            new WeatherForecast(
                sky.place(),
                issued,
                issued,
                SECONDS,
                temperaturesC,
                sky.irradianceWPerM2().subList(0, temperaturesC.size()),
                issued));
      }
    }
  }

  private Double forecastC(Location location, Instant start, Instant issued) {
    LocalDate day = start.atOffset(ZoneOffset.UTC).toLocalDate();
    double[] extremes = forecasts.findExtremes(location.name(), day, issued);
    if (extremes == null) {
      LocalDate lastWholeDay = issued.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
      extremes = location.temperatures().findExtremes(lastWholeDay);
      extremes = extremes == null ? usual.findExtremes(lastWholeDay) : extremes;
    }
    if (extremes == null) {
      return null;
    }
    double hour = start.atOffset(ZoneOffset.UTC).getHour();
    double swing = StrictMath.cos(2 * StrictMath.PI * (hour - COLDEST_HOUR) / 24);
    return (extremes[0] + extremes[1]) / 2 - (extremes[0] - extremes[1]) / 2 * swing;
  }

  private Double temperature(Location location, Instant start) {
    Double own = location.temperatures().find(start);
    return own == null ? usual.find(start) : own;
  }
}
