package io.commonwatt.market.resource;

import java.io.Serializable;

/**
 * How a real battery differs from the constants it is planned with. Shares make one model serve
 * batteries of any size. Immutable; arrays must not be changed.
 *
 * @param loadShare power as a share of the rated power, rising from 0
 * @param efficiencyShare one-way efficiency there, as a share of the battery's own
 * @param fullPowerUntil state of charge, 0 to 1, up to which it charges with all its power
 * @param powerShareWhenFull what is left of the charging power when full, linear in between
 * @param fadePerCycle share of the first capacity lost with each cycle of twice that at the meter
 */
public record PlantModel(
    double[] loadShare,
    double[] efficiencyShare,
    double fullPowerUntil,
    double powerShareWhenFull,
    double fadePerCycle)
    implements Serializable {

  public PlantModel {
    boolean holds = loadShare.length == efficiencyShare.length && loadShare.length > 0;
    for (int i = 0; holds && i < loadShare.length; i++) {
      holds =
          efficiencyShare[i] > 0
              && efficiencyShare[i] <= 1
              && (i == 0 || loadShare[i] > loadShare[i - 1]);
    }
    for (int i = 1; holds && i < loadShare.length; i++) {
      double slope =
          (efficiencyShare[i] - efficiencyShare[i - 1]) / (loadShare[i] - loadShare[i - 1]);
      // More power never moves less energy: neither into the store nor out of it.
      double steepest = Math.max(loadShare[i - 1], loadShare[i]) * Math.abs(slope);
      holds = steepest < Math.min(efficiencyShare[i - 1], efficiencyShare[i]);
    }
    holds &= fullPowerUntil >= 0 && fullPowerUntil <= 1;
    holds &= powerShareWhenFull > 0 && powerShareWhenFull <= 1;
    if (!holds || !(fadePerCycle >= 0 && fadePerCycle < 1)) {
      throw new IllegalArgumentException(
          "A plant model needs rising loads with efficiencies that do not change faster than they,"
              + " a state of charge in 0 to 1, a share of power above 0 to 1 and a fade of 0 to"
              + " below 1");
    }
  }

  /** A battery that is as it is planned. */
  public static PlantModel ideal() {
    return new PlantModel(new double[] {0}, new double[] {1}, 1, 1, 0);
  }

  /**
   * The shapes of the battery of CityLearn 1.3.6: efficiency best at three quarters of the power,
   * charging power that falls from four fifths of the charge on, capacity that fades by 1e-5 a
   * cycle. Its round-trip efficiencies .83, .9 and .85 are taken as shares of the best, by the
   * square root one way.
   */
  public static PlantModel defaults() {
    double part = StrictMath.sqrt(0.83 / 0.9);
    return new PlantModel(
        new double[] {0.3, 0.7, 0.8, 1},
        new double[] {part, 1, 1, StrictMath.sqrt(0.85 / 0.9)},
        0.8,
        0.2,
        1e-5);
  }

  /** One-way efficiency at a share of the rated power, as a share of the battery's own. */
  double efficiencyShareAt(double share) {
    int after = 0;
    while (after < loadShare.length && loadShare[after] < share) {
      after++;
    }
    if (after == 0) {
      return efficiencyShare[0];
    }
    if (after == loadShare.length) {
      return efficiencyShare[after - 1];
    }
    double part = (share - loadShare[after - 1]) / (loadShare[after] - loadShare[after - 1]);
    return efficiencyShare[after - 1]
        + part * (efficiencyShare[after] - efficiencyShare[after - 1]);
  }

  /** Charging power that can be held at a state of charge, as a share of the rated power. */
  double powerShareAt(double charge) {
    if (charge <= fullPowerUntil || fullPowerUntil == 1) {
      return 1;
    }
    double beyond = Math.min(1, (charge - fullPowerUntil) / (1 - fullPowerUntil));
    return 1 - beyond * (1 - powerShareWhenFull);
  }
}
