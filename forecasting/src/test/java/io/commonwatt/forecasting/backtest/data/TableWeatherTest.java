package io.commonwatt.forecasting.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.Weather.Element;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weather of a data set, on the clock of its series. */
class TableWeatherTest {

  private static final LocalDateTime START = LocalDateTime.parse("2019-08-01T00:00:00");

  @TempDir Path folder;

  @Test
  void shouldBridgeHoursAndLeaveLongGaps() throws Exception {
    StringBuilder demand = new StringBuilder("datetime,demand_MW\n");
    for (int i = 0; i < 48 * 60; i++) {
      demand.append(START.plusMinutes(30L * i).toString().replace('T', ' ')).append(":00,2\n");
    }
    Files.writeString(folder.resolve("demand.csv"), demand);
    StringBuilder weather = new StringBuilder("datetime");
    for (int place = 1; place <= 6; place++) {
      weather.append(",temp_location").append(place).append(",solar_location").append(place);
    }
    weather.append('\n');
    for (int hour = 0; hour < 24 * 60; hour++) {
      if (hour >= 100 && hour < 110) {
        continue;
      }
      weather.append(START.plusHours(hour).toString().replace('T', ' ')).append(":00");
      for (int place = 0; place < 6; place++) {
        weather.append(',').append(hour + place).append(',').append(10 * hour);
      }
      weather.append('\n');
    }
    Files.writeString(folder.resolve("weather.csv"), weather);
    RegularSeries series =
        DataSets.read(folder, new Request(List.of("demand"), null, null)).cases().get(0).series();
    int from = (int) (Duration.between(series.start(), START).toMinutes() / 30);
    Weather read = series.weather();
    assertThat(read.source()).isEqualTo(Weather.Source.REANALYSIS);
    // The mean of the six places is that of the first and 2.5.
    assertThat(read.at(Element.TEMPERATURE, from + 20)).isCloseTo(12.5, within(1e-9));
    assertThat(read.at(Element.TEMPERATURE, from + 21)).isCloseTo(13, within(1e-9));
    // An irradiance is the mean of the hour that begins at its stamp, so 105 only at its end.
    assertThat(read.at(Element.IRRADIANCE, from + 21)).isCloseTo(102.5, within(1e-9));
    assertThat(read.at(Element.IRRADIANCE, from + 22)).isCloseTo(107.5, within(1e-9));
    assertThat(read.at(Element.TEMPERATURE, from + 205)).isNaN();
    assertThat(read.at(Element.WIND, from + 20)).isNaN();
  }

  @Test
  void shouldLeaveOutThePointThatTellsLeastOfTheFarm() throws Exception {
    StringBuilder pv = new StringBuilder("datetime,irradiance_Wm-2,pv_power_mw,panel_temp_C\n");
    StringBuilder weather = new StringBuilder("datetime");
    for (int place = 1; place <= 6; place++) {
      weather.append(",temp_location").append(place).append(",solar_location").append(place);
    }
    weather.append('\n');
    for (int hour = 0; hour < 24 * 60; hour++) {
      String stamp = START.plusHours(hour).toString().replace('T', ' ') + ":00";
      pv.append(stamp).append(",0,2,0\n");
      weather.append(stamp);
      for (int place = 1; place <= 6; place++) {
        weather.append(',').append(place).append(',').append(place == 4 ? 1000 : 100);
      }
      weather.append('\n');
    }
    Files.writeString(folder.resolve("pv.csv"), pv);
    Files.writeString(folder.resolve("weather.csv"), weather);
    RegularSeries series =
        DataSets.read(folder, new Request(List.of("pv"), null, null)).cases().get(0).series();
    int from = (int) (Duration.between(series.start(), START).toMinutes() / 30);
    assertThat(series.weather().at(Element.IRRADIANCE, from + 20)).isCloseTo(100, within(1e-9));
    assertThat(series.weather().at(Element.TEMPERATURE, from + 20)).isCloseTo(3.4, within(1e-9));
  }

  @Test
  void shouldGoWithoutWeatherThatIsNotThere() throws Exception {
    StringBuilder demand = new StringBuilder("datetime,demand_MW\n");
    for (int i = 0; i < 48 * 60; i++) {
      demand.append(START.plusMinutes(30L * i).toString().replace('T', ' ')).append(":00,2\n");
    }
    Files.writeString(folder.resolve("demand.csv"), demand);
    RegularSeries series =
        DataSets.read(folder, new Request(List.of("demand"), null, null)).cases().get(0).series();
    assertThat(series.weather().source()).isEqualTo(Weather.Source.NONE);
  }
}
