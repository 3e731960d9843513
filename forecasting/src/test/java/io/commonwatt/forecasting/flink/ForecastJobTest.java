package io.commonwatt.forecasting.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.forecasting.ForecastChain;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.data.LateArrivals;
import io.commonwatt.forecasting.data.SyntheticCommunity;
import io.commonwatt.forecasting.data.TestCommunity;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The job through a real broker and Flink gives the bytes of the plain loop, at any parallelism.
 */
@Timeout(240)
class ForecastJobTest {

  private static final Duration LIMIT = Duration.ofSeconds(200);
  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(16));
  private static final long SEED = 13;

  /** With trees and a blend where they can be grown. */
  private static final ForecastSettings SETTINGS =
      ForecastSettings.startingAt(FROM)
          .boosted(new BoostingParameters(20, .15, 4, .7, .5, 20, 1, 3));

  private static TestCommunity community;
  private static List<Travelling> records;
  private static TreeSet<String> expected;

  @TempDir Path directory;

  @BeforeAll
  static void runThePlainLoop() {
    System.out.println("seed " + SEED);
    community = SyntheticCommunity.make(9, 3, FROM, 16, SEED);
    records = new ArrayList<>(LateArrivals.of(community.records, SEED));
    records.removeIf(record -> record.knownAt().isAfter(TO));
    records.sort(Inputs.ORDER);
    List<Travelling> found = new ArrayList<>();
    new ForecastChain(community.registry(), SETTINGS).run(records, FROM, TO, found::add);
    assertThat(found).hasAtLeastOneElementOfType(ForecastModel.class);
    expected = hexes(found);
  }

  /** The CI tier leaves the others to {@code SameAnswerTest}. */
  static int[] parallelisms() {
    boolean full = System.getProperty("commonwatt.size", "ci").equals("full");
    return full ? new int[] {1, 2, 4} : new int[] {4};
  }

  @ParameterizedTest
  @MethodSource("parallelisms")
  void shouldGiveWhatThePlainLoopGives(int parallelism) {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults())) {
      WireSettings wire =
          new WireSettings(
              kafka.bootstrapServers(), 4, "test", directory.resolve("state"), parallelism);
      TopicAdmin.ensure(wire);
      publish(wire, "streams", Topics.VALIDATED_READING, ValidatedReading.class);
      publish(wire, "sums", Topics.AGGREGATED_MEASURE, AggregatedMeasure.class);
      publish(wire, "observed", Topics.WEATHER_OBSERVED, WeatherObserved.class);
      publish(wire, "forecast", Topics.WEATHER_FORECAST, WeatherForecast.class);
      publish(wire, "prices", Topics.PRICE, Price.class);
      try (EmbeddedFlink flink =
          EmbeddedFlink.start(
              directory.resolve("flink"),
              FlinkOptions.defaults()
                  .withSlots(parallelism)
                  .withCheckpointInterval(Duration.ofMillis(700)))) {
        StreamExecutionEnvironment env = flink.environment(parallelism);
        Jobs.environmentDefaults(env, wire);
        ForecastJob.build(env, wire, community.registry(), SETTINGS);
        flink.submit("forecasting", env);
        assertThat(hexes(readUntilEnded(wire, parallelism))).isEqualTo(expected);
      }
    }
  }

  private static <T extends Travelling> void publish(
      WireSettings wire, String stage, Topic<T> topic, Class<T> type) {
    try (TopicWriter writer = TopicWriter.open(wire, stage, List.of(topic))) {
      Instant at = FROM;
      for (Travelling record : records) {
        if (type.isInstance(record)) {
          for (; at.isBefore(record.knownAt()); at = at.plusSeconds(3600)) {
            writer.progress(at, false);
          }
          writer.send(topic, type.cast(record));
        }
      }
      writer.progress(TO, true);
      writer.flush();
    }
  }

  private static List<Travelling> readUntilEnded(WireSettings wire, int writers) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic<?> topic : ForecastJob.OUTPUTS) {
      for (int partition = 0; partition < wire.partitions(); partition++) {
        partitions.add(new TopicPartition(topic.name(), partition));
      }
    }
    List<Travelling> read = new ArrayList<>();
    TreeSet<String> ended = new TreeSet<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", wire.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ended.size() < writers * partitions.size()) {
        assertThat(System.nanoTime()).as("ended: %s", ended).isLessThan(deadline);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          Object value = Wire.decode(record.value());
          if (value instanceof Travelling travelling) {
            read.add(travelling);
          } else if (value instanceof Progress progress && progress.end()) {
            ended.add(record.topic() + '/' + record.partition() + ' ' + progress.writer());
          }
        }
      }
    }
    return read;
  }

  private static TreeSet<String> hexes(List<Travelling> records) {
    TreeSet<String> hexes = new TreeSet<>();
    for (Travelling record : records) {
      hexes.add(record.id() + ' ' + HexFormat.of().formatHex(Wire.encode(record)));
    }
    return hexes;
  }
}
