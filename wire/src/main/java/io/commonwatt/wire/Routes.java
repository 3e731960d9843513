package io.commonwatt.wire;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.registry.RegistryEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a writer's topics a record belongs to: that of its class, a {@link RegistryEntry} by its
 * kind. Immutable, thread-safe.
 */
public final class Routes {

  private final Map<Class<?>, Topic<?>> byClass = new LinkedHashMap<>();
  private final Map<String, Topic<?>> byName = new LinkedHashMap<>();

  /**
   * Routes to these topics.
   *
   * @throws IllegalArgumentException when two of them hold the same class
   */
  public Routes(List<? extends Topic<?>> topics) {
    for (Topic<?> topic : topics) {
      byName.put(topic.name(), topic);
      Topic<?> other = byClass.put(topic.type(), topic);
      if (other != null && topic.type() != RegistryEntry.class) {
        throw new IllegalArgumentException(
            "Topics '"
                + other.name()
                + "' and '"
                + topic.name()
                + "' both hold "
                + topic.type().getSimpleName()
                + "; a writer routes by class and takes one of them");
      }
    }
  }

  /** Routes to the topics of the catalogue with these names. */
  public static Routes ofNames(List<String> names) {
    return new Routes(names.stream().<Topic<?>>map(Topics::getByName).toList());
  }

  /** The topics, in the order given. */
  public List<Topic<?>> topics() {
    return List.copyOf(byName.values());
  }

  /**
   * The topic of a record.
   *
   * @throws IllegalStateException when there is none
   */
  public Topic<?> getTopic(Travelling record) {
    Topic<?> topic =
        record instanceof RegistryEntry entry
            ? byName.get("registry." + entry.kind() + ".v1")
            : byClass.get(record.getClass());
    if (topic == null) {
      throw new IllegalStateException(
          "No topic for "
              + record.getClass().getSimpleName()
              + " '"
              + record.id()
              + "' among "
              + byName.keySet()
              + "; add its topic to the writer's outputs");
    }
    return topic;
  }
}
