package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * What a run costs by the challenge's four measures, {@code evaluate()} of version 1.3.6; relative
 * to the same homes without storage when divided by {@link #over}.
 *
 * @param cost Σ max(0, price · district net energy), $
 * @param emission Σ over homes max(0, carbon · net energy), kg
 * @param ramp Σ |change of district net energy|, kWh
 * @param loadFactor mean over blocks of 730 h of 1 − mean / max
 * @param cappedLoadFactor the same with each block at most 1: a block of net export gains nothing
 *     by a higher peak
 */
public record CityLearnScore(
    double cost, double emission, double ramp, double loadFactor, double cappedLoadFactor) {

  /** Hours of a block of the load factor. */
  public static final int BLOCK_HOURS = 730;

  /**
   * Measures a run.
   *
   * @param netKwh net energy by home and hour
   */
  public static CityLearnScore of(CityLearnData data, double[][] netKwh) {
    int hours = data.hours();
    double cost = 0;
    double emission = 0;
    double ramp = 0;
    double previous = 0;
    double[] district = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      for (double[] home : netKwh) {
        district[hour] += home[hour];
        emission += Math.max(0, data.carbonKgPerKwh(hour) * home[hour]);
      }
      cost += Math.max(0, data.pricePerKwh(hour) * district[hour]);
      ramp += hour == 0 ? 0 : Math.abs(district[hour] - previous);
      previous = district[hour];
    }
    return new CityLearnScore(
        cost, emission, ramp, loadFactor(district, false), loadFactor(district, true));
  }

  /** Each measure divided by another run's. */
  public CityLearnScore over(CityLearnScore base) {
    return new CityLearnScore(
        cost / base.cost,
        emission / base.emission,
        ramp / base.ramp,
        loadFactor / base.loadFactor,
        cappedLoadFactor / base.cappedLoadFactor);
  }

  /** (cost + emission + (ramp + load factor) / 2) / 3. */
  public double score() {
    return (cost + emission + (ramp + loadFactor) / 2) / 3;
  }

  /** The score with the capped load factor. */
  public double scoreWithoutQuirk() {
    return (cost + emission + (ramp + cappedLoadFactor) / 2) / 3;
  }

  private static double loadFactor(double[] district, boolean capped) {
    int blocks = district.length / BLOCK_HOURS;
    double sum = 0;
    for (int block = 0; block < blocks; block++) {
      double total = 0;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int hour = block * BLOCK_HOURS; hour < (block + 1) * BLOCK_HOURS; hour++) {
        total += district[hour];
        greatest = Math.max(greatest, district[hour]);
      }
      double term = 1 - total / BLOCK_HOURS / greatest;
      sum += capped ? Math.min(1, term) : term;
    }
    return sum / blocks;
  }
}
