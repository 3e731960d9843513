package io.commonwatt.contracts.community;

import java.io.Serializable;
import java.util.List;

/**
 * What a device is there for, so that its power can be planned. A device with a use is not part of
 * its usage point's readings: it has a meter of its own, or is simulated. Times are minutes of the
 * local day.
 */
public sealed interface DeviceUse extends Serializable {

  /**
   * A car that comes each day and wants energy before it leaves.
   *
   * @param arrivalMinute when it is expected to be plugged in
   * @param departureMinute when it leaves next
   * @param arrivesWithKwh stored on arrival, as expected
   * @param neededKwh wished on departure
   * @param vehicleToGrid whether it may feed its connection
   */
  record Vehicle(
      int arrivalMinute,
      int departureMinute,
      double arrivesWithKwh,
      double neededKwh,
      boolean vehicleToGrid)
      implements DeviceUse {}

  /**
   * A building that is kept warm: one capacity behind one resistance.
   *
   * @param kwhPerDegree heat that warms it by a degree
   * @param lossKwPerDegree heat lost for each degree above outside
   * @param leastC wished least temperature, °C
   * @param mostC wished greatest temperature, °C
   * @param performance heat per electricity
   */
  record Building(
      double kwhPerDegree, double lossKwPerDegree, double leastC, double mostC, double performance)
      implements DeviceUse {}

  /**
   * A tank of hot water with a heating rod.
   *
   * @param litres of water
   * @param coldC temperature of the water that comes in, °C
   * @param hotC greatest temperature, °C
   * @param lossPerHour share of the heat lost in an hour
   * @param drawnKwh heat taken in each hour of the local day, 24 values
   */
  record HotWater(
      double litres, double coldC, double hotC, double lossPerHour, List<Double> drawnKwh)
      implements DeviceUse {

    public HotWater {
      drawnKwh = List.copyOf(drawnKwh);
    }
  }

  /**
   * Energy wanted each day within a window, in any pieces.
   *
   * @param energyKwh wanted
   * @param fromMinute when it may begin
   * @param untilMinute when it is to be done; not after {@code fromMinute} means on the next day
   */
  record Flexible(double energyKwh, int fromMinute, int untilMinute) implements DeviceUse {}

  /**
   * A machine that runs once each day within a window, through its profile and without a break.
   *
   * @param profileKw power in each part of the run; the first is not 0
   * @param profileMinutes length of a part, min
   * @param fromMinute when it may start
   * @param untilMinute when it is to be done; not after {@code fromMinute} means on the next day
   */
  record Deferrable(List<Double> profileKw, int profileMinutes, int fromMinute, int untilMinute)
      implements DeviceUse {

    public Deferrable {
      profileKw = List.copyOf(profileKw);
    }
  }
}
