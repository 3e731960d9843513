package io.commonwatt.ingestion.mqtt.sparkplug;

import io.commonwatt.ingestion.door.live.Refusal;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatSink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Sparkplug host application: follows the births, deaths and sequence numbers of edge nodes, and
 * asks a node to be born again when it missed something. Values whose birth it did not hear are
 * refused, never guessed; what it can name is taken also behind a gap. Not thread-safe.
 */
public final class HostApplication {

  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(10);
  private static final String BIRTH_NUMBER = "bdSeq";

  private final MetricMeaning meaning;
  private final InstantSource clock;
  private final Map<String, EdgeNode> nodes = new HashMap<>();
  private final Map<String, Instant> asked = new HashMap<>();

  /**
   * A host that has heard nothing yet.
   *
   * @param lengthSeconds length of intervals whose metrics do not say it, s
   * @param clock stamps commands and spaces them
   */
  public HostApplication(int lengthSeconds, InstantSource clock) {
    this.meaning = new MetricMeaning(lengthSeconds);
    this.clock = clock;
  }

  /**
   * What came of a message.
   *
   * @param rebirth a command to send
   * @param refusals values that could not be read
   */
  public record Heard(Optional<RebirthCommand> rebirth, List<Refusal> refusals) {
    public Heard {
      refusals = List.copyOf(refusals);
    }
  }

  /** Takes a message in; its values go to the sink. */
  public Heard hear(SparkplugTopic topic, byte[] bytes, FormatSink sink) {
    List<Refusal> refusals = new ArrayList<>();
    Payload payload;
    try {
      payload = PayloadReader.read(bytes);
    } catch (IOException e) {
      refusals.add(
          new Refusal("sparkplug-payload", "Not a Sparkplug B payload: " + e, true, bytes));
      return new Heard(Optional.empty(), refusals);
    }
    EdgeNode node = nodes.computeIfAbsent(topic.edgeNode(), key -> new EdgeNode());
    boolean missed =
        switch (topic.type()) {
          case NBIRTH -> {
            node.born(payload.number(BIRTH_NUMBER), payload.seq());
            asked.remove(topic.edgeNode());
            yield false;
          }
          case NDEATH -> {
            node.died(payload.number(BIRTH_NUMBER));
            yield false;
          }
          default -> !node.isBorn() | !node.follows(payload.seq());
        };
    switch (topic.type()) {
      case NBIRTH, DBIRTH -> {
        node.forget(topic.device());
        payload.metrics().forEach(metric -> node.define(topic.device(), metric));
        values(topic, node, payload, bytes, sink, refusals);
      }
      case NDATA, DDATA -> missed |= values(topic, node, payload, bytes, sink, refusals);
      case DDEATH -> node.forget(topic.device());
      case NDEATH -> {}
    }
    return new Heard(missed ? ask(topic) : Optional.empty(), refusals);
  }

  /** Hands values on; true when one could not be named. */
  private boolean values(
      SparkplugTopic topic,
      EdgeNode node,
      Payload payload,
      byte[] bytes,
      FormatSink sink,
      List<Refusal> refusals) {
    String meter = topic.device().isEmpty() ? topic.node() : topic.device();
    boolean unnamed = false;
    for (Metric metric : payload.metrics()) {
      Metric definition = node.isBorn() ? node.find(topic.device(), metric) : null;
      if (definition == null) {
        unnamed = true;
        String which = metric.name().isEmpty() ? "alias " + metric.alias() : metric.name();
        refusals.add(
            new Refusal(
                "sparkplug-unborn",
                "Metric "
                    + which
                    + " of '"
                    + meter
                    + "' came before a birth that names it; the node was asked to be born again",
                true,
                bytes));
        continue;
      }
      long timestamp = metric.timestamp() >= 0 ? metric.timestamp() : payload.timestamp();
      try {
        meaning.handTo(sink, meter, definition, metric, timestamp);
      } catch (FormatException e) {
        refusals.add(new Refusal(e.code(), e.getMessage(), true, bytes));
      }
    }
    return unnamed;
  }

  private Optional<RebirthCommand> ask(SparkplugTopic topic) {
    Instant now = clock.instant();
    Instant before = asked.get(topic.edgeNode());
    if (before != null && now.isBefore(before.plus(ASK_AGAIN_AFTER))) {
      return Optional.empty();
    }
    asked.put(topic.edgeNode(), now);
    return Optional.of(RebirthCommand.of(topic, now.toEpochMilli()));
  }
}
