package io.commonwatt.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.flink.Jobs;
import io.commonwatt.wire.flink.Placed;
import io.commonwatt.wire.flink.RelayStep;
import io.commonwatt.wire.kafka.Log;
import io.commonwatt.wire.kafka.StepTopology;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same step through a real broker, in Kafka Streams and Flink, also when they are stopped, or
 * fail in the middle of a step.
 */
@Timeout(180)
class EnginesTest {

  private static final int PARTITIONS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final World WORLD = new World(5, 36);
  private static final Instant MIDDLE = World.FROM.plusSeconds(14 * 3600);
  private static final Instant FAULT = World.FROM.plusSeconds(20 * 3600);

  @TempDir static Path directory;

  private static EmbeddedKafka kafka;
  private static int runs;

  private boolean statesOnDisk;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults());
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  /** Empty topics, and ids nobody used before. */
  @BeforeEach
  void clear() throws Exception {
    FaultyStep.FAULTS.set(0);
    if (runs++ > 0) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.deleteTopics(Topics.listAll().stream().map(Topic::name).toList()).all().get();
      }
    }
    TopicAdmin.ensure(settings(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldGiveWhatThePlainLoopGivesInFlink(int parallelism) {
    publish(WORLD.to());
    try (EmbeddedFlink flink = flink()) {
      flink.submit("tally", job(flink, parallelism));
      assertThat(World.lines(outputs())).isEqualTo(WORLD.expected());
    }
  }

  @Test
  void shouldLetAStepSeeWhatAnotherOfTheSameJobSaidAtTheSameTime() {
    publish(WORLD.to());
    WireSettings settings = settings(3);
    try (EmbeddedFlink flink = flink()) {
      StreamExecutionEnvironment env = flink.environment(3);
      Jobs.environmentDefaults(env, settings);
      DataStream<Placed> known = Jobs.read(env, settings, "relay-in", World.IN, World.PLACEMENTS);
      DataStream<Travelling> tallies = Jobs.step(known, new TallyStep());
      DataStream<Travelling> relayed =
          Jobs.step(known.union(Jobs.fanOut(tallies, World.PLACEMENTS)), new RelayStep());
      Jobs.write(tallies.union(relayed), settings, "relay-out", World.OUT);
      flink.submit("relay", env);
      assertThat(World.lines(outputs())).isEqualTo(relayedInThePlainLoop());
    }
  }

  private static List<String> relayedInThePlainLoop() {
    StepDriver<TallyStep.Tally> tally = new StepDriver<>(new TallyStep());
    StepDriver<String[]> relay = new StepDriver<>(new RelayStep());
    for (Travelling record : WORLD.records()) {
      for (String to : record instanceof Price ? World.PLACEMENTS : List.of(record.placement())) {
        tally.file(to, record);
        relay.file(to, record);
      }
    }
    List<Travelling> outputs = new ArrayList<>();
    for (Instant at = World.FROM; !at.isAfter(WORLD.to()); at = at.plusSeconds(3600)) {
      List<Travelling> tallied = new ArrayList<>();
      tally.advanceTo(at, tallied::add);
      for (Travelling record : tallied) {
        World.PLACEMENTS.forEach(to -> relay.file(to, record));
      }
      outputs.addAll(tallied);
      relay.advanceTo(at, outputs::add);
    }
    return World.lines(outputs);
  }

  @Test
  void shouldGiveWhatThePlainLoopGivesInFlinkStoppedAndBroken() {
    publish(MIDDLE);
    try (EmbeddedFlink flink = flink()) {
      flink.submit("tally", job(flink, 2));
      awaitOutputs(MIDDLE);
    }
    publish(WORLD.to());
    FaultyStep.FAULTS.set(1);
    try (EmbeddedFlink flink = flink()) {
      assertThat(flink.submit("tally", job(flink, 2))).isPresent();
      // At least once: the same key and version twice, and then the same bytes.
      assertThat(new TreeSet<>(World.lines(outputs())))
          .containsExactlyElementsOf(new TreeSet<>(WORLD.expected()));
    }
    assertThat(FaultyStep.FAULTS).hasValue(0);
  }

  @Test
  void shouldGiveWhatThePlainLoopGivesInStreams() {
    publish(WORLD.to());
    try (KafkaStreams streams = streams(1)) {
      streams.start();
      assertThat(World.lines(outputs())).isEqualTo(WORLD.expected());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldGiveWhatThePlainLoopGivesInStreamsStoppedAndBroken(boolean onDisk) throws Exception {
    statesOnDisk = onDisk;
    publish(MIDDLE);
    try (KafkaStreams streams = streams(2)) {
      streams.start();
      awaitOutputs(MIDDLE);
    }
    assertThat(filesOfStates()).isEqualTo(onDisk ? PARTITIONS : 0);
    publish(WORLD.to());
    FaultyStep.FAULTS.set(2);
    try (KafkaStreams streams = streams(2)) {
      streams.start();
      assertThat(World.lines(outputs())).isEqualTo(WORLD.expected());
    }
    assertThat(FaultyStep.FAULTS).hasValue(0);
  }

  /** How many partitions have a RocksDB that was closed in good order. */
  private long filesOfStates() throws IOException {
    Path states = directory.resolve("state").resolve(prefix() + "-tally");
    if (!Files.exists(states)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(states)) {
      return files.filter(file -> file.endsWith("rocksdb/tally-state/CURRENT")).count();
    }
  }

  private void publish(Instant until) {
    try (TopicWriter writer = TopicWriter.open(settings(1), "door", World.IN)) {
      Instant from = writer.resumeFrom().orElse(Instant.MIN);
      Instant at = writer.resumeFrom().orElse(World.FROM.minusSeconds(3600)).plusSeconds(3600);
      for (Travelling record : WORLD.records()) {
        if (!record.knownAt().isAfter(from)) {
          continue;
        }
        for (; at.isBefore(record.knownAt()) && !at.isAfter(until); at = at.plusSeconds(3600)) {
          writer.progress(at, false);
        }
        if (record.knownAt().isAfter(until)) {
          break;
        }
        if (record instanceof Price price) {
          writer.send(Topics.PRICE, price);
        } else {
          writer.send(Topics.RAW_READING, (RawReading) record);
        }
      }
      writer.progress(until, until.equals(WORLD.to()));
      writer.flush();
    }
  }

  private StreamExecutionEnvironment job(EmbeddedFlink flink, int parallelism) {
    WireSettings settings = settings(parallelism);
    StreamExecutionEnvironment env = flink.environment(parallelism);
    Jobs.environmentDefaults(env, settings);
    Jobs.write(
        Jobs.step(
            Jobs.read(env, settings, "tally-in", World.IN, World.PLACEMENTS),
            new FaultyStep(FAULT)),
        settings,
        "tally-out",
        World.OUT);
    return env;
  }

  private EmbeddedFlink flink() {
    return EmbeddedFlink.start(
        directory.resolve("flink-" + runs),
        FlinkOptions.defaults().withSlots(4).withCheckpointInterval(Duration.ofMillis(300)));
  }

  private KafkaStreams streams(int parallelism) {
    WireSettings settings = settings(parallelism);
    KafkaStreams streams =
        new KafkaStreams(
            StepTopology.build(
                settings, new FaultyStep(FAULT), World.IN, World.OUT, World.PLACEMENTS),
            StepTopology.properties(settings, "tally"));
    streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
    return streams;
  }

  private List<Travelling> outputs() {
    return new Log(settings(1)).readUntilEnded(World.OUT, LIMIT);
  }

  private void awaitOutputs(Instant until) {
    new Log(settings(1)).readUntil(World.OUT, until, LIMIT);
  }

  private WireSettings settings(int parallelism) {
    return new WireSettings(
        kafka.bootstrapServers(),
        PARTITIONS,
        prefix(),
        directory.resolve("state"),
        parallelism,
        statesOnDisk);
  }

  private static String prefix() {
    return "test-" + runs;
  }
}
