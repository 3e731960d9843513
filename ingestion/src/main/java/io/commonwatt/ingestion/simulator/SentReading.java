package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.util.Comparator;

/** A line of a readings file. Value and unit are what the meter sent, right or wrong. */
record SentReading(
    String meter,
    Channel channel,
    Instant start,
    int seconds,
    long value,
    String unit,
    Instant receivedAt) {

  static final String HEADER = "meter,channel,start,interval_seconds,value,unit,received_at";
  static final String WATT_HOURS = "Wh";
  static final String KILOWATT_HOURS = "kWh";

  /** Order of arrival. */
  static final Comparator<SentReading> ARRIVAL =
      Comparator.comparing(SentReading::receivedAt)
          .thenComparing(SentReading::meter)
          .thenComparing(SentReading::channel)
          .thenComparing(SentReading::start);

  String line() {
    return meter
        + ','
        + channel.code()
        + ','
        + start
        + ','
        + seconds
        + ','
        + value
        + ','
        + unit
        + ','
        + receivedAt;
  }
}
