package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.app.demo.Pipeline;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every keyed operator has the parallelism that was asked for, and every operator an id of its own.
 */
class JobGraphTest {

  @ParameterizedTest
  @CsvSource({
    "forecast, 1, 3",
    "forecast, 4, 3",
    "market, 1, 2",
    "market, 4, 2",
    "market, 8, 2",
    "storage, 2, 0",
    "storage, 4, 0"
  })
  void shouldHaveTheAskedParallelism(String job, int parallelism, int keyedOperators)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(parallelism);
    pipeline(parallelism).buildFlinkJob(job, env);
    StreamGraph graph = env.getStreamGraph();
    List<String> keyed = new ArrayList<>();
    for (StreamNode node : graph.getStreamNodes()) {
      assertThat(node.getTransformationUID()).as("uid of %s", node.getOperatorName()).isNotBlank();
      if (node.getStateKeySerializer() != null) {
        keyed.add(node.getTransformationUID());
        assertThat(node.getParallelism()).as(node.getOperatorName()).isEqualTo(parallelism);
        assertThat(node.getMaxParallelism()).as(node.getOperatorName()).isEqualTo(128);
      }
    }
    assertThat(keyed).hasSize(keyedOperators);
  }

  private static Pipeline pipeline(int parallelism) throws Exception {
    Path root = Path.of(System.getProperty("commonwatt.root", "."));
    WireSettings wire =
        new WireSettings("localhost:1", 8, "graph", root.resolve("app/target/graph"), parallelism);
    return new Pipeline(
        wire,
        new Registry(CommunityFileReader.read(root.resolve("docs/community.yaml"))),
        VeeSettings.defaults(),
        ForecastSettings.startingAt(Instant.parse("2025-01-01T00:00:00Z")),
        MarketSettings.defaults(),
        ControlSettings.defaults(),
        new StorageSettings(
            "jdbc:postgresql://localhost:1/none", "none", "", Duration.ofHours(1), 100));
  }
}
