package io.commonwatt.forecasting.solar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SolarGeometryTest {

  private static final SolarGeometry LONDON = new SolarGeometry(51.5, -0.13);

  @Test
  void shouldPutTheMiddaySunWhereTheAlmanacDoes() {
    // Culmination: 90 degrees - latitude + declination; declinations of the solstices 23.44.
    assertThat(culmination("2025-06-21T12:02:00Z")).isCloseTo(61.9, within(0.5));
    assertThat(culmination("2025-12-21T11:58:00Z")).isCloseTo(15.1, within(0.5));
    assertThat(culmination("2025-03-20T12:08:00Z")).isCloseTo(38.5, within(0.5));
  }

  @Test
  void shouldRiseAndSetWithinMinutesOfTheAlmanac() {
    // Geometric sunrise and sunset of the centre come some five minutes inside the published ones,
    // which include refraction and the radius.
    assertThat(rise("2025-06-21T00:00:00Z")).isBetween("2025-06-21T03:43", "2025-06-21T03:58");
    assertThat(rise("2025-12-21T00:00:00Z")).isBetween("2025-12-21T08:03", "2025-12-21T08:18");
  }

  @Test
  void shouldFollowTheSunAroundTheEarth() {
    SolarGeometry sydney = new SolarGeometry(-33.9, 151.2);
    Instant noon = Instant.parse("2025-12-21T01:54:00Z");
    assertThat(StrictMath.toDegrees(StrictMath.asin(sydney.sinElevation(noon.getEpochSecond()))))
        .isCloseTo(79.5, within(0.6));
  }

  @Test
  void shouldCallAnIntervalNightOnlyWhenTheSunIsDownThroughout() {
    ClearSky sky = new ClearSky(LONDON, 3600);
    long midnight = Instant.parse("2025-06-21T00:00:00Z").getEpochSecond() / 3600;
    assertThat(sky.isNight(midnight)).isTrue();
    assertThat(sky.irradiance(midnight)).isZero();
    assertThat(sky.isNight(midnight + 3)).isFalse();
    assertThat(sky.irradiance(midnight + 12)).isBetween(850.0, 1000.0);
    assertThat(sky.irradiance(midnight + 12 + 48L * 24))
        .isNotEqualTo(sky.irradiance(midnight + 12));
  }

  private static double culmination(String time) {
    double sin = LONDON.sinElevation(Instant.parse(time).getEpochSecond());
    return StrictMath.toDegrees(StrictMath.asin(sin));
  }

  private static String rise(String midnight) {
    Instant time = Instant.parse(midnight);
    while (LONDON.sinElevation(time.getEpochSecond()) <= 0) {
      time = time.plus(Duration.ofMinutes(1));
    }
    return time.toString().substring(0, 16);
  }
}
