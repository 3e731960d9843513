package io.commonwatt.wire.flink;

import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A departure as Kafka takes it; the broker stamps it. */
final class DepartureWriter implements KafkaRecordSerializationSchema<Departure> {

  private static final long serialVersionUID = 1L;

  private final List<String> topics;

  DepartureWriter(List<String> topics) {
    this.topics = List.copyOf(topics);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Departure departure, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        topics.get(departure.topic()), departure.partition(), departure.key(), departure.value());
  }
}
