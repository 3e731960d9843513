package io.commonwatt.ingestion.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.weather.WeatherForecast;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkyTest {

  private static final double[] HORIZONTAL = {0, 0, 1};

  @Test
  void shouldPutTheSunWhereAnAlmanacPutsIt() {
    // London, 21 June: noon elevation 90 − 51.5 + 23.44 = 61.9°; up at 03:43, down at 20:22 UTC.
    SunPath summer = new SunPath(51.5, -0.1, LocalDate.of(2025, 6, 21).toEpochDay());
    assertThat(degrees(summer.up(48))).isCloseTo(61.9, within(0.3));
    assertThat(summer.up(14)).isNegative();
    assertThat(summer.up(15)).isPositive();
    assertThat(summer.up(81)).isNegative();
    assertThat(summer.east(30)).isPositive();
    assertThat(summer.east(66)).isNegative();
    // 21 December: 90 − 51.5 − 23.44 = 15.1°.
    SunPath winter = new SunPath(51.5, -0.1, LocalDate.of(2025, 12, 21).toEpochDay());
    assertThat(degrees(winter.up(48))).isCloseTo(15.1, within(0.3));
  }

  @Test
  void shouldFollowTheClearSkyModelOfHaurwitz() {
    assertThat(Irradiance.clearSky(1)).isCloseTo(1098 * StrictMath.exp(-0.057), within(1e-9));
    assertThat(Irradiance.clearSky(0.5)).isCloseTo(489.8, within(0.1));
    assertThat(Irradiance.clearSky(-0.1)).isZero();
  }

  @Test
  void shouldSplitDiffuseAsErbsDoes() {
    assertThat(Irradiance.diffuseShare(0.1)).isCloseTo(0.991, within(1e-9));
    assertThat(Irradiance.diffuseShare(0.5)).isCloseTo(0.659, within(0.001));
    assertThat(Irradiance.diffuseShare(0.9)).isCloseTo(0.165, within(1e-9));
  }

  @Test
  void shouldGiveAHorizontalPlaneTheGlobalIrradiance() {
    SunPath sun = new SunPath(51.5, -0.1, LocalDate.of(2025, 5, 1).toEpochDay());
    for (int quarter = 30; quarter < 66; quarter++) {
      assertThat(Irradiance.onPlane(400, sun, quarter, HORIZONTAL)).isCloseTo(400, within(1e-9));
    }
  }

  @Test
  void shouldForecastWithAnErrorThatGrowsWithTheLeadTime() {
    Climate climate = new Climate(3, SimulatedPlace.EDINBURGH);
    ForecastingOffice office = new ForecastingOffice(3, climate);
    double[] temperatureError = new double[ForecastingOffice.HOURS_AHEAD];
    double[] irradianceError = new double[ForecastingOffice.HOURS_AHEAD];
    Instant first = Instant.parse("2025-05-01T00:00:00Z");
    for (int issue = 0; issue < 240; issue++) {
      WeatherForecast forecast = office.forecast(first.plusSeconds(issue * 6L * 3600));
      for (int lead = 0; lead < ForecastingOffice.HOURS_AHEAD; lead++) {
        long hour = forecast.start().getEpochSecond() / 3600 + lead;
        DayWeather truth = climate.day(hour / 24);
        temperatureError[lead] +=
            StrictMath.abs(
                forecast.temperatureC().get(lead) - truth.hourlyTemperatureC((int) (hour % 24)));
        irradianceError[lead] +=
            StrictMath.abs(
                forecast.irradianceWPerM2().get(lead)
                    - truth.hourlyIrradianceWPerM2((int) (hour % 24)));
      }
    }
    assertThat(temperatureError[0] / 240).isBetween(0.2, 0.6);
    assertThat(temperatureError[48]).isGreaterThan(2.5 * temperatureError[0]);
    assertThat(day(irradianceError, 36)).isGreaterThan(1.3 * day(irradianceError, 0));
  }

  @Test
  void shouldDrawFromNamedStreamsThatNeverChange() {
    assertThat(Draws.named(7, "home-0007/day", 20209).bits()).isEqualTo(GOLDEN_BITS);
    Draws draws = Draws.named(1, "normal");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      double value = draws.gaussian();
      sum += value;
      squares += value * value;
    }
    assertThat(sum / 20_000).isCloseTo(0, within(0.03));
    assertThat(squares / 20_000).isCloseTo(1, within(0.03));
  }

  @Test
  void shouldPriceDaysWithPeaksDipsAndGluts() {
    WholesaleMarket market =
        new WholesaleMarket(
            7,
            "market",
            "EUR",
            SimulationSettings.TIME_ZONE,
            new Climate(7, SimulatedPlace.ALL.get(0)));
    double[] byHour = new double[24];
    int negative = 0;
    long dearest = 0;
    for (int day = 0; day < 365; day++) {
      var prices = market.day(20_000 + day, Instant.EPOCH);
      assertThat(prices).hasSize(24);
      for (int hour = 0; hour < 24; hour++) {
        var price = prices.get(hour);
        assertThat(price.exportMilliCentPerKwh()).isLessThan(price.importMilliCentPerKwh());
        byHour[hour] += price.importMilliCentPerKwh() / 365.0;
        negative += price.importMilliCentPerKwh() < 0 ? 1 : 0;
        dearest = Math.max(dearest, price.importMilliCentPerKwh());
      }
    }
    assertThat(byHour[18]).isGreaterThan(1.3 * byHour[12]);
    assertThat(byHour[3]).isLessThan(byHour[18]);
    assertThat(negative).isBetween(10, 300);
    assertThat(dearest).isGreaterThan(15_000);
  }

  @Test
  void shouldBeWarmerInSummerAndOnClearDays() {
    Climate climate = new Climate(7, SimulatedPlace.EDINBURGH);
    List<Long> january = List.of(20_089L, 20_094L, 20_099L, 20_104L);
    double winter = january.stream().mapToDouble(day -> noon(climate, day)).average().orElseThrow();
    double summer =
        january.stream().mapToDouble(day -> noon(climate, day + 190)).average().orElseThrow();
    assertThat(summer).isGreaterThan(winter + 7);
  }

  private static final long GOLDEN_BITS = 2242727907309553532L;

  private static double noon(Climate climate, long day) {
    return climate.day(day).hourlyTemperatureC(12);
  }

  private static double day(double[] errors, int from) {
    double sum = 0;
    for (int hour = from; hour < from + 24; hour++) {
      sum += errors[hour];
    }
    return sum;
  }

  private static double degrees(double sine) {
    return StrictMath.toDegrees(StrictMath.asin(sine));
  }
}
