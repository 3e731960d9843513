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
    for (int step = 0; step < pathWh.length; step++) {
      int rank = scenarios.ranks()[scenario * pathWh.length + step];
      double share = (rank + 0.5) / scenarios.scenarios();
      double energy = quantile(at, forecast.quantilesWh(), step * at.length, share);
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
    double[] energiesWh = new double[ranks.length];
    int steps = quantilesWh.length / at.length;
    for (int scenario = 0; scenario < scenarios; scenario++) {
      for (int step = 0; step < steps; step++) {
        double share = (ranks[scenario * steps + step] + 0.5) / scenarios;
        double energy = quantile(at, quantilesWh, step * at.length, share);
        energiesWh[scenario * steps + step] = Math.max(0, Math.min(greatestWh, energy));
      }
    }
    return energiesWh;
  }

  private static double quantile(double[] levels, double[] quantiles, int offset, double share) {
    int last = levels.length - 1;
    if (share < levels[0]) {
      return quantiles[offset]
          - tail(
              share / levels[0], levels[0] / levels[1], quantiles[offset + 1] - quantiles[offset]);
    }
    if (share > levels[last]) {
      return quantiles[offset + last]
          + tail(
              (1 - share) / (1 - levels[last]),
              (1 - levels[last]) / (1 - levels[last - 1]),
              quantiles[offset + last] - quantiles[offset + last - 1]);
    }
    int above = 1;
    while (levels[above] < share) {
      above++;
    }
    double low = quantiles[offset + above - 1];
    double high = quantiles[offset + above];
    double along = (share - levels[above - 1]) / (levels[above] - levels[above - 1]);
    return low + along * (high - low);
  }

  /**
   * Distance beyond the outermost quantile of a tail that falls off exponentially through the last
   * two.
   *
   * @param left probability beyond, of that beyond the outermost
   * @param ratio of the probabilities beyond the outermost and beyond the one before it
   * @param apart distance of these two
   */
  private static double tail(double left, double ratio, double apart) {
    return apart * StrictMath.log(left) / StrictMath.log(ratio);
  }
}
