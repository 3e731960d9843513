package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * What the batteries of a district are to do over the next hours, with every cost an expectation
 * over what a forecast made an hour before still misses. The planner fills nothing in; the
 * controller writes all fields before each solve. Not thread-safe.
 *
 * <p>Costs are in $ and weigh the four measures of the score: Σ price · E max(0, district) + Σ
 * carbon · E max(0, home) + ramp · E |change of district| + peak · E max(0, district − greatest so
 * far).
 */
final class HedgedProblem {

  final int homes;
  final int hours;
  final int nodes;

  /** Expected net energy without storage by hour and home, kWh. */
  final double[][] netKwh;

  /** Equally likely deviations by hour and home, of the district, and of its change, kWh. */
  final double[][][] homeNodesKwh;

  final double[][] districtNodesKwh;
  final double[][] rampNodesKwh;

  /** $/kWh by hour: of district import, of a home's import for its carbon, of a new peak. */
  final double[] price;

  final double[] carbon;
  final double[] peak;

  /** $/kWh of change from hour to hour. */
  double ramp;

  /** Greatest district energy of the block so far, kWh. */
  double peakKwh;

  /** District energy of the hour before, with storage, kWh. */
  double previousKwh;

  /** $/kWh of energy left at the end. */
  double storedValue;

  /** State of the batteries by home, kWh. */
  final double[] storedKwh;

  final double[] capacityKwh;

  HedgedProblem(int homes, int hours, int nodes) {
    this.homes = homes;
    this.hours = hours;
    this.nodes = nodes;
    netKwh = new double[hours][homes];
    homeNodesKwh = new double[hours][homes][nodes];
    districtNodesKwh = new double[hours][nodes];
    rampNodesKwh = new double[hours][nodes];
    price = new double[hours];
    carbon = new double[hours];
    peak = new double[hours];
    storedKwh = new double[homes];
    capacityKwh = new double[homes];
  }
}
