package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolarForecastTest {

  private static final int HOURS = 1460;
  private static final int FROM = 730;
  private static final int FOG_LIFTS = 10;

  @TempDir private Path folder;

  /** Fog of some mornings lifts at ten: how clear it was says much before and nothing at ten. */
  @Test
  void shouldLearnThatFogLiftsByTheHour() throws IOException {
    CityLearnData data = CityLearnData.read(foggy());
    CityLearnBattery[] batteries = {new CityLearnBattery()};
    CityLearnView view = new CityLearnView(data, new double[1][data.hours()], batteries);
    SolarForecast forecast = new SolarForecast(1, 2);
    double missed = 0;
    double energy = 0;
    double missedIfFogLasted = 0;
    for (int hour = 24; hour + 1 < HOURS; hour++) {
      view.moveTo(hour);
      double expected = forecast.next(view)[0][0];
      if (hour >= FROM && data.hourOfDay(hour + 1) == FOG_LIFTS) {
        double came = data.solarKwh(0, hour + 1);
        double usual = data.solarKwh(0, hour + 1 - 24);
        missed += Math.abs(expected - came);
        energy += came;
        missedIfFogLasted += Math.abs(forecast.clearness(view)[0] * usual - came);
      }
    }
    System.out.printf(
        "fog: missed %.3f of the energy, if it lasted %.3f%n",
        missed / energy, missedIfFogLasted / energy);
    assertThat(missed).isLessThan(0.2 * missedIfFogLasted);
  }

  private Path foggy() throws IOException {
    Path phase = CityLearnFolder.random(folder, 1, HOURS, 1, HOURS);
    List<String> lines = Files.readAllLines(phase.resolve("Building_1.csv"));
    SplittableRandom random = new SplittableRandom(4);
    double clear = 1;
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",");
      int hour = Integer.parseInt(cells[0]) % 24;
      clear = hour == 0 ? (random.nextBoolean() ? 1 : 0.4) : clear;
      double sun = Math.max(0, 700 * Math.sin(Math.PI * (hour - 6) / 12));
      double fog = hour < FOG_LIFTS ? clear : 1;
      lines.set(line, cells[0] + "," + cells[1] + "," + cells[2] + "," + sun * fog);
    }
    Files.write(phase.resolve("Building_1.csv"), lines);
    return phase;
  }
}
