package io.commonwatt.wire.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.commonwatt.contracts.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaConnectionsTest {

  @Test
  void shouldCompressAllButWhatIsMostlyQuantilesAndRanks() {
    assertThat(KafkaConnections.batches(List.of(Topics.SCHEDULE, Topics.SETTLEMENT)))
        .containsExactly(entry("compression.type", "lz4"));
    assertThat(KafkaConnections.batches(List.of(Topics.FORECAST_SCORE, Topics.FORECAST)))
        .containsOnly(entry("compression.type", "none"), entry("batch.size", 131_072));
    assertThat(KafkaConnections.batches(List.of(Topics.FORECAST_SCENARIOS)))
        .containsEntry("compression.type", "none");
  }
}
