package io.commonwatt.forecasting.scenario;

import java.util.Arrays;

/**
 * Sum of series scenario by scenario, and its quantiles: what a feeder takes when scenario k holds
 * for every usage point of it. Mutable, not thread-safe.
 */
public final class ScenarioSum {

  private final int scenarios;
  private final double[] energiesWh;

  /**
   * @param scenarios number of scenarios
   * @param steps number of steps
   */
  public ScenarioSum(int scenarios, int steps) {
    this.scenarios = scenarios;
    energiesWh = new double[scenarios * steps];
  }

  /**
   * Adds a series.
   *
   * @param pathsWh row-major: scenario × step, Wh
   */
  public void add(double[] pathsWh) {
    if (pathsWh.length != energiesWh.length) {
      throw new IllegalArgumentException(
          "Scenarios of " + pathsWh.length + " values do not fit a sum of " + energiesWh.length);
    }
    for (int i = 0; i < pathsWh.length; i++) {
      energiesWh[i] += pathsWh[i];
    }
  }

  /** Energies of the sum, row-major: scenario × step, Wh; a copy. */
  public double[] energiesWh() {
    return energiesWh.clone();
  }

  /** Mean over the scenarios of each step, Wh. */
  public double[] meansWh() {
    int steps = energiesWh.length / scenarios;
    double[] means = new double[steps];
    for (int step = 0; step < steps; step++) {
      double sum = 0;
      for (int scenario = 0; scenario < scenarios; scenario++) {
        sum += energiesWh[scenario * steps + step];
      }
      means[step] = sum / scenarios;
    }
    return means;
  }

  /**
   * Quantiles of each step, row-major: step × level, Wh. Scenario of rank r stands at level (r +
   * ½)/n, as where its energies were read off.
   */
  public double[] quantilesWh(double[] levels) {
    int steps = energiesWh.length / scenarios;
    double[] quantiles = new double[steps * levels.length];
    double[] sorted = new double[scenarios];
    for (int step = 0; step < steps; step++) {
      for (int scenario = 0; scenario < scenarios; scenario++) {
        sorted[scenario] = energiesWh[scenario * steps + step];
      }
      Arrays.sort(sorted);
      for (int level = 0; level < levels.length; level++) {
        double at = Math.max(0, Math.min(scenarios - 1, levels[level] * scenarios - 0.5));
        int below = (int) at;
        int above = Math.min(below + 1, scenarios - 1);
        quantiles[step * levels.length + level] =
            sorted[below] + (at - below) * (sorted[above] - sorted[below]);
      }
    }
    return quantiles;
  }
}
