package io.commonwatt.ingestion.mqtt.sparkplug;

import java.util.HashMap;
import java.util.Map;

/** What is known of an edge node since its birth. Not thread-safe. */
final class EdgeNode {

  private static final int SEQUENCE_NUMBERS = 256;

  /** Metrics by device and name; the node's own under the empty device. */
  private final Map<String, Map<String, Metric>> metrics = new HashMap<>();

  private final Map<Long, Metric> byAlias = new HashMap<>();
  private boolean born;
  private long bdSeq = -1;
  private long lastSeq = -1;

  /** The node is born: what was known before is void. */
  void born(long birthNumber, long seq) {
    metrics.clear();
    byAlias.clear();
    born = true;
    bdSeq = birthNumber;
    lastSeq = seq;
  }

  /** The node died, unless the death is that of an earlier life. */
  void died(long deathNumber) {
    if (deathNumber < 0 || deathNumber == bdSeq) {
      born = false;
    }
  }

  boolean isBorn() {
    return born;
  }

  /** Whether a message follows the one before, or is that one again. */
  boolean follows(long seq) {
    boolean again = seq == lastSeq;
    boolean next = seq == (lastSeq + 1) % SEQUENCE_NUMBERS;
    lastSeq = seq;
    return again || next;
  }

  /** Notes a metric of a birth. */
  void define(String device, Metric metric) {
    metrics.computeIfAbsent(device, key -> new HashMap<>()).put(metric.name(), metric);
    if (metric.alias() >= 0) {
      byAlias.put(metric.alias(), metric);
    }
  }

  /** Forgets a device. */
  void forget(String device) {
    Map<String, Metric> gone = metrics.remove(device);
    if (gone != null) {
      gone.values().forEach(metric -> byAlias.remove(metric.alias()));
    }
  }

  /** The definition of a metric in data; null when its birth was not heard. */
  Metric find(String device, Metric data) {
    if (data.name().isEmpty()) {
      return byAlias.get(data.alias());
    }
    return metrics.getOrDefault(device, Map.of()).get(data.name());
  }
}
