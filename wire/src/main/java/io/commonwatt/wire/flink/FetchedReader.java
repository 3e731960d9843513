package io.commonwatt.wire.flink;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the value of a Kafka record and where it was; no timestamp, no header, no key. */
final class FetchedReader implements KafkaRecordDeserializationSchema<Fetched> {

  private static final long serialVersionUID = 1L;

  private final List<String> topics;

  FetchedReader(List<String> topics) {
    this.topics = List.copyOf(topics);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Fetched> out) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    out.collect(
        new Fetched(topics.indexOf(record.topic()), record.partition(), record.offset(), value));
  }

  @Override
  public TypeInformation<Fetched> getProducedType() {
    return WireType.FETCHED;
  }
}
