package io.commonwatt.wire.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The bytes of what has arrived and waits for its step time, by place in the log. Only what is
 * needed to come back after a crash; the records themselves wait in {@link PlacedSteps}.
 */
final class Inbox {

  private final KeyValueStore<String, byte[]> store;
  private final TreeMap<Instant, List<String>> due = new TreeMap<>();

  Inbox(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Key of what was read at an offset of a topic. */
  static String key(String topic, long offset) {
    return topic + '@' + offset;
  }

  /** Topic of a key. */
  static String topic(String key) {
    return key.substring(0, key.lastIndexOf('@'));
  }

  /** Keeps bytes whose step time is not known yet. */
  void keep(String key, byte[] bytes) {
    store.put(key, bytes);
  }

  /** Keeps bytes until their step time has run. */
  void keep(String key, Instant at, byte[] bytes) {
    store.put(key, bytes);
    remember(key, at);
  }

  /** Notes the step time of bytes that are kept already. */
  void remember(String key, Instant at) {
    due.computeIfAbsent(at, time -> new ArrayList<>()).add(key);
  }

  void discard(String key) {
    store.delete(key);
  }

  /** Discards what has run at or before a step time. */
  void discardThrough(Instant at) {
    while (!due.isEmpty() && !due.firstKey().isAfter(at)) {
      due.pollFirstEntry().getValue().forEach(store::delete);
    }
  }

  /** Shows everything kept, in order of keys. */
  void forEach(BiConsumer<String, byte[]> visitor) {
    try (KeyValueIterator<String, byte[]> kept = store.all()) {
      while (kept.hasNext()) {
        KeyValue<String, byte[]> entry = kept.next();
        visitor.accept(entry.key, entry.value);
      }
    }
  }
}
