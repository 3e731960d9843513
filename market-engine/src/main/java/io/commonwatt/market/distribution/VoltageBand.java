package io.commonwatt.market.distribution;

/**
 * What voltage must keep to.
 *
 * @param nominalVolt between conductors, at the top of the grid
 * @param band greatest distance from it, as a share: 0.1 is 10 %
 * @param reactiveShare reactive power of what is taken or given, as a share of its active power
 * @param hours length of the market time unit
 */
public record VoltageBand(double nominalVolt, double band, double reactiveShare, double hours) {
  public VoltageBand {
    if (!(nominalVolt > 0 && band > 0 && band < 1 && reactiveShare >= 0 && hours > 0)) {
      throw new IllegalArgumentException(
          "Voltage "
              + nominalVolt
              + " V, band "
              + band
              + ", reactive share "
              + reactiveShare
              + ", "
              + hours
              + " h; give positive values and a band below 1");
    }
  }

  /** Rise of the squared voltage over a line for a Wh towards the top, V². */
  double riseOf(double resistanceOhm, double reactanceOhm) {
    return 2 * (resistanceOhm + reactanceOhm * reactiveShare) / hours;
  }

  /** Least squared voltage less the nominal one, V². */
  double least() {
    return nominalVolt * nominalVolt * ((1 - band) * (1 - band) - 1);
  }

  /** Greatest squared voltage less the nominal one, V². */
  double most() {
    return nominalVolt * nominalVolt * ((1 + band) * (1 + band) - 1);
  }
}
