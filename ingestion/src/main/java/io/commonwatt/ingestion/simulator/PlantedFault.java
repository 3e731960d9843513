package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;

/**
 * A line of {@code faults.csv}: what was planted, and what would have been true.
 *
 * @param trueWh energy of the interval as it truly was; null where there is none
 * @param sent the value as sent with its unit; empty where nothing was sent
 * @param receivedAt when the faulty line arrives; null where nothing was sent
 */
record PlantedFault(
    Fault fault,
    String usagePoint,
    String meter,
    Channel channel,
    Instant start,
    int seconds,
    Long trueWh,
    String sent,
    Instant receivedAt) {

  static final String HEADER =
      "fault,usage_point,meter,channel,start,interval_seconds,true_wh,sent,received_at";

  /** The same interval where its line never arrives: a gap. */
  PlantedFault neverArrived() {
    return new PlantedFault(
        Fault.GAP, usagePoint, meter, channel, start, seconds, trueWh, "", null);
  }

  String line() {
    return fault.code()
        + ','
        + usagePoint
        + ','
        + meter
        + ','
        + channel.code()
        + ','
        + start
        + ','
        + seconds
        + ','
        + (trueWh == null ? "" : trueWh)
        + ','
        + sent
        + ','
        + (receivedAt == null ? "" : receivedAt);
  }
}
