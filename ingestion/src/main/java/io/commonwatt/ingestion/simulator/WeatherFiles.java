package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.weather.WeatherForecast;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes observed weather, known five minutes after each hour, and forecasts. */
final class WeatherFiles {

  static final String OBSERVED_HEADER =
      "place,start,interval_seconds,temperature_c,irradiance_w_per_m2,received_at";

  /** Lists of a forecast are separated by blanks. */
  static final String FORECAST_HEADER =
      "place,issued,start,step_seconds,temperature_c,irradiance_w_per_m2,received_at";

  private static final int HOUR = 3600;
  private static final int OBSERVATION_DELAY_SECONDS = 300;

  private record Line(String place, Instant receivedAt, String text) {}

  private WeatherFiles() {}

  static void write(Neighbourhood neighbourhood, Path folder) throws IOException {
    SimulationSettings settings = neighbourhood.settings();
    Path weather = folder.resolve("weather");
    DayFiles<Line> observed = files(weather.resolve("observed"), OBSERVED_HEADER, settings);
    DayFiles<Line> forecast = files(weather.resolve("forecast"), FORECAST_HEADER, settings);
    for (int day = 0; day <= settings.days(); day++) {
      for (Climate climate : neighbourhood.climates()) {
        long epochDay = settings.from().toEpochDay() + day;
        if (day < settings.days()) {
          addObserved(climate, epochDay, observed);
        }
        addForecasts(climate, epochDay, settings, forecast);
      }
    }
    observed.writeAll();
    forecast.writeAll();
  }

  private static DayFiles<Line> files(Path folder, String header, SimulationSettings settings) {
    return new DayFiles<>(
        folder,
        header,
        Line::receivedAt,
        Line::text,
        Comparator.comparing(Line::receivedAt).thenComparing(Line::place),
        settings.closesAt());
  }

  private static void addObserved(Climate climate, long epochDay, DayFiles<Line> observed) {
    String place = climate.place().id();
    DayWeather weather = climate.day(epochDay);
    for (int hour = 0; hour < 24; hour++) {
      Instant start = Instant.ofEpochSecond((epochDay * 24 + hour) * HOUR);
      Instant receivedAt = start.plusSeconds(HOUR + OBSERVATION_DELAY_SECONDS);
      String text =
          place
              + ','
              + start
              + ','
              + HOUR
              + ','
              + ForecastingOffice.tenth(weather.hourlyTemperatureC(hour))
              + ','
              + ForecastingOffice.tenth(weather.hourlyIrradianceWPerM2(hour))
              + ','
              + receivedAt;
      observed.add(new Line(place, receivedAt, text));
    }
  }

  private static void addForecasts(
      Climate climate, long epochDay, SimulationSettings settings, DayFiles<Line> forecasts) {
    ForecastingOffice office = new ForecastingOffice(settings.seed(), climate);
    for (int hour = 0; hour < 24; hour += ForecastingOffice.HOURS_BETWEEN_ISSUES) {
      Instant issued = Instant.ofEpochSecond((epochDay * 24 + hour) * HOUR);
      if (issued.isAfter(settings.toInstant())) {
        return;
      }
      WeatherForecast forecast = office.forecast(issued);
      String text =
          forecast.place()
              + ','
              + forecast.issued()
              + ','
              + forecast.start()
              + ','
              + forecast.stepSeconds()
              + ','
              + list(forecast.temperatureC())
              + ','
              + list(forecast.irradianceWPerM2())
              + ','
              + forecast.knownAt();
      forecasts.add(new Line(forecast.place(), forecast.knownAt(), text));
    }
  }

  private static String list(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
