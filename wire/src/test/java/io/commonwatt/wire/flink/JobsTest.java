package io.commonwatt.wire.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.TallyStep;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.World;
import java.nio.file.Path;
import java.util.TreeMap;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class JobsTest {

  @Test
  void shouldGiveEveryOperatorItsIdAndTheAskedParallelism() {
    WireSettings settings = new WireSettings("none:9", 3, "test", Path.of("unused"), 4);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Jobs.environmentDefaults(env, settings);
    DataStream<Placed> known = Jobs.read(env, settings, "tally-in", World.IN, World.PLACEMENTS);
    DataStream<Travelling> tallies = Jobs.step(known, new TallyStep());
    Jobs.step(
        known.union(Jobs.place(tallies), Jobs.fanOut(tallies, World.PLACEMENTS)), new RelayStep());
    Jobs.write(tallies, settings, "tally-out", World.OUT);

    TreeMap<String, Integer> parallelism = new TreeMap<>();
    for (StreamNode node : env.getStreamGraph(false).getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
      parallelism.put(node.getTransformationUID(), node.getParallelism());
      assertThat(node.getMaxParallelism()).isEqualTo(Jobs.MAX_PARALLELISM);
    }
    assertThat(parallelism)
        .containsEntry("tally-in", 3)
        .containsEntry("tally-in-progress", 3)
        .containsEntry("tally", 4)
        .containsEntry("tally-place", 4)
        .containsEntry("tally-fan-out", 4)
        .containsEntry("relay", 4)
        .containsEntry("tally-out-write", 4);
    assertThat(parallelism.keySet()).anyMatch(uid -> uid.contains("tally-out-sink"));
  }
}
