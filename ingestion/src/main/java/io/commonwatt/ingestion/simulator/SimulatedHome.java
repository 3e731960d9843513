package io.commonwatt.ingestion.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * A home and what it owns. Ownership goes by its number, so that every community has all kinds: PV
 * on every second home, a battery on every third, a heat pump on every fourth, a car on every
 * sixth. Function of (seed, number). Not thread-safe.
 */
final class SimulatedHome {

  private static final int SECONDS_PER_QUARTER = 900;
  private static final long QUARTERS_PER_DAY = SunPath.QUARTERS;
  private static final double DARK = 0.04;

  private final int number;
  private final String id;
  private final Climate climate;
  private final ZoneId zone;
  private final Household household;
  private final PhotovoltaicSystem photovoltaics;
  private final BatterySystem battery;
  private final HeatPump heatPump;
  private final ElectricCar car;

  SimulatedHome(long seed, int number, Climate climate, ZoneId zone) {
    this.number = number;
    this.id = String.format(Locale.ROOT, "home-%04d", number + 1);
    this.climate = climate;
    this.zone = zone;
    this.household = new Household(seed, id);
    this.photovoltaics = number % 2 == 0 ? PhotovoltaicSystem.seeded(seed, id) : null;
    this.battery = number % 3 == 0 ? BatterySystem.seeded(seed, id) : null;
    this.heatPump = number % 4 == 1 ? new HeatPump(seed, id) : null;
    this.car = number % 6 == 4 ? new ElectricCar(seed, id) : null;
  }

  int number() {
    return number;
  }

  /** Usage point id. */
  String id() {
    return id;
  }

  /** Meter that hangs there first. */
  String meter() {
    return String.format(Locale.ROOT, "meter-%04d", number + 1);
  }

  /** Meter that replaces it where one is exchanged. */
  String nextMeter() {
    return meter() + "-b";
  }

  Optional<PhotovoltaicSystem> photovoltaics() {
    return Optional.ofNullable(photovoltaics);
  }

  Optional<BatterySystem> battery() {
    return Optional.ofNullable(battery);
  }

  Optional<HeatPump> heatPump() {
    return Optional.ofNullable(heatPump);
  }

  Optional<ElectricCar> car() {
    return Optional.ofNullable(car);
  }

  /** Energy used in each quarter-hour of a UTC day, car and heating included, Wh. */
  double[] consumptionWh(long epochDay) {
    DayWeather weather = climate.day(epochDay);
    double[] dampedC = heatPump == null ? null : climate.dampedC(epochDay);
    double[] energyWh = new double[SunPath.QUARTERS];
    for (int quarter = 0; quarter < energyWh.length; quarter++) {
      long second = (epochDay * QUARTERS_PER_DAY + quarter) * SECONDS_PER_QUARTER;
      int offset = zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
      long localQuarters = Math.floorDiv(second + offset, (long) SECONDS_PER_QUARTER);
      long localDay = Math.floorDiv(localQuarters, QUARTERS_PER_DAY);
      int localQuarter = (int) Math.floorMod(localQuarters, QUARTERS_PER_DAY);
      LocalDayLoad load = household.day(localDay);
      double sum = load.energyWh(localQuarter);
      if (load.active(localQuarter) && weather.sun().up(quarter) < DARK) {
        sum += household.lightingW() / 4;
      }
      if (car != null) {
        sum += car.energyWh(localDay, localQuarter);
      }
      if (heatPump != null) {
        sum += heatPump.energyWh(weather.temperatureC(quarter), dampedC[quarter / 4], localQuarter);
      }
      energyWh[quarter] = sum;
    }
    return energyWh;
  }

  /** Energy generated in each quarter-hour of a UTC day, Wh; for homes with PV. */
  double[] generationWh(long epochDay) {
    return photovoltaics.generationWh(climate.day(epochDay));
  }
}
