package io.commonwatt.wire.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeparturesTest {

  private static final int PARTITIONS = 3;

  private OneInputStreamOperatorTestHarness<Travelling, Departure> operator;

  @BeforeEach
  void open() throws Exception {
    List<String> topics = List.of(Topics.RAW_READING.name(), Topics.PRICE.name());
    operator =
        new OneInputStreamOperatorTestHarness<>(
            new Departures("stage", topics, PARTITIONS), 128, 4, 2);
    operator.setup(DepartureSerializer.INSTANCE);
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void shouldSendARecordToThePartitionOfItsPlacementAndACopyOfAReplicatedOneToEach()
      throws Exception {
    Travelling reading = World.reading("c1", 1, World.FROM, 3, World.FROM);
    operator.processElement(reading, 0);
    operator.processElement(World.price(World.FROM, 3), 0);
    List<Departure> sent = operator.extractOutputValues();
    assertThat(sent).hasSize(1 + PARTITIONS);
    assertThat(sent.get(0).topic()).isZero();
    assertThat(sent.get(0).partition()).isEqualTo(Partitions.of("c1", PARTITIONS));
    assertThat(new String(sent.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("meter-c1");
    assertThat(Wire.decode(sent.get(0).value())).isEqualTo(reading);
    assertThat(sent.subList(1, 4)).extracting(Departure::partition).containsExactly(0, 1, 2);
  }

  @Test
  void shouldSayHowFarItIsInEveryPartitionAndThatItEndsAtTheMaximum() throws Exception {
    operator.processWatermark(World.FROM.toEpochMilli());
    operator.processWatermark(Watermark.MAX_WATERMARK);
    List<Departure> sent = operator.extractOutputValues();
    assertThat(sent).hasSize(2 * 2 * PARTITIONS);
    assertThat(sent.subList(0, 6))
        .allSatisfy(
            departure ->
                assertThat(Wire.decode(departure.value()))
                    .isEqualTo(new Progress("stage/2", 4, World.FROM, false)));
    assertThat(sent.subList(6, 12))
        .allSatisfy(
            departure ->
                assertThat(Wire.decode(departure.value()))
                    .isEqualTo(new Progress("stage/2", 4, World.FROM, true)));
  }

  @Test
  void shouldNameARecordThatHasNoTopic() {
    assertThatThrownBy(
            () ->
                operator.processElement(
                    new io.commonwatt.contracts.registry.RegistryEntry(
                        "member", "m", World.FROM, "{}", "hash", World.FROM, "c1"),
                    0))
        .hasMessageContaining("No topic for RegistryEntry 'member|m|");
  }
}
