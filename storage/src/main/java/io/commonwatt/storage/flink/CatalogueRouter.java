package io.commonwatt.storage.flink;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.codec.UndecodableException;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.storage.jdbc.Tables;
import io.commonwatt.wire.flink.sink.RowRouter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Decodes records of the catalogue and gives each to the table of its topic. Of a replicated topic
 * only partition 0 is stored; progress of all partitions is kept. What cannot be decoded, or is of
 * another class than its topic holds, becomes a row of {@code platform_rejected} with its bytes and
 * offset; its {@code known_at} is 1970, because it does not say when it was known.
 */
final class CatalogueRouter implements RowRouter<LogRecord> {
  private static final long serialVersionUID = 1L;

  private transient Map<String, Topic<?>> topics;

  @Override
  public void route(LogRecord element, Rows rows) {
    Topic<?> topic = topic(element.topic());
    boolean stored = topic.spread() == Spread.PLACED || element.partition() == 0;
    if (element.value() == null) {
      reject(element, "tombstone", "A record without a value; topics have no tombstones", rows);
      return;
    }
    Object record;
    try {
      record = RecordCodec.standard().decode(element.value());
    } catch (UndecodableException e) {
      reject(element, "undecodable", e.getMessage(), rows);
      return;
    }
    if (record instanceof Progress progress) {
      rows.progress(topic, element.partition(), progress);
    } else if (!topic.type().isInstance(record)) {
      reject(
          element,
          "wrong-class",
          "A "
              + record.getClass().getSimpleName()
              + " on a topic of "
              + topic.type().getSimpleName(),
          rows);
    } else if (stored) {
      row(topic, record, rows);
    }
  }

  private static <T extends Travelling> void row(Topic<T> topic, Object record, Rows rows) {
    rows.row(Tables.of(topic), topic.type().cast(record));
  }

  private static void reject(LogRecord element, String rule, String detail, Rows rows) {
    String reference = element.topic() + '/' + element.partition() + '@' + element.offset();
    rows.row(
        Tables.of(Topics.REJECTED),
        new Rejection(
            element.topic(),
            "storage",
            rule,
            detail,
            reference,
            false,
            element.value() == null ? new byte[0] : element.value(),
            Instant.EPOCH,
            element.topic()));
  }

  private Topic<?> topic(String name) {
    if (topics == null) {
      topics = new HashMap<>();
      Topics.listAll().forEach(topic -> topics.put(topic.name(), topic));
    }
    return topics.get(name);
  }
}
