package io.commonwatt.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.streams.RandomScene;
import io.commonwatt.streams.Scene;
import io.commonwatt.wire.Routes;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ValidationApplicationTest {
  private static final int PARTITIONS = 3;
  private static final int DAYS = 5;
  private static final Instant THROUGH = Scene.time("05-07T00:00");
  private static final List<Topic<?>> OUT =
      List.of(
          Topics.VALIDATED_READING,
          Topics.READING_EXCEPTION,
          Topics.COMPLETENESS,
          Topics.REJECTED,
          Topics.AGGREGATED_MEASURE);

  @TempDir Path directory;

  @Test
  void shouldDescribeItsTopologyAsPublished() throws IOException {
    Scene scene = Scene.of("point home-1");
    WireSettings settings = new WireSettings("none:9", 1, "test", directory, 1);

    String description =
        ValidationApplication.topology(settings, scene.registry(), scene.settings())
            .describe()
            .toString();

    try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
      assertThat(description.strip())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  @Timeout(180)
  void shouldGiveWhatThePlainLoopGivesThroughARealBroker() {
    Scene scene = scene();
    try (EmbeddedKafka broker =
        EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults())) {
      WireSettings settings =
          new WireSettings(
              broker.bootstrapServers(), PARTITIONS, "test", directory.resolve("streams"), 2);
      TopicAdmin.ensure(settings);
      publish(scene, settings);
      KafkaStreams streams =
          new KafkaStreams(
              ValidationApplication.topology(settings, scene.registry(), scene.settings()),
              ValidationApplication.properties(settings));
      try {
        streams.start();
        assertThat(readToEnd(settings)).isEqualTo(expected(scene));
      } finally {
        streams.close(Duration.ofSeconds(20));
      }
    }
  }

  /** Two communities with faults, and a meter nobody knows, in several partitions. */
  private static Scene scene() {
    Scene scene = RandomScene.of(5, 6, true, DAYS);
    Scene.append(scene, "point p-1 community c-2 feeder f-8");
    Scene.append(scene, "point p-2 community c-2 feeder f-9 minutes 60");
    Scene.append(scene, "meter n-1 at p-1");
    Scene.append(scene, "meter n-2 at p-2");
    Scene.append(scene, "read n-1 consumption 05-01T00:00 100x50 _ _ 130x4 99999 120x80");
    Scene.append(scene, "read n-2 consumption 05-01T00:00 300x30 _ _ _ _ _ 310x50");
    return scene;
  }

  private static void publish(Scene scene, WireSettings settings) {
    List<Travelling> sorted = new ArrayList<>(scene.inputs());
    sorted.removeIf(record -> record.knownAt().isAfter(THROUGH));
    sorted.sort(Inputs.ORDER);
    try (TopicWriter writer =
        TopicWriter.open(
            settings,
            "door",
            List.of(
                Topics.RAW_READING,
                Topics.METER_EVENT,
                Topics.RAW_REGISTER,
                Topics.READING_EDIT,
                Topics.REJECTED))) {
      int next = 0;
      for (Instant at = Scene.time("05-01T00:00");
          !at.isAfter(THROUGH);
          at = at.plusSeconds(3600)) {
        while (next < sorted.size() && !sorted.get(next).knownAt().isAfter(at)) {
          Travelling record = sorted.get(next++);
          if (record instanceof RawReading reading) {
            writer.send(Topics.RAW_READING, reading);
          } else {
            writer.send(Topics.METER_EVENT, (MeterEvent) record);
          }
        }
        writer.progress(at, at.equals(THROUGH));
      }
    }
  }

  /** What the plain loop gives, per topic and placement, in order. */
  private static Map<String, List<String>> expected(Scene scene) {
    StepDriver<?> driver = new StepDriver<>(scene.step());
    scene.inputs().forEach(driver::file);
    Routes routes = new Routes(OUT);
    Map<String, List<String>> outputs = new TreeMap<>();
    driver.advanceTo(
        THROUGH,
        output -> put(outputs, routes.getTopic(output).name(), output, Wire.encode(output)));
    return outputs;
  }

  private static Map<String, List<String>> readToEnd(WireSettings settings) {
    Map<String, List<String>> outputs = new TreeMap<>();
    List<TopicPartition> open = new ArrayList<>();
    for (Topic<?> topic : OUT) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        open.add(new TopicPartition(topic.name(), partition));
      }
    }
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(open);
      consumer.seekToBeginning(open);
      while (!open.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Object value = Wire.decode(record.value());
          if (value instanceof Travelling output) {
            put(outputs, record.topic(), output, record.value());
          } else if (value instanceof Progress said
              && said.stage().equals("validation")
              && said.end()) {
            open.remove(new TopicPartition(record.topic(), record.partition()));
          }
        }
      }
    }
    return outputs;
  }

  private static void put(
      Map<String, List<String>> outputs, String topic, Travelling output, byte[] bytes) {
    outputs
        .computeIfAbsent(topic + " " + output.placement(), key -> new ArrayList<>())
        .add(HexFormat.of().formatHex(bytes));
  }
}
