package io.commonwatt.wire.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final int READINGS = 0;
  private static final int PRICES = 1;
  private static final List<String> TOPICS =
      List.of(Topics.RAW_READING.name(), Topics.PRICE.name());
  private static final List<List<String>> PLACEMENTS = List.of(List.of("a", "b"), List.of("c"));

  @Test
  void shouldEmitWhatEveryPartitionHasReachedAndTheMaximumWhenAllHaveEnded() throws Exception {
    try (Harness harness = new Harness(PLACEMENTS, 1, 0, null)) {
      harness.say(READINGS, 0, 5, false);
      harness.say(READINGS, 1, 6, false);
      harness.say(PRICES, 0, 4, false);
      assertThat(harness.watermarks()).isEmpty();
      harness.say(PRICES, 1, 7, false);
      assertThat(harness.watermarks()).containsExactly(at(4));
      harness.say(PRICES, 0, 8, true);
      assertThat(harness.watermarks()).containsExactly(at(4), at(5));
      harness.say(READINGS, 0, 8, true);
      harness.say(READINGS, 1, 8, true);
      harness.say(PRICES, 1, 8, true);
      assertThat(harness.watermarks())
          .containsExactly(at(4), at(5), at(6), at(7), at(8), Long.MAX_VALUE);
    }
  }

  @Test
  void shouldCopyReplicatedRecordsToThePlacementsOfTheirPartition() throws Exception {
    try (Harness harness = new Harness(PLACEMENTS, 1, 0, null)) {
      Travelling price = World.price(World.FROM, 3);
      harness.send(PRICES, 0, Wire.encode(price));
      harness.send(PRICES, 1, Wire.encode(price));
      Travelling reading = World.reading("c9", 1, World.FROM, 3, World.FROM);
      harness.send(READINGS, 1, Wire.encode(reading));
      assertThat(harness.placed())
          .containsExactly(
              new Placed("a", price),
              new Placed("b", price),
              new Placed("c", price),
              new Placed("c9", reading));
    }
  }

  @Test
  void shouldHandOutReplicatedRecordsOnceWhereNobodyIsNamed() throws Exception {
    try (Harness harness = new Harness(List.of(List.of(), List.of()), 1, 0, null)) {
      Travelling price = World.price(World.FROM, 3);
      harness.send(PRICES, 0, Wire.encode(price));
      harness.send(PRICES, 1, Wire.encode(price));
      assertThat(harness.placed()).containsExactly(new Placed("market", price));
    }
  }

  @Test
  void shouldDropWhatCannotBeRead() throws Exception {
    try (Harness harness = new Harness(PLACEMENTS, 1, 0, null)) {
      harness.send(READINGS, 0, new byte[] {1, 2, 3});
      harness.send(READINGS, 0, Wire.encode(World.price(World.FROM, 3)));
      assertThat(harness.placed()).isEmpty();
    }
  }

  @Test
  void shouldIgnoreTheSourcesOwnTimeAndIdleness() throws Exception {
    try (Harness harness = new Harness(PLACEMENTS, 1, 0, null)) {
      harness.operator.processWatermark(Watermark.MAX_WATERMARK);
      harness.operator.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(harness.operator.getOutput()).isEmpty();
    }
  }

  @Test
  void shouldEmitAgainAfterARestartWhatEndedBefore() throws Exception {
    OperatorSubtaskState checkpoint;
    try (Harness harness = new Harness(PLACEMENTS, 1, 0, null)) {
      for (int topic : List.of(READINGS, PRICES)) {
        harness.say(topic, 0, 8, true);
        harness.say(topic, 1, 8, topic == READINGS);
      }
      checkpoint = harness.operator.snapshot(1, 1);
    }
    try (Harness harness = new Harness(PLACEMENTS, 1, 0, checkpoint)) {
      harness.runMailbox();
      assertThat(harness.watermarks()).containsExactly(at(8));
      harness.say(PRICES, 1, 8, true);
      assertThat(harness.watermarks()).containsExactly(at(8), Long.MAX_VALUE);
    }
  }

  @Test
  void shouldKeepProgressWhenTheParallelismChanges() throws Exception {
    OperatorSubtaskState one;
    try (Harness harness = new Harness(PLACEMENTS, 1, 0, null)) {
      harness.say(READINGS, 0, 3, false);
      harness.say(PRICES, 0, 4, false);
      harness.say(READINGS, 1, 5, false);
      harness.say(PRICES, 1, 6, true);
      one = harness.operator.snapshot(1, 1);
    }
    try (Harness harness = new Harness(PLACEMENTS, 2, 1, repartitioned(one, 1))) {
      harness.runMailbox();
      assertThat(harness.watermarks()).containsExactly(at(5));
      harness.say(READINGS, 1, 6, true);
      assertThat(harness.watermarks()).containsExactly(at(5), at(6), Long.MAX_VALUE);
    }
  }

  private static OperatorSubtaskState repartitioned(OperatorSubtaskState state, int subtask)
      throws Exception {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 2, subtask);
  }

  private static long at(int hour) {
    return World.FROM.plusSeconds(3600L * hour).toEpochMilli();
  }

  private static final class Harness implements AutoCloseable {
    private final OneInputStreamOperatorTestHarness<Fetched, Placed> operator;

    Harness(
        List<List<String>> placements,
        int parallelism,
        int subtask,
        OperatorSubtaskState checkpoint)
        throws Exception {
      operator =
          new OneInputStreamOperatorTestHarness<>(
              new Arrivals(TOPICS, placements), 128, parallelism, subtask);
      operator.setup(PlacedSerializer.INSTANCE);
      if (checkpoint != null) {
        operator.initializeState(checkpoint);
      }
      operator.open();
    }

    void runMailbox() throws Exception {
      operator.getTaskMailbox().take(0).run();
    }

    void say(int topic, int partition, int hour, boolean end) throws Exception {
      Instant through = Instant.ofEpochMilli(at(hour));
      send(topic, partition, Wire.encode(new Progress("door/0", 1, through, end)));
    }

    void send(int topic, int partition, byte[] bytes) throws Exception {
      operator.processElement(new Fetched(topic, partition, 0, bytes), 0);
    }

    List<Long> watermarks() {
      List<Long> watermarks = new ArrayList<>();
      for (Object output : operator.getOutput()) {
        if (output instanceof Watermark watermark) {
          watermarks.add(watermark.getTimestamp());
        }
      }
      return watermarks;
    }

    List<Placed> placed() {
      List<Placed> placed = new ArrayList<>();
      for (Object output : operator.getOutput()) {
        if (output instanceof StreamRecord<?> record) {
          placed.add((Placed) record.getValue());
        }
      }
      return placed;
    }

    @Override
    public void close() throws Exception {
      operator.close();
    }
  }
}
