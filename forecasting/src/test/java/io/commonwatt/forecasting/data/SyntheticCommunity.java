package io.commonwatt.forecasting.data;

import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Homes made here: habits on the local clock, evenings that vary, heat that follows the
 * temperature, PV under a cloud process, weather forecasts that err the more the further ahead.
 */
public final class SyntheticCommunity {

  private static final Place PLACE = new Place("made-here", 51.5, -0.1);
  private static final int STEP_SECONDS = 1800;
  private static final int STEPS_PER_DAY = 48;

  private SyntheticCommunity() {}

  /** Half-hourly homes, PV on every third. */
  public static TestCommunity make(int homes, Instant from, int days, long seed) {
    return make(homes, 20, from, days, seed);
  }

  /** The same in smaller communities. */
  public static TestCommunity make(int homes, int perCommunity, Instant from, int days, long seed) {
    Random random = new Random(seed);
    int steps = days * STEPS_PER_DAY;
    SolarGeometry sun = new SolarGeometry(PLACE.latitude(), PLACE.longitude());
    double[] clearness = new double[steps + 2 * STEPS_PER_DAY];
    double[] temperature = new double[clearness.length];
    double[] irradiance = new double[clearness.length];
    double clear = 0.6;
    double warm = 0;
    double day = 0;
    for (int i = 0; i < clearness.length; i++) {
      if (i % STEPS_PER_DAY == 0) {
        day = 0.6 * day + 0.3 * random.nextGaussian();
        warm = 0.8 * warm + 1.5 * random.nextGaussian();
      }
      clear = 0.9 * clear + 0.1 * (0.6 + day) + 0.08 * random.nextGaussian();
      clearness[i] = Math.max(0.08, Math.min(1, clear));
      double second = from.getEpochSecond() + (i + 0.5) * STEP_SECONDS;
      irradiance[i] = clearness[i] * SolarGeometry.clearSkyIrradiance(sun.sinElevation(second));
      temperature[i] =
          10 + warm + 5 * StrictMath.sin(2 * Math.PI * (i % STEPS_PER_DAY - 18) / STEPS_PER_DAY);
    }
    ZoneId zone = ZoneId.of("Europe/London");
    List<TestCommunity.Home> made = new ArrayList<>();
    for (int home = 0; home < homes; home++) {
      made.add(home(home, from, steps, zone, irradiance, temperature, random));
    }
    TestCommunity community = new TestCommunity(PLACE, zone, from, STEP_SECONDS);
    for (int first = 0; first < homes; first += perCommunity) {
      community.add(made.subList(first, Math.min(first + perCommunity, homes)));
    }
    weather(community, from, steps, temperature, irradiance, random);
    return community;
  }

  private static TestCommunity.Home home(
      int number,
      Instant from,
      int steps,
      ZoneId zone,
      double[] irradiance,
      double[] temperature,
      Random random) {
    double size = 0.5 + random.nextDouble() * 1.5;
    double wake = 6 + 2 * random.nextDouble();
    double back = 16.5 + 2.5 * random.nextDouble();
    double heat = random.nextInt(3) == 0 ? 60 : 5;
    boolean car = random.nextInt(4) == 0;
    double[] consumption = new double[steps];
    double busy = 1;
    double charging = 0;
    for (int i = 0; i < steps; i++) {
      var local = from.plusSeconds((long) i * STEP_SECONDS).atZone(zone);
      double hour = local.getHour() + local.getMinute() / 60.0;
      boolean weekend = local.getDayOfWeek().getValue() >= 6;
      if (hour == 0) {
        busy = 0.5 + random.nextDouble();
      }
      if (hour == 18 && car && random.nextInt(3) > 0) {
        charging = 4 + 10 * random.nextDouble();
      }
      double shape =
          80
              + 250 * bump(hour, wake + (weekend ? 1.5 : 0), 1)
              + 450 * busy * bump(hour, back, 2)
              + (weekend ? 150 * bump(hour, 13, 3) : 0);
      double warmth = heat * Math.max(0, 15.5 - temperature[i]);
      double spike = random.nextInt(20) == 0 ? 600 * random.nextDouble() : 0;
      double car7 = Math.min(charging, 3.5);
      charging -= car7;
      double noise = StrictMath.exp(0.25 * random.nextGaussian());
      consumption[i] = (size * shape * noise + warmth + spike) / 2 + 1000 * car7 / 2;
    }
    double[] generation = null;
    double peakKw = 3 + random.nextInt(3);
    if (number % 3 == 0) {
      generation = new double[steps];
      for (int i = 0; i < steps; i++) {
        double share = 0.85 * irradiance[i] / 1000 * (1 + 0.05 * random.nextGaussian());
        generation[i] = 500 * peakKw * Math.max(0, Math.min(1, share));
      }
    }
    return new TestCommunity.Home("home-" + (100 + number), consumption, generation, peakKw);
  }

  private static void weather(
      TestCommunity community,
      Instant from,
      int steps,
      double[] temperature,
      double[] irradiance,
      Random random) {
    for (int i = 0; i < steps; i++) {
      Instant begin = from.plusSeconds((long) i * STEP_SECONDS);
      Instant end = begin.plusSeconds(STEP_SECONDS);
      community.records.add(
          new WeatherObserved(PLACE.id(), begin, STEP_SECONDS, temperature[i], irradiance[i], end));
      if (i % 12 == 0) {
        List<Double> temperatures = new ArrayList<>();
        List<Double> irradiances = new ArrayList<>();
        double wrong = 0;
        double cloud = 0;
        for (int ahead = 0; ahead < 2 * STEPS_PER_DAY; ahead++) {
          wrong = 0.98 * wrong + 0.15 * random.nextGaussian();
          cloud = 0.95 * cloud + 0.06 * random.nextGaussian();
          temperatures.add(temperature[i + ahead] + wrong);
          irradiances.add(Math.max(0, irradiance[i + ahead] * (1 + cloud)));
        }
        community.records.add(
            new WeatherForecast(
                PLACE.id(), begin, begin, STEP_SECONDS, temperatures, irradiances, begin));
      }
    }
  }

  private static double bump(double hour, double at, double width) {
    double away = (hour - at) / width;
    return StrictMath.exp(-away * away / 2);
  }
}
