package io.commonwatt.market.dispatch;

import java.util.Arrays;

/**
 * Ways the load at the connections may go. Immutable; arrays must not be changed.
 *
 * @param weight probability of each, adding up to 1
 * @param baseKw net load by scenario, connection and step
 */
public record Scenarios(double[] weight, double[][][] baseKw) {

  private static final double ROUNDING = 1e-9;

  public Scenarios {
    if (weight.length == 0 || weight.length != baseKw.length) {
      throw new IllegalArgumentException(
          weight.length + " weights for " + baseKw.length + " scenarios; give one each");
    }
    double sum = Arrays.stream(weight).sum();
    if (Math.abs(sum - 1) > ROUNDING || Arrays.stream(weight).anyMatch(each -> !(each > 0))) {
      throw new IllegalArgumentException(
          "Weights of scenarios add up to " + sum + "; give positive ones that add up to 1");
    }
  }

  /** Equally likely scenarios of the first connection, kW by scenario and step. */
  public static Scenarios equal(double[][] baseKw) {
    double[] weight = new double[baseKw.length];
    Arrays.fill(weight, 1.0 / weight.length);
    double[][][] byConnection = new double[baseKw.length][][];
    for (int s = 0; s < byConnection.length; s++) {
      byConnection[s] = new double[][] {baseKw[s]};
    }
    return new Scenarios(weight, byConnection);
  }

  /** How many there are. */
  public int count() {
    return weight.length;
  }

  /** The expected load of a connection by step: what a certainty-equivalent plan takes. */
  public double[] mean(int connection) {
    double[] mean = new double[baseKw[0][connection].length];
    for (int s = 0; s < weight.length; s++) {
      for (int step = 0; step < mean.length; step++) {
        mean[step] += weight[s] * baseKw[s][connection][step];
      }
    }
    return mean;
  }

  /**
   * The margin that keeps a limit with a probability whatever scenario comes: how far the load's
   * quantile, in both directions, lies from its mean, kW by step.
   *
   * @param probability of keeping the limit in a step, 0.5 to 1
   */
  public double[] marginKw(int connection, double probability) {
    if (!(probability >= 0.5 && probability <= 1)) {
      throw new IllegalArgumentException(
          "A limit kept with probability " + probability + "; give 0.5 to 1");
    }
    double[] mean = mean(connection);
    double[] margin = new double[mean.length];
    for (int step = 0; step < margin.length; step++) {
      double high = quantile(connection, step, probability, 1) - mean[step];
      double low = mean[step] + quantile(connection, step, probability, -1);
      margin[step] = Math.max(0, Math.max(high, low));
    }
    return margin;
  }

  /** Least level that sign · load keeps below with a probability. */
  private double quantile(int connection, int step, double probability, int sign) {
    Integer[] order = new Integer[weight.length];
    Arrays.setAll(order, s -> s);
    Arrays.sort(
        order,
        (one, other) ->
            Double.compare(
                sign * baseKw[one][connection][step], sign * baseKw[other][connection][step]));
    double reached = 0;
    for (int s : order) {
      reached += weight[s];
      if (reached >= probability - ROUNDING) {
        return sign * baseKw[s][connection][step];
      }
    }
    return sign * baseKw[order[order.length - 1]][connection][step];
  }
}
