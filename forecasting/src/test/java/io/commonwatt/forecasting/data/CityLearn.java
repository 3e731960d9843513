package io.commonwatt.forecasting.data;

import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Homes of the CityLearn 2022 data set, hourly, with PV. Its clock is local all year. */
public final class CityLearn {

  private CityLearn() {}

  /**
   * The first days of the set; its own clock stands for UTC, so the place is put near 0 degrees.
   */
  public static TestCommunity load(Path folder, int days) throws IOException {
    int hours = days * 24;
    List<TestCommunity.Home> homes = new ArrayList<>();
    for (int building = 1; building <= 5; building++) {
      List<String> lines = SharedData.lines(folder.resolve("Building_" + building + ".csv"));
      List<String> names = Arrays.asList(lines.get(0).split(",", -1));
      int load = names.indexOf("non_shiftable_load");
      int solar = names.indexOf("solar_generation");
      double[] consumption = new double[hours];
      double[] generation = new double[hours];
      double peakKw = building == 4 ? 5 : 4;
      for (int hour = 0; hour < hours; hour++) {
        // Row 0 is the last hour of 31 July.
        String[] cells = lines.get(hour + 2).split(",", -1);
        consumption[hour] = 1000 * Double.parseDouble(cells[load]);
        generation[hour] = peakKw * Double.parseDouble(cells[solar]);
      }
      homes.add(new TestCommunity.Home("building-" + building, consumption, generation, peakKw));
    }
    Instant start = Instant.parse("2022-08-01T00:00:00Z");
    Place place = new Place("city", 34.1, 0.5);
    TestCommunity community = new TestCommunity(place, ZoneId.of("UTC"), start, 3600).add(homes);
    weather(folder, community, place, start, hours);
    return community;
  }

  private static void weather(
      Path folder, TestCommunity community, Place place, Instant start, int hours)
      throws IOException {
    List<String> lines = SharedData.lines(folder.resolve("weather.csv"));
    double[] temperature = new double[hours + 48];
    double[] irradiance = new double[hours + 48];
    for (int hour = 0; hour < Math.min(hours + 48, lines.size() - 2); hour++) {
      String[] cells = lines.get(hour + 2).split(",", -1);
      temperature[hour] = Double.parseDouble(cells[0]);
      irradiance[hour] = Double.parseDouble(cells[2]) + Double.parseDouble(cells[3]);
    }
    Random random = new Random(11);
    for (int hour = 0; hour < hours; hour++) {
      Instant begin = start.plusSeconds(3600L * hour);
      Instant end = begin.plusSeconds(3600);
      community.records.add(
          new WeatherObserved(place.id(), begin, 3600, temperature[hour], irradiance[hour], end));
      if (hour % 6 == 0) {
        List<Double> temperatures = new ArrayList<>();
        List<Double> irradiances = new ArrayList<>();
        for (int ahead = 0; ahead < 48 && hour + ahead < hours + 48; ahead++) {
          double error = 1 + 0.006 * ahead * random.nextGaussian();
          temperatures.add(temperature[hour + ahead] + 0.04 * ahead * random.nextGaussian());
          irradiances.add(Math.max(0, irradiance[hour + ahead] * error));
        }
        community.records.add(
            new WeatherForecast(place.id(), begin, begin, 3600, temperatures, irradiances, begin));
      }
    }
  }
}
