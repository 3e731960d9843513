package io.commonwatt.benchmarks.stream;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.Received;
import io.commonwatt.wire.WireSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** The least a topology can do: decode a raw reading and forward its bytes, exactly once. */
final class BareTopology {

  /** Topic it forwards to. */
  static final String OUT = "bench.forwarded.v1";

  private record Forwarded(int partition, byte[] bytes) {}

  private BareTopology() {}

  static Topology build() {
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        "in",
        (record, partitionTime) -> 0,
        new ByteArrayDeserializer(),
        (name, bytes) -> Received.of(Topics.RAW_READING, bytes),
        Topics.RAW_READING.name());
    topology.addProcessor("forward", Forward::new, "in");
    topology.addSink(
        "out",
        OUT,
        new ByteArraySerializer(),
        (name, forwarded) -> forwarded.bytes(),
        (String name, byte[] key, Forwarded forwarded, int count) ->
            Optional.of(Set.of(forwarded.partition())),
        "forward");
    return topology;
  }

  /** Creates the topic it forwards to. */
  static void ensure(WireSettings settings) throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      NewTopic topic =
          new NewTopic(OUT, Optional.of(settings.partitions()), Optional.empty())
              .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static final class Forward
      extends ContextualProcessor<byte[], Received, byte[], Forwarded> {
    @Override
    public void process(Record<byte[], Received> record) {
      Object value = record.value().value();
      if (value == null) {
        throw new IllegalStateException("Cannot read: " + record.value().fault());
      }
      byte[] bytes = record.value().bytes();
      int partition = context().taskId().partition();
      long time = value instanceof Progress said ? said.through().toEpochMilli() : 0;
      context().forward(new Record<>(record.key(), new Forwarded(partition, bytes), time));
    }
  }
}
