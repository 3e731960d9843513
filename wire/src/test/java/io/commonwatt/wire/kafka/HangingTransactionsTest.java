package io.commonwatt.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.WireSettings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is under way or done does not hang. A hang itself needs a broker killed at a bad moment. */
class HangingTransactionsTest {

  @TempDir private Path directory;

  @Test
  void shouldNotTakeWhatTheCoordinatorKnowsForHanging() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults())) {
      WireSettings settings = new WireSettings(kafka.bootstrapServers(), 2, "test", directory, 1);
      assertThat(HangingTransactions.find(settings)).isEmpty();
      TopicAdmin.ensure(settings);
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "one"),
              new StringSerializer(),
              new StringSerializer())) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("price.v1", 0, "k", "committed"));
        producer.commitTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("price.v1", 1, "k", "under way"));
        producer.flush();
        assertThat(HangingTransactions.find(settings)).isEmpty();
        producer.commitTransaction();
      }
    }
  }
}
