package io.commonwatt.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class PartitionsTest {

  @Property
  void shouldPlaceWhereKafkasOwnPartitionerWould(
      @ForAll String placement, @ForAll @IntRange(min = 1, max = 512) int partitions) {
    assertThat(Partitions.of(placement, partitions))
        .isEqualTo(
            BuiltInPartitioner.partitionForKey(
                placement.getBytes(StandardCharsets.UTF_8), partitions));
  }
}
