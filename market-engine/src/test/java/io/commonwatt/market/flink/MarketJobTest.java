package io.commonwatt.market.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.Devices;
import io.commonwatt.market.coordination.MarketRuns;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The market through a real broker and Flink gives the bytes of the plain loop. */
@Timeout(240)
class MarketJobTest {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final MarketRuns RUNS =
      MarketRuns.village(6, 2, 1800, 21).with(Devices.ofEachKind());
  private static final List<Travelling> RECORDS = records();
  private static final ControlSettings QUARTERLY = ControlSettings.defaults().replanned(900);

  @TempDir static Path directory;

  @Test
  void shouldGiveWhatThePlainLoopGives() {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults())) {
      WireSettings wire =
          new WireSettings(kafka.bootstrapServers(), 4, "test", directory.resolve("state"), 2);
      TopicAdmin.ensure(wire);
      publish(wire, "door", List.of(Topics.PRICE), Price.class);
      publish(wire, "door", List.of(Topics.DEVICE_TELEMETRY), DeviceTelemetry.class);
      publish(
          wire,
          "door",
          List.of(Topics.WEATHER_FORECAST, Topics.WEATHER_OBSERVED),
          WeatherForecast.class);
      publish(wire, "streams", List.of(Topics.VALIDATED_READING), ValidatedReading.class);
      publish(wire, "forecasting", List.of(Topics.FORECAST), Forecast.class);
      publish(wire, "forecasting", List.of(Topics.FORECAST_SCENARIOS), ForecastScenarios.class);
      try (EmbeddedFlink flink =
          EmbeddedFlink.start(
              directory.resolve("flink"),
              FlinkOptions.defaults()
                  .withSlots(2)
                  .withCheckpointInterval(Duration.ofMillis(500)))) {
        StreamExecutionEnvironment env = flink.environment(2);
        Jobs.environmentDefaults(env, wire);
        Registry registry = RUNS.registry();
        MarketJob.build(env, wire, registry, MarketSettings.defaults(), QUARTERLY);
        flink.submit("market", env);

        assertThat(new TreeSet<>(hexes(readUntilEnded(wire))))
            .containsExactlyElementsOf(new TreeSet<>(hexes(RUNS.plain(RECORDS, QUARTERLY))));
      }
    }
  }

  private static List<Travelling> records() {
    List<Travelling> records = new ArrayList<>(RUNS.records());
    records.addAll(RUNS.scenarios(12));
    records.addAll(RUNS.weather());
    for (int hour : new int[] {20, 43}) {
      Instant at = RUNS.start().plusSeconds(3600L * hour + 500);
      records.add(new DeviceTelemetry("car", at, 0, 40 - hour / 2.0, at, RUNS.placement()));
    }
    Instant left = RUNS.start().plusSeconds(3600L * 31);
    records.add(new DeviceTelemetry("car", left, 0, Double.NaN, left, RUNS.placement()));
    return records;
  }

  private static <T extends Travelling> void publish(
      WireSettings wire, String stage, List<Topic<?>> topics, Class<T> type) {
    try (TopicWriter writer = TopicWriter.open(wire, stage, topics)) {
      List<T> records =
          RECORDS.stream().filter(type::isInstance).map(type::cast).sorted(Inputs.ORDER).toList();
      @SuppressWarnings("unchecked")
      Topic<T> topic = (Topic<T>) topics.get(0);
      Instant at = RUNS.start();
      for (T record : records) {
        for (; at.isBefore(record.knownAt()); at = at.plusSeconds(3600)) {
          writer.progress(at, false);
        }
        writer.send(topic, record);
      }
      writer.progress(RUNS.end(), true);
      writer.flush();
    }
  }

  private static List<Travelling> readUntilEnded(WireSettings wire) {
    List<TopicPartition> open = new ArrayList<>();
    for (Topic<?> topic : MarketJob.OUTPUTS) {
      for (int partition = 0; partition < wire.partitions(); partition++) {
        open.add(new TopicPartition(topic.name(), partition));
      }
    }
    // Each of the two writers ends every partition.
    int ends = 2 * open.size();
    List<Travelling> records = new ArrayList<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", wire.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(open);
      consumer.seekToBeginning(open);
      TreeSet<String> ended = new TreeSet<>();
      while (ended.size() < ends) {
        assertThat(System.nanoTime()).as("ended: %s", ended).isLessThan(deadline);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          Object value = Wire.decode(record.value());
          if (value instanceof Travelling travelling) {
            records.add(travelling);
          } else if (value instanceof Progress progress && progress.end()) {
            ended.add(record.topic() + '/' + record.partition() + ' ' + progress.writer());
          }
        }
      }
    }
    return records;
  }

  private static List<String> hexes(List<Travelling> records) {
    List<String> hexes = new ArrayList<>();
    for (Travelling record : records) {
      hexes.add(HexFormat.of().formatHex(Wire.encode(record)));
    }
    return hexes;
  }
}
