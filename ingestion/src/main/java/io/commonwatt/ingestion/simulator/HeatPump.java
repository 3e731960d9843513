package io.commonwatt.ingestion.simulator;

/**
 * Heat demand of a home and the electricity its heat pump takes for it. Demand is proportional to
 * the degrees below a balance point (degree-hour method); the building's mass answers to the
 * outdoor temperature of the last days, faded with {@link #INERTIA_HOURS}; at night it is set back.
 * Hot water is made before dawn. Function of (seed, home, weather).
 */
final class HeatPump {

  /** Time constant of the building, h. */
  static final double INERTIA_HOURS = 26;

  private static final int HISTORY_HOURS = 72;
  private static final double BALANCE_C = 15.5;
  private static final double HOT_WATER_WH_PER_QUARTER = 190;

  private final double lossWPerC;

  HeatPump(long seed, String home) {
    this.lossWPerC = Draws.named(seed, home + "/heat").between(70, 150);
  }

  /** Electric power at the coldest design day, kW, rounded up to a tenth. */
  double powerKw() {
    return StrictMath.ceil(lossWPerC * (BALANCE_C + 6) * 1.25 / 1.9 / 100) / 10 + 0.5;
  }

  /**
   * Energy taken in a quarter-hour, Wh.
   *
   * @param dampedC {@link #dampedC outdoor temperature as the building feels it}
   * @param localQuarter quarter-hour of the local day
   */
  double energyWh(double outdoorC, double dampedC, int localQuarter) {
    double hour = localQuarter / 4.0;
    double schedule = hour < 5.5 || hour >= 22.5 ? 0.65 : hour < 8 ? 1.25 : 1;
    double degrees = StrictMath.max(0, BALANCE_C - (0.75 * dampedC + 0.25 * outdoorC));
    double performance = StrictMath.max(1.9, StrictMath.min(4.6, 3.1 + 0.08 * (outdoorC - 7)));
    double hotWaterWh = hour >= 4 && hour < 5.5 ? HOT_WATER_WH_PER_QUARTER : 0;
    return lossWPerC * degrees * schedule / performance / 4 + hotWaterWh;
  }

  /** Outdoor temperature of the hours before, faded exponentially, °C. */
  static double dampedC(Climate climate, long epochDay, int hour) {
    double sum = 0;
    double weights = 0;
    double fade = StrictMath.exp(-1 / INERTIA_HOURS);
    double weight = 1;
    for (int back = 0; back < HISTORY_HOURS; back++) {
      long at = epochDay * 24 + hour - back;
      DayWeather weather = climate.day(Math.floorDiv(at, 24L));
      sum += weight * weather.hourlyTemperatureC((int) Math.floorMod(at, 24L));
      weights += weight;
      weight *= fade;
    }
    return sum / weights;
  }
}
