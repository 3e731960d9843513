package io.commonwatt.benchmarks.stream;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The door's transactional writer against a bare producer of the same bytes. */
public final class ProduceBenchmark implements Benchmark {

  @Override
  public String name() {
    return "produce";
  }

  @Override
  public String summary() {
    return "readings/s through the transactional writer of a door (goal 400 k)";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 25);
  }

  @Override
  public int usualRounds() {
    return 3;
  }

  @Override
  public Size full() {
    return Size.of(1000, 40);
  }

  @Override
  public Figure run(Size size) throws Exception {
    Fleet fleet = new Fleet(size);
    List<List<RawReading>> hours = new ArrayList<>();
    long readings = 0;
    for (long hour = 0; hour < fleet.hours(); hour++) {
      List<RawReading> known = new ArrayList<>();
      fleet.readings(hour, known::add);
      hours.add(known);
      readings += known.size();
    }
    try (EmbeddedPlatform platform = EmbeddedPlatform.temporary()) {
      WireSettings settings =
          new WireSettings(
              platform.kafka().bootstrapServers(),
              Topics.DEFAULT_PARTITIONS,
              "bench",
              platform.directory(),
              1);
      TopicAdmin.ensure(settings);
      List<ProducerRecord<byte[], byte[]>> encoded = encode(hours, settings.partitions());
      // Once for the compiler, once for the clock, in turn.
      bareSeconds(settings, encoded.subList(0, encoded.size() / 4));
      writerSeconds(settings, "warm", hours.subList(0, hours.size() / 4));
      double bare = bareSeconds(settings, encoded);
      Stopwatch.say("bare producer: %,.0f readings/s", readings / bare);
      double seconds = writerSeconds(settings, "door", hours);
      return new Figure(
          name(),
          readings / seconds,
          "readings/s",
          readings / bare,
          "Readings of "
              + size
              + ", made before, go through one TopicWriter: encoding, partitioning, a progress an"
              + " hour, transactions of 20,000 records or more, acks=all, lz4. Embedded broker in"
              + " the same JVM; a quarter goes through each path before, uncounted. Limit: an"
              + " idempotent producer, acks=all, lz4, linger 20 ms, no transactions, sending the"
              + " same bytes made before to the same partitions.",
          Map.of("readings", (double) readings));
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> encode(
      List<List<RawReading>> hours, int partitions) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (List<RawReading> hour : hours) {
      for (RawReading reading : hour) {
        records.add(
            new ProducerRecord<>(
                Topics.RAW_READING.name(),
                Partitions.of(reading.placement(), partitions),
                reading.key().getBytes(StandardCharsets.UTF_8),
                Wire.encode(reading)));
      }
    }
    return records;
  }

  private static double bareSeconds(
      WireSettings settings, List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            64 << 10,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L << 20);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(Topics.RAW_READING.name());
      Stopwatch watch = new Stopwatch();
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record);
      }
      producer.flush();
      return watch.seconds();
    }
  }

  private static double writerSeconds(
      WireSettings settings, String stage, List<List<RawReading>> hours) {
    try (TopicWriter writer = TopicWriter.open(settings, stage, List.of(Topics.RAW_READING))) {
      Stopwatch watch = new Stopwatch();
      for (int hour = 0; hour < hours.size(); hour++) {
        for (RawReading reading : hours.get(hour)) {
          writer.send(Topics.RAW_READING, reading);
        }
        writer.progress(Fleet.FROM.plusSeconds((hour + 1) * 3_600L), hour + 1 == hours.size());
      }
      return watch.seconds();
    }
  }
}
