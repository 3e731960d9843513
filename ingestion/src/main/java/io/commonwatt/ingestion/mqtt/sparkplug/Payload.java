package io.commonwatt.ingestion.mqtt.sparkplug;

import java.util.List;

/**
 * A payload of Sparkplug B.
 *
 * @param timestamp ms since 1970; -1 when there is none
 * @param seq sequence number 0…255; -1 when there is none
 */
record Payload(long timestamp, long seq, List<Metric> metrics) {

  /** The number of a metric by name; -1 when there is none. */
  long number(String name) {
    for (Metric metric : metrics) {
      if (metric.name().equals(name) && metric.number(0) != null) {
        return metric.number(0).longValue();
      }
    }
    return -1;
  }
}
