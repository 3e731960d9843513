package io.commonwatt.ingestion.mqtt.sparkplug;

import java.util.Optional;

/**
 * Topic of a message of an edge node: {@code spBv1.0/group/type/node[/device]}.
 *
 * @param device empty when it is about the node itself
 */
public record SparkplugTopic(String group, Type type, String node, String device) {

  /** What all topics begin with. */
  public static final String NAMESPACE = "spBv1.0/";

  /** Kind of message. */
  public enum Type {
    NBIRTH,
    NDEATH,
    NDATA,
    DBIRTH,
    DDEATH,
    DDATA;

    boolean isOfDevice() {
      return this == DBIRTH || this == DDEATH || this == DDATA;
    }
  }

  /** The topic, unless it is none of an edge node: a command, a state, another namespace. */
  public static Optional<SparkplugTopic> find(String topic) {
    String[] parts = topic.split("/", -1);
    if (!topic.startsWith(NAMESPACE) || parts.length < 4 || parts.length > 5) {
      return Optional.empty();
    }
    for (Type type : Type.values()) {
      if (type.name().equals(parts[2]) && type.isOfDevice() == (parts.length == 5)) {
        String device = parts.length == 5 ? parts[4] : "";
        return Optional.of(new SparkplugTopic(parts[1], type, parts[3], device));
      }
    }
    return Optional.empty();
  }

  /** Group and node. */
  String edgeNode() {
    return group + '/' + node;
  }
}
