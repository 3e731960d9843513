package io.commonwatt.ingestion.mqtt;

import io.commonwatt.ingestion.door.intake.FileHash;
import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.GatheredValues;
import io.commonwatt.ingestion.door.live.Refusal;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.json.JsonFormat;
import io.commonwatt.ingestion.mqtt.sparkplug.HostApplication;
import io.commonwatt.ingestion.mqtt.sparkplug.SparkplugTopic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes a delivery of a message. Its import id is its topic with the hash of its payload, so that a
 * message the broker sends again is known. Not thread-safe.
 */
final class MessageReader {

  private static final int HASH_CHARS = 32;
  private static final Format JSON = new JsonFormat();

  private final MqttDoorSettings settings;
  private final InstantSource clock;
  private final HostApplication host;
  private final long onlineSince;

  /**
   * What a message comes to.
   *
   * @param delivery to be handed in before it is acknowledged; null when it holds nothing
   * @param outgoing to be published
   */
  record Read(Delivery delivery, List<Outgoing> outgoing) {}

  MessageReader(MqttDoorSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.host =
        settings
            .sparkplug()
            .map(sparkplug -> new HostApplication(sparkplug.lengthSeconds(), clock))
            .orElse(null);
    this.onlineSince = clock.millis();
  }

  /** Filters of the topics of edge nodes. */
  List<String> filters() {
    List<String> filters = new ArrayList<>();
    settings
        .sparkplug()
        .ifPresent(
            sparkplug ->
                sparkplug
                    .groups()
                    .forEach(group -> filters.add(SparkplugTopic.NAMESPACE + group + "/#")));
    return filters;
  }

  Read read(String topic, byte[] payload) {
    GatheredValues values = new GatheredValues();
    List<Refusal> refusals = new ArrayList<>();
    List<Outgoing> outgoing = new ArrayList<>();
    Optional<SparkplugTopic> node = host == null ? Optional.empty() : SparkplugTopic.find(topic);
    if (node.isPresent()) {
      HostApplication.Heard heard = host.hear(node.get(), payload, values);
      heard
          .rebirth()
          .ifPresent(ask -> outgoing.add(new Outgoing(ask.topic(), ask.payload(), false)));
      refusals.addAll(heard.refusals());
    } else if (host == null || !topic.startsWith(SparkplugTopic.NAMESPACE)) {
      values = json(payload, refusals);
    }
    if (values.size() == 0 && refusals.isEmpty()) {
      return new Read(null, outgoing);
    }
    String hash = HexFormat.of().formatHex(FileHash.digest().digest(payload));
    Delivery delivery =
        new Delivery(
            settings.source(),
            topic + '@' + hash.substring(0, HASH_CHARS),
            0,
            0,
            hash,
            values,
            refusals);
    return new Read(delivery, outgoing);
  }

  /** All readings of a message, or none and a refusal. */
  private static GatheredValues json(byte[] payload, List<Refusal> refusals) {
    GatheredValues values = new GatheredValues();
    try {
      JSON.read(new ByteArrayInputStream(payload), FormatOptions.defaults(), values);
      if (values.edits() > 0) {
        throw new FormatException(
            "edit-door", 0, "Edits do not come by MQTT; send them as a file or over HTTP");
      }
      return values;
    } catch (FormatException e) {
      String detail = "line " + e.line() + ": " + e.getMessage();
      refusals.add(new Refusal(e.code(), detail, true, payload));
      return new GatheredValues();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the broker says for this host when it is gone. */
  Optional<Outgoing> will() {
    return state(false, onlineSince);
  }

  Optional<Outgoing> online() {
    return state(true, onlineSince);
  }

  Optional<Outgoing> offline() {
    return state(false, clock.millis());
  }

  private Optional<Outgoing> state(boolean online, long timestamp) {
    return settings
        .sparkplug()
        .filter(sparkplug -> !sparkplug.hostId().isEmpty())
        .map(
            sparkplug ->
                new Outgoing(
                    SparkplugTopic.NAMESPACE + "STATE/" + sparkplug.hostId(),
                    ("{\"online\":" + online + ",\"timestamp\":" + timestamp + "}")
                        .getBytes(StandardCharsets.UTF_8),
                    true));
  }
}
