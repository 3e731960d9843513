package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadForecastTest {

  private static final int HOURS = 1460;
  private static final int FROM = 730;

  @TempDir private Path folder;

  /**
   * A home whose load lasts from 12:00 to 24:00 and is drawn anew every hour before: one regression
   * for all hours must know the hour to tell the two apart.
   */
  @Test
  void shouldLearnThatLoadsLastByTheHour() throws IOException {
    CityLearnData data = CityLearnData.read(lasting());
    CityLearnBattery[] batteries = {new CityLearnBattery()};
    CityLearnView view = new CityLearnView(data, new double[1][data.hours()], batteries);
    LoadForecast forecast = new LoadForecast(1, 2, 20, 0.998);
    double missed = 0;
    double missedByMean = 0;
    int count = 0;
    for (int hour = 24; hour + 1 < HOURS; hour++) {
      view.moveTo(hour);
      double expected = forecast.next(view, new double[2][1])[0][0];
      if (hour >= FROM && data.hourOfDay(hour + 1) > 14) {
        missed += Math.abs(expected - data.loadKwh(0, hour + 1));
        missedByMean += Math.abs(1.5 - data.loadKwh(0, hour + 1));
        count++;
      }
    }
    System.out.printf(
        "lasting load: missed %.3f kWh, by its mean %.3f kWh%n",
        missed / count, missedByMean / count);
    assertThat(missed).isLessThan(0.32 * missedByMean);
  }

  private Path lasting() throws IOException {
    Path phase = CityLearnFolder.random(folder, 1, HOURS, 1, HOURS);
    List<String> lines = Files.readAllLines(phase.resolve("Building_1.csv"));
    SplittableRandom random = new SplittableRandom(4);
    double load = 0;
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",");
      int hour = Integer.parseInt(cells[0]) % 24;
      load = hour <= 12 ? 1 + random.nextDouble() : load;
      lines.set(line, cells[0] + "," + cells[1] + "," + load + "," + cells[3]);
    }
    Files.write(phase.resolve("Building_1.csv"), lines);
    return phase;
  }
}
