package io.commonwatt.contracts.forecast;

import java.util.List;

/**
 * Scenarios of a series as energies: the quantiles of its forecast at the ranks of its scenarios.
 * Between the levels quantiles are linear; beyond the outermost two the tails fall off
 * exponentially, but energies are not below zero nor above what the series can give. Stateless.
 */
public final class ScenarioPaths {

  private ScenarioPaths() {}

  /**
   * Energies of every scenario.
   *
   * @return row-major: scenario × step, Wh
   * @throws IllegalArgumentException when the two do not belong together
   */
  public static double[] energiesWh(Forecast forecast, ForecastScenarios scenarios) {
    boolean together =
        forecast.kind() == scenarios.kind()
            && forecast.series().equals(scenarios.series())
            && forecast.model().equals(scenarios.model())
            && forecast.issued().equals(scenarios.issued());
    if (!together) {
      throw new IllegalArgumentException(
          "Scenarios '" + scenarios.id() + "' do not belong to forecast '" + forecast.id() + "'");
    }
    return energiesWh(
        forecast.levels(),
        forecast.quantilesWh(),
        scenarios.ranks(),
        scenarios.scenarios(),
        scenarios.greatestWh());
  }

  /**
   * Energies of one scenario by step, Wh: a row of {@link #energiesWh(Forecast,
   * ForecastScenarios)}.
   */
  public static double[] pathWh(Forecast forecast, ForecastScenarios scenarios, int scenario) {
    double[] at = forecast.levels().stream().mapToDouble(Double::doubleValue).toArray();
    double[] pathWh = new double[forecast.steps()];
    Reading[] ofRank = Reading.ofRanks(at, scenarios.scenarios());
    for (int step = 0; step < pathWh.length; step++) {
      Reading reading = ofRank[scenarios.ranks()[scenario * pathWh.length + step]];
      double energy = reading.of(forecast.quantilesWh(), step * at.length);
      pathWh[step] = Math.max(0, Math.min(scenarios.greatestWh(), energy));
    }
    return pathWh;
  }

  /**
   * Energies of ranks.
   *
   * @param quantilesWh row-major: step × level, Wh
   * @param ranks row-major: scenario × step
   */
  public static double[] energiesWh(
      List<Double> levels, double[] quantilesWh, byte[] ranks, int scenarios, double greatestWh) {
    double[] at = levels.stream().mapToDouble(Double::doubleValue).toArray();
    Reading[] ofRank = Reading.ofRanks(at, scenarios);
    double[] energiesWh = new double[ranks.length];
    int steps = quantilesWh.length / at.length;
    for (int scenario = 0; scenario < scenarios; scenario++) {
      for (int step = 0; step < steps; step++) {
        Reading reading = ofRank[ranks[scenario * steps + step]];
        double energy = reading.of(quantilesWh, step * at.length);
        energiesWh[scenario * steps + step] = Math.max(0, Math.min(greatestWh, energy));
      }
    }
    return energiesWh;
  }

  /**
   * How the energy at a probability is read off quantiles: from {@code anchor} on, a share of the
   * way from {@code low} to {@code high}. In a tail, which falls off exponentially through the last
   * two quantiles, the share is a logarithm over another, which do not depend on the quantiles.
   */
  private record Reading(int anchor, int low, int high, double part, double of) {

    /** Of every rank: with few scenarios far fewer than energies. */
    static Reading[] ofRanks(double[] levels, int scenarios) {
      Reading[] readings = new Reading[scenarios];
      for (int rank = 0; rank < scenarios; rank++) {
        readings[rank] = at(levels, (rank + 0.5) / scenarios);
      }
      return readings;
    }

    private static Reading at(double[] levels, double share) {
      int last = levels.length - 1;
      if (share < levels[0]) {
        return tail(0, 1, 0, share / levels[0], levels[0] / levels[1]);
      }
      if (share > levels[last]) {
        double beyond = 1 - levels[last];
        return tail(last, last - 1, last, (1 - share) / beyond, beyond / (1 - levels[last - 1]));
      }
      int above = 1;
      while (levels[above] < share) {
        above++;
      }
      double along = (share - levels[above - 1]) / (levels[above] - levels[above - 1]);
      return new Reading(above - 1, above - 1, above, along, 1);
    }

    private static Reading tail(int anchor, int low, int high, double left, double ratio) {
      return new Reading(anchor, low, high, StrictMath.log(left), StrictMath.log(ratio));
    }

    double of(double[] quantiles, int offset) {
      double apart = quantiles[offset + high] - quantiles[offset + low];
      return quantiles[offset + anchor] + apart * part / of;
    }
  }
}
