package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;

/** What a home's meter truly measures on one UTC day. */
final class HomeDay {

  private static final int MINUTES_PER_QUARTER = 15;

  private HomeDay() {}

  /**
   * Energy of each metering interval, Wh: differences of a register that counts whole watt hours,
   * so that they add up to the day's energy.
   *
   * @param outageFeeder whether the home hangs on the feeder that loses power
   */
  static long[] energyWh(
      SimulatedHome home,
      Channel channel,
      long epochDay,
      SimulationSettings settings,
      Incidents incidents,
      boolean outageFeeder) {
    double[] quarters =
        channel == Channel.GENERATION ? home.generationWh(epochDay) : home.consumptionWh(epochDay);
    int perStep = settings.stepMinutes() / MINUTES_PER_QUARTER;
    long[] energyWh = new long[quarters.length / perStep];
    double register = 0;
    for (int step = 0; step < energyWh.length; step++) {
      double sum = 0;
      for (int quarter = step * perStep; quarter < (step + 1) * perStep; quarter++) {
        sum += quarters[quarter];
      }
      Instant start = start(epochDay, step, settings);
      double before = register;
      register += sum * incidents.poweredShare(outageFeeder, start);
      energyWh[step] = (long) StrictMath.floor(register) - (long) StrictMath.floor(before);
    }
    return energyWh;
  }

  static Instant start(long epochDay, int step, SimulationSettings settings) {
    return Instant.ofEpochSecond(epochDay * 86_400 + (long) step * settings.stepSeconds());
  }
}
