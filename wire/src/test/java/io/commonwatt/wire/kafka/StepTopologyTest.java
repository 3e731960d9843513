package io.commonwatt.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.wire.TallyStep;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTopologyTest {

  private static final World WORLD = new World(7, 30);

  @TempDir Path directory;

  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    WireSettings settings = new WireSettings("none:9", 1, "test", directory, 1);
    driver =
        new TopologyTestDriver(
            StepTopology.build(settings, new TallyStep(), World.IN, World.OUT, World.PLACEMENTS),
            StepTopology.properties(settings, "tally"));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGiveWhatThePlainLoopGivesInAnyInterleaving(long order) {
    Instant at = World.FROM;
    for (Travelling record : WORLD.shuffledWithinHours(order)) {
      Instant step = new TallyStep().stepAtOrAfter(record.knownAt());
      for (; at.isBefore(step); at = at.plusSeconds(3600)) {
        progress(at, false);
      }
      send(record);
    }
    progress(WORLD.to(), true);
    assertThat(World.lines(outputs())).isEqualTo(WORLD.expected());
  }

  @Test
  void shouldGiveTheSameWhenOneTopicIsReadLongBeforeTheOther() {
    WORLD.records().stream().filter(Price.class::isInstance).forEach(this::send);
    say(Topics.PRICE, WORLD.to(), true);
    List<Travelling> readings =
        new ArrayList<>(WORLD.records().stream().filter(r -> !(r instanceof Price)).toList());
    Collections.reverse(readings);
    readings.forEach(this::send);
    assertThat(outputs()).isEmpty();
    say(Topics.RAW_READING, WORLD.to(), true);
    assertThat(World.lines(outputs())).isEqualTo(WORLD.expected());
  }

  @Test
  void shouldDropWhatAKilledWriterSendsAgain() {
    List<Travelling> records = WORLD.records();
    records.forEach(this::send);
    progress(World.FROM.plusSeconds(10 * 3600), false);
    records.forEach(this::send);
    progress(WORLD.to(), true);
    records.forEach(this::send);
    progress(WORLD.to(), true);
    assertThat(World.lines(outputs())).isEqualTo(WORLD.expected());
  }

  @Test
  void shouldWriteProgressAfterItsOutputsIntoEveryOutputTopic() {
    WORLD.records().forEach(this::send);
    progress(WORLD.to(), true);
    for (Topic<?> topic : World.OUT) {
      List<Object> values = values(topic);
      assertThat(values.get(values.size() - 1))
          .isEqualTo(new Progress("tally/0", 1, WORLD.to(), true));
    }
  }

  @Test
  void shouldRejectBytesThatCannotBeReadWhereTheyStandInTheLog() {
    byte[] garbage = "not a record".getBytes(StandardCharsets.UTF_8);
    send(World.reading("c1", 1, World.FROM, 5, World.FROM.plusMillis(1)));
    pipe(Topics.RAW_READING, garbage);
    pipe(Topics.PRICE, Wire.encode(World.reading("c1", 2, World.FROM, 5, World.FROM)));
    assertThat(values(Topics.REJECTED)).isEmpty();
    progress(World.FROM.plusSeconds(3600), false);
    List<Object> rejected = values(Topics.REJECTED);
    Rejection first = (Rejection) rejected.get(0);
    assertThat(first.reference()).isEqualTo("meter.reading.raw.v1/0@1");
    assertThat(first.rule()).isEqualTo("undecodable");
    assertThat(first.stage()).isEqualTo("tally");
    assertThat(first.reading()).isTrue();
    assertThat(first.raw()).isEqualTo(garbage);
    assertThat(first.knownAt()).isEqualTo(World.FROM.plusSeconds(3600));
    Rejection second = (Rejection) rejected.get(1);
    assertThat(second.reference()).isEqualTo("price.v1/0@0");
    assertThat(second.reading()).isFalse();
    assertThat(second.detail()).isEqualTo("RawReading where the topic holds Price");
  }

  @Test
  void shouldRefuseAReplicatedOutput() {
    WireSettings settings = new WireSettings("none:9", 1, "test", directory, 1);
    assertThatThrownBy(
            () ->
                StepTopology.build(
                    settings, new TallyStep(), World.IN, List.of(Topics.PRICE), List.of()))
        .hasMessageContaining("cannot write the replicated topic 'price.v1'");
  }

  @Test
  void shouldKeepReadingsOfAnyCentury() {
    Instant far = Instant.parse("2099-01-01T00:00:00Z");
    send(
        World.reading("c1", 1, Instant.parse("1899-01-01T00:00:00Z"), 5, World.FROM.plusMillis(1)));
    send(World.reading("c1", 2, far, 7, World.FROM.plusMillis(1)));
    progress(World.FROM.plusSeconds(3600), false);
    assertThat(values(Topics.AGGREGATED_MEASURE).get(0))
        .isInstanceOfSatisfying(
            AggregatedMeasure.class, sum -> assertThat(sum.energyWh()).isEqualTo(12));
  }

  private void send(Travelling record) {
    pipe(record instanceof Price ? Topics.PRICE : Topics.RAW_READING, Wire.encode(record));
  }

  private void progress(Instant through, boolean end) {
    say(Topics.PRICE, through, end);
    say(Topics.RAW_READING, through, end);
  }

  private void say(Topic<?> topic, Instant through, boolean end) {
    pipe(topic, Wire.encode(new Progress("door/0", 1, through, end)));
  }

  private void pipe(Topic<?> topic, byte[] value) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(null, value);
  }

  private List<Object> values(Topic<?> topic) {
    List<Object> values = new ArrayList<>();
    driver
        .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .forEach(bytes -> values.add(Wire.decode(bytes)));
    return values;
  }

  private List<Travelling> outputs() {
    List<Travelling> outputs = new ArrayList<>();
    for (Topic<?> topic : World.OUT) {
      for (Object value : values(topic)) {
        if (value instanceof Travelling record) {
          outputs.add(record);
        }
      }
    }
    return outputs;
  }
}
