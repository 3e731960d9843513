package io.commonwatt.ingestion.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class HomePhysicsTest {

  private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
  private static final int YEAR = 365;
  private static final Neighbourhood HOMES =
      new Neighbourhood(new SimulationSettings(24, YEAR, 11, FROM, 30, 20));

  @Test
  void shouldUseAsMuchAsRealHomesInAYear() {
    double sumKwh = 0;
    for (SimulatedHome home : HOMES.homes()) {
      double kwh = 0;
      for (int day = 0; day < YEAR; day += 3) {
        kwh += sum(home.consumptionWh(FROM.toEpochDay() + day)) / 1000 * 3;
      }
      assertThat(kwh).as(home.id()).isBetween(1200.0, 8000.0);
      sumKwh += kwh;
    }
    assertThat(sumKwh / 24).isBetween(2500.0, 4500.0);
  }

  @Test
  void shouldGenerateNothingAtNightAndNeverAboveCapacity() {
    for (SimulatedHome home : HOMES.homes()) {
      if (home.photovoltaics().isEmpty()) {
        continue;
      }
      double kwh = 0;
      double peakKw = home.photovoltaics().get().peakKw();
      for (int day = 0; day < YEAR; day += 5) {
        double[] energyWh = home.generationWh(FROM.toEpochDay() + day);
        for (int quarter = 0; quarter < energyWh.length; quarter++) {
          assertThat(energyWh[quarter]).isBetween(0.0, peakKw * 250);
        }
        assertThat(energyWh[0] + energyWh[4] + energyWh[92]).as("around midnight").isZero();
        kwh += sum(energyWh) / 1000 * 5;
      }
      assertThat(kwh / peakKw).as("full-load hours of " + home.id()).isBetween(600.0, 1200.0);
    }
  }

  @Test
  void shouldGenerateMoreUnderAClearerSky() {
    Climate climate = new Climate(11, SimulatedPlace.EDINBURGH);
    PhotovoltaicSystem flat = new PhotovoltaicSystem(4, 10, 180);
    double[] irradiance = new double[200];
    double[] generation = new double[200];
    for (int day = 0; day < 200; day++) {
      DayWeather weather = climate.day(FROM.toEpochDay() + 100 + day);
      for (int hour = 0; hour < 24; hour++) {
        irradiance[day] += weather.hourlyIrradianceWPerM2(hour);
      }
      generation[day] = sum(flat.generationWh(weather));
    }
    assertThat(correlation(irradiance, generation)).isGreaterThan(0.97);
  }

  @Test
  void shouldShareCloudsBetweenHomesOfAPlace() {
    double[] one = new double[100];
    double[] other = new double[100];
    for (int day = 0; day < 100; day++) {
      one[day] = sum(HOMES.homes().get(0).generationWh(FROM.toEpochDay() + 120 + day));
      other[day] = sum(HOMES.homes().get(2).generationWh(FROM.toEpochDay() + 120 + day));
    }
    assertThat(correlation(one, other)).isGreaterThan(0.9);
  }

  @Test
  void shouldPeakInTheEveningAndDifferOnWeekends() {
    double night = 0;
    double evening = 0;
    double workdayNoon = 0;
    double weekendNoon = 0;
    for (SimulatedHome home : HOMES.homes()) {
      for (int day = 0; day < 84; day++) {
        long epochDay = FROM.toEpochDay() + 130 + day;
        double[] energyWh = home.consumptionWh(epochDay);
        night += hour(energyWh, 1);
        evening += hour(energyWh, 18);
        DayOfWeek weekday = LocalDate.ofEpochDay(epochDay).getDayOfWeek();
        if (weekday.getValue() >= 6) {
          weekendNoon += hour(energyWh, 10) / 2;
        } else {
          workdayNoon += hour(energyWh, 10) / 5;
        }
      }
    }
    assertThat(evening).isGreaterThan(3 * night);
    assertThat(weekendNoon).isGreaterThan(1.05 * workdayNoon);
  }

  @Test
  void shouldHeatMoreWhenItIsColderAndAnswerSlowly() {
    HeatPump pump = new HeatPump(11, "home");
    assertThat(pump.energyWh(-2, -2, 40)).isGreaterThan(2 * pump.energyWh(8, 8, 40));
    assertThat(pump.energyWh(20, 18, 40)).isZero();
    double afterWarmSpell = pump.energyWh(2, 10, 40);
    double afterColdSpell = pump.energyWh(2, 2, 40);
    assertThat(afterWarmSpell).isLessThan(afterColdSpell);
  }

  @Test
  void shouldChargeACarWithWhatItNeedsBeforeItLeaves() {
    ElectricCar car = new ElectricCar(11, "home");
    double needed = 0;
    double charged = 0;
    int stays = 0;
    for (long day = 0; day < 100; day++) {
      if (car.findStay(day).isPresent()) {
        ElectricCar.Stay stay = car.findStay(day).get();
        stays++;
        needed += stay.energyKwh();
        assertThat(stay.arrivalHour() + stay.energyKwh() / car.chargerKw())
            .isLessThanOrEqualTo(stay.departureHour() + 1e-9);
      }
      for (int quarter = 0; quarter < 96; quarter++) {
        charged += car.energyWh(day, quarter) / 1000;
      }
    }
    assertThat(stays).isBetween(50, 90);
    assertThat(charged).isCloseTo(needed, org.assertj.core.data.Offset.offset(15.0));
  }

  private static double hour(double[] quarters, int hour) {
    return quarters[4 * hour]
        + quarters[4 * hour + 1]
        + quarters[4 * hour + 2]
        + quarters[4 * hour + 3];
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  static double correlation(double[] x, double[] y) {
    double meanX = sum(x) / x.length;
    double meanY = sum(y) / y.length;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / StrictMath.sqrt(xx * yy);
  }
}
