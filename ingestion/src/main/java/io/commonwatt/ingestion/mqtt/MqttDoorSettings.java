package io.commonwatt.ingestion.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the MQTT door reaches its broker.
 *
 * @param host of the broker
 * @param port of the broker
 * @param tls whether the connection is encrypted; the broker's certificate is checked by the JDK's
 *     trust store
 * @param login user and password; empty for none
 * @param clientId the same at each start: under it the broker keeps what is not acknowledged
 * @param source name of the source of the readings
 * @param topicFilters topics with JSON readings, for example {@code meters/+/readings}
 * @param sparkplug edge nodes; empty for none
 * @param connectWithin how long it tries to reach the broker when it opens; later it tries for ever
 * @param retryAfter how long it waits before it hands a delivery in again that found no log
 */
public record MqttDoorSettings(
    String host,
    int port,
    boolean tls,
    Optional<Login> login,
    String clientId,
    String source,
    List<String> topicFilters,
    Optional<Sparkplug> sparkplug,
    Duration connectWithin,
    Duration retryAfter) {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(20);

  /** User and password. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }

  /**
   * Sparkplug B edge nodes.
   *
   * @param groups group ids; {@code +} for all
   * @param hostId id of this host application, whose state is published, so that edge nodes that
   *     know it as their primary host keep their data while it is away; empty to publish none
   * @param lengthSeconds length of the intervals of metrics that do not say it, s
   */
  public record Sparkplug(List<String> groups, String hostId, int lengthSeconds) {
    public Sparkplug {
      groups = List.copyOf(groups);
    }
  }

  public MqttDoorSettings {
    topicFilters = List.copyOf(topicFilters);
    if (topicFilters.isEmpty() && sparkplug.isEmpty()) {
      throw new IllegalArgumentException(
          "The MQTT door listens to nothing; name topic filters or Sparkplug groups");
    }
  }

  /** Tries to reach the broker for 20 s when it opens. */
  public MqttDoorSettings(
      String host,
      int port,
      boolean tls,
      Optional<Login> login,
      String clientId,
      String source,
      List<String> topicFilters,
      Optional<Sparkplug> sparkplug,
      Duration retryAfter) {
    this(
        host,
        port,
        tls,
        login,
        clientId,
        source,
        topicFilters,
        sparkplug,
        CONNECT_WITHIN,
        retryAfter);
  }

  /** A broker without TLS and login, JSON readings only. */
  public static MqttDoorSettings of(
      String host, int port, String clientId, String source, List<String> topicFilters) {
    return new MqttDoorSettings(
        host,
        port,
        false,
        Optional.empty(),
        clientId,
        source,
        topicFilters,
        Optional.empty(),
        Duration.ofSeconds(1));
  }
}
