package io.commonwatt.wire.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.wire.TallyStep;
import io.commonwatt.wire.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepFunctionTest {

  private static final World WORLD = new World(11, 30);
  private static final Instant MIDDLE = World.FROM.plusSeconds(13 * 3600);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGiveWhatThePlainLoopGivesInAnyInterleaving(long order) throws Exception {
    try (Harness harness = new Harness(null)) {
      Instant at = World.FROM;
      for (Travelling record : WORLD.shuffledWithinHours(order)) {
        Instant step = new TallyStep().stepAtOrAfter(record.knownAt());
        for (; at.isBefore(step); at = at.plusSeconds(3600)) {
          harness.watermark(at);
        }
        harness.send(record);
      }
      harness.watermark(WORLD.to());
      harness.end();
      assertThat(harness.lines()).isEqualTo(WORLD.expected());
    }
  }

  @Test
  void shouldRunEveryStepTimeAWatermarkJumpsOver() throws Exception {
    try (Harness harness = new Harness(null)) {
      for (Travelling record : WORLD.records()) {
        harness.send(record);
      }
      harness.watermark(WORLD.to());
      assertThat(harness.lines()).isEqualTo(WORLD.expected());
    }
  }

  @Test
  void shouldRunNoStepAtTheMaximumWatermark() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.send(World.reading("c1", 1, World.FROM, 5, World.FROM.plusMillis(1)));
      harness.send(World.reading("c2", 1, MIDDLE, 5, MIDDLE.plusMillis(1)));
      harness.watermark(World.FROM.plusSeconds(2 * 3600));
      int before = harness.lines().size();
      harness.end();
      assertThat(before).isEqualTo(3);
      assertThat(harness.lines()).hasSize(before);
    }
  }

  @Test
  void shouldStartAtTheEarliestRecordThoughAnotherCameFirst() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.send(World.reading("c1", 2, MIDDLE, 5, MIDDLE));
      harness.send(World.reading("c1", 1, World.FROM, 5, World.FROM));
      harness.watermark(World.FROM);
      assertThat(harness.lines()).hasSize(1);
    }
  }

  @Test
  void shouldGoOnFromACheckpointAndDropWhatIsSentAgain() throws Exception {
    List<String> lines = new ArrayList<>();
    OperatorSubtaskState checkpoint;
    try (Harness harness = new Harness(null)) {
      for (Travelling record : WORLD.records()) {
        harness.send(record);
      }
      harness.watermark(MIDDLE);
      checkpoint = harness.operator.snapshot(1, 1);
      lines.addAll(harness.lines());
      harness.watermark(MIDDLE.plusSeconds(5 * 3600));
    }
    try (Harness harness = new Harness(checkpoint)) {
      // A killed writer starts again before its last progress.
      for (Travelling record : WORLD.records()) {
        if (record.knownAt().isAfter(MIDDLE.minusSeconds(4 * 3600))) {
          harness.send(record);
          harness.send(record);
        }
      }
      harness.watermark(WORLD.to());
      lines.addAll(harness.lines());
    }
    lines.sort(null);
    assertThat(lines).isEqualTo(WORLD.expected());
  }

  /** The operator of {@link StepFunction}, keyed by placement. */
  private static final class Harness implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, Placed, Travelling> operator;

    Harness(OperatorSubtaskState checkpoint) throws Exception {
      operator =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new StepFunction<>(new TallyStep())),
              Placed::placement,
              Types.STRING);
      operator.setup(TravellingSerializer.INSTANCE);
      if (checkpoint != null) {
        operator.initializeState(checkpoint);
      }
      operator.open();
    }

    void send(Travelling record) throws Exception {
      if (record instanceof Price) {
        for (String placement : World.PLACEMENTS) {
          operator.processElement(new Placed(placement, record), 0);
        }
      } else {
        operator.processElement(new Placed(record.placement(), record), 0);
      }
    }

    void watermark(Instant through) throws Exception {
      operator.processWatermark(through.toEpochMilli());
    }

    void end() throws Exception {
      operator.processWatermark(Watermark.MAX_WATERMARK);
    }

    List<String> lines() {
      return World.lines(operator.extractOutputValues());
    }

    @Override
    public void close() throws Exception {
      operator.close();
    }
  }
}
