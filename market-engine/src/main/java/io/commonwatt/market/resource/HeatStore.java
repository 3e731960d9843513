package io.commonwatt.market.resource;

import java.util.Arrays;

/**
 * Heat held in water or walls, counted in kWh above a temperature. Immutable.
 *
 * @param storedKwh now
 * @param lowerKwh wished least by step: comfort, or empty
 * @param upperKwh wished greatest by step
 * @param drawnKwh heat taken by step, less heat that comes by itself
 * @param retention what stays over a step
 * @param missedCentPerKwh price of missing the wish for an hour
 * @param terminalCentPerKwh worth of a kWh of heat at the end
 */
public record HeatStore(
    double storedKwh,
    double[] lowerKwh,
    double[] upperKwh,
    double[] drawnKwh,
    double retention,
    double missedCentPerKwh,
    double terminalCentPerKwh) {

  /**
   * A tank of water between two temperatures; heat is counted from the lower one.
   *
   * @param litres of water
   * @param coldC lower temperature, °C
   * @param hotC upper temperature, °C
   * @param nowC mean temperature now, °C
   * @param lossPerHour share of the heat above the lower temperature lost in an hour
   * @param drawnKwh heat taken by step
   */
  public static HeatStore water(
      Horizon horizon,
      double litres,
      double coldC,
      double hotC,
      double nowC,
      double lossPerHour,
      double[] drawnKwh) {
    double kwhPerDegree = litres * KWH_PER_LITRE_AND_DEGREE;
    return new HeatStore(
        kwhPerDegree * (nowC - coldC),
        horizon.constant(0),
        horizon.constant(kwhPerDegree * (hotC - coldC)),
        drawnKwh,
        StrictMath.pow(1 - lossPerHour, horizon.stepHours()),
        Device.MISSED_CENT,
        0);
  }

  /**
   * A building as one capacity behind one resistance; heat is counted from 0 °C.
   *
   * @param capacityKwhPerDegree heat that warms it by a degree
   * @param lossKwPerDegree heat lost for each degree above outside
   * @param nowC temperature inside
   * @param leastC wished least inside by step, °C
   * @param mostC wished greatest inside by step, °C
   * @param outsideC by step, °C
   * @param gainsKw sun and people by step
   * @param missedCentPerDegreeHour price of a degree too cold or too warm for an hour
   */
  public static HeatStore building(
      Horizon horizon,
      double capacityKwhPerDegree,
      double lossKwPerDegree,
      double nowC,
      double[] leastC,
      double[] mostC,
      double[] outsideC,
      double[] gainsKw,
      double missedCentPerDegreeHour) {
    double hours = horizon.stepHours();
    double retention = StrictMath.exp(-lossKwPerDegree * hours / capacityKwhPerDegree);
    double[] drawn = new double[horizon.steps()];
    for (int step = 0; step < drawn.length; step++) {
      double towardsOutside = (1 - retention) * capacityKwhPerDegree * outsideC[step];
      drawn[step] = -towardsOutside - gainsKw[step] * hours;
    }
    double[] lower = scaled(leastC, capacityKwhPerDegree);
    double[] upper = scaled(mostC, capacityKwhPerDegree);
    double missed = missedCentPerDegreeHour / capacityKwhPerDegree;
    double now = nowC * capacityKwhPerDegree;
    return new HeatStore(now, lower, upper, drawn, retention, missed, 0);
  }

  private static final double KWH_PER_LITRE_AND_DEGREE = 4.186 / 3600;

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }

  Tank tank(String id, Horizon horizon) {
    Device.requireLength(lowerKwh, horizon, id, "least heat");
    Device.requireLength(upperKwh, horizon, id, "greatest heat");
    Device.requireLength(drawnKwh, horizon, id, "heat drawn");
    return new Tank(
        "heat",
        "kWh",
        storedKwh,
        retention,
        lowerKwh,
        upperKwh,
        scaled(drawnKwh, -1),
        missedCentPerKwh * horizon.stepHours(),
        terminalCentPerKwh);
  }
}
