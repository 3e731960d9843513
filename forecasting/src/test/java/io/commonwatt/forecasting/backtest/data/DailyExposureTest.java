package io.commonwatt.forecasting.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.Weather.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sun gave each day, on the intervals of a series. */
class DailyExposureTest {

  private static final LocalDate FIRST = LocalDate.of(2020, 10, 3);
  private static final int QUARTER_HOUR = 900;
  private static final int DAY = 96;

  /** Local midnight of the first day is 14:00 UTC of the day before; summer time begins on it. */
  private static final LocalDateTime START = LocalDateTime.parse("2020-10-02T14:00:00");

  private static final Quantity SUN =
      new Quantity(
          "kW",
          Quantity.Kind.GENERATION,
          ZoneId.of("Australia/Melbourne"),
          "",
          new Place(-37.91, 145.13));

  @TempDir Path folder;

  @Test
  void shouldGiveEachLocalDayWhatItHad() throws IOException {
    Weather weather = weather(4 * DAY, "20,21,22", "3,,5", "10,10,10");
    assertThat(weather.source()).isEqualTo(Weather.Source.MEASURED);
    assertThat(megajoules(weather, 0, DAY)).isCloseTo(21, within(1e-6));
    // Clocks go forward on the second day, which has 23 hours.
    assertThat(megajoules(weather, DAY, 2 * DAY - 4)).isCloseTo(4, within(1e-6));
    assertThat(megajoules(weather, 2 * DAY - 4, 3 * DAY - 4)).isCloseTo(10, within(1e-6));
  }

  @Test
  void shouldFollowTheSunWithinADay() throws IOException {
    Weather weather = weather(DAY, "20,21,22");
    assertThat(weather.at(Element.IRRADIANCE, 4)).isZero();
    assertThat(weather.at(Element.IRRADIANCE, DAY / 2))
        .isGreaterThan(2 * weather.at(Element.IRRADIANCE, DAY / 3));
  }

  @Test
  void shouldKnowNothingOfDaysThatAreNotThere() throws IOException {
    Weather weather = weather(3 * DAY, "20,21,22", ",,");
    assertThat(weather.at(Element.IRRADIANCE, DAY / 2)).isPositive();
    assertThat(weather.at(Element.IRRADIANCE, DAY + DAY / 2)).isNaN();
    assertThat(weather.at(Element.IRRADIANCE, 2 * DAY + DAY / 2)).isNaN();
  }

  @Test
  void shouldNotTakeAPartOfADayForAllOfIt() throws IOException {
    Weather whole = weather(DAY, "20,21,22");
    Weather part = weather(DAY / 2, "20,21,22");
    assertThat(part.at(Element.IRRADIANCE, DAY / 2 - 1))
        .isEqualTo(whole.at(Element.IRRADIANCE, DAY / 2 - 1));
  }

  private Weather weather(int intervals, String... rows) throws IOException {
    Path file = folder.resolve("exposure.csv");
    Files.write(file, List.of(rows));
    double[] values = new double[intervals];
    return DailyExposure.read(file, FIRST)
        .over(new RegularSeries("sun", SUN, START, QUARTER_HOUR, values));
  }

  private static double megajoules(Weather weather, int from, int end) {
    double joules = 0;
    for (int index = from; index < end; index++) {
      joules += weather.at(Element.IRRADIANCE, index) * QUARTER_HOUR;
    }
    return joules / 1e6;
  }
}
