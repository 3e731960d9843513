package io.commonwatt.streams.vee;

import java.io.Serializable;

/**
 * Thresholds for the usage points of a class: those whose connection carries at most {@code
 * upToKw}. Sources of the defaults stand in {@code vee.yaml} beside each.
 *
 * @param name in the settings file
 * @param upToKw greatest connection of the class, kW
 * @param rangeTolerance factor on what the connection can carry
 * @param spikeFloorKw mean power below which one ordinary appliance explains a peak, kW
 * @param spikeThirdPeakPercent how far a spike stands above the day's third peak, %
 * @param spikeHistoryFactor how many times the week's peak level a spike is
 * @param frozenIntervals from so many equal values in a row on a value is frozen
 * @param frozenFloorKw mean power up to which standby explains equal values, kW
 * @param activeDays days with readings in the week before that make a meter active or inactive
 * @param inactiveFloorKw mean power that an inactive meter may still show, kW
 * @param unitFactor how many times the usual peak, or its inverse, a wrong unit shows
 * @param highUsagePercent of the highest day in four weeks, from which on usage is high, %
 * @param lowUsagePercent of the lowest day in four weeks, up to which usage is low, %
 * @param sumCheckWh how far intervals and register may differ beside the register's last digit, Wh
 * @param sumCheckPercent the same, % of the advance
 * @param suspicion how probable it must be that an interval is to blame for a failed sum check for
 *     it to be questioned, 0…1
 * @param channelSumWh how far the channels of a usage point may disagree in an interval, Wh
 * @param channelSumPercent the same, % of the energy
 * @param timeToleranceSeconds how far from its interval a reading may start
 */
public record MeterClass(
    String name,
    double upToKw,
    double rangeTolerance,
    double spikeFloorKw,
    double spikeThirdPeakPercent,
    double spikeHistoryFactor,
    int frozenIntervals,
    double frozenFloorKw,
    int activeDays,
    double inactiveFloorKw,
    double unitFactor,
    double highUsagePercent,
    double lowUsagePercent,
    double sumCheckWh,
    double sumCheckPercent,
    double suspicion,
    double channelSumWh,
    double channelSumPercent,
    int timeToleranceSeconds)
    implements Serializable {

  /** The defaults, for every connection. */
  public static MeterClass defaults() {
    return VeeSettingsFile.standardClass();
  }
}
