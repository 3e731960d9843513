package io.commonwatt.wire.kafka;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The bytes of what has arrived and waits for its step time, by place in the log. Only what is
 * needed to come back after a crash; the records themselves wait in {@link PlacedSteps}. What still
 * waits when the task commits is put into the store, once; most has had its step by then. Records
 * of one topic and step time share entries, which keeps the changelog short.
 */
final class Inbox {

  private static final int RECORDS_PER_ENTRY = 256;

  private final KeyValueStore<String, byte[]> store;
  private final TreeMap<Instant, Waiting> due = new TreeMap<>();
  private Instant lastAt;
  private Waiting last;

  /** What waits for a step time. */
  private static final class Waiting {
    /** Keys of entries in the store. */
    private final List<String> keys = new ArrayList<>();

    /** What arrived since the last commit, by topic. */
    private final Map<String, Arrived> arrived = new LinkedHashMap<>();
  }

  private static final class Arrived {
    private final List<byte[]> records = new ArrayList<>();

    /** Offset of the first record of each entry to come. */
    private final List<Long> offsets = new ArrayList<>();

    void add(long offset, byte[] bytes) {
      if (records.size() % RECORDS_PER_ENTRY == 0) {
        offsets.add(offset);
      }
      records.add(bytes);
    }
  }

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

  /** Keeps a record until its step time has run. */
  void keep(String topic, long offset, Instant at, byte[] bytes) {
    if (!at.equals(lastAt)) {
      last = waiting(at);
      lastAt = at;
    }
    Arrived arrived = last.arrived.get(topic);
    if (arrived == null) {
      arrived = new Arrived();
      last.arrived.put(topic, arrived);
    }
    arrived.add(offset, bytes);
  }

  private Waiting waiting(Instant at) {
    return due.computeIfAbsent(at, time -> new Waiting());
  }

  /** Keeps bytes under a key of their own until their step time has run. */
  void keepAlone(String key, Instant at, byte[] bytes) {
    keepAlone(key, bytes);
    remember(key, at);
  }

  /** Keeps bytes whose step time is not known yet. */
  void keepAlone(String key, byte[] bytes) {
    store.put(key, entry(List.of(bytes)));
  }

  /** Notes the step time of an entry that is kept already. */
  void remember(String key, Instant at) {
    waiting(at).keys.add(key);
  }

  void discard(String key) {
    store.delete(key);
  }

  /** Discards what has run at or before a step time. */
  void discardThrough(Instant at) {
    while (!due.isEmpty() && !due.firstKey().isAfter(at)) {
      due.pollFirstEntry().getValue().keys.forEach(store::delete);
    }
    lastAt = null;
    last = null;
  }

  /** Puts what arrived since the last call and still waits into the store. */
  void save() {
    for (Waiting waiting : due.values()) {
      waiting.arrived.forEach((topic, arrived) -> save(topic, arrived, waiting.keys));
      waiting.arrived.clear();
    }
  }

  private void save(String topic, Arrived arrived, List<String> keys) {
    for (int entry = 0; entry < arrived.offsets.size(); entry++) {
      int from = entry * RECORDS_PER_ENTRY;
      int to = Math.min(from + RECORDS_PER_ENTRY, arrived.records.size());
      String key = key(topic, arrived.offsets.get(entry));
      store.put(key, entry(arrived.records.subList(from, to)));
      keys.add(key);
    }
  }

  /** Shows every entry, in order of keys, with what it holds in order of arrival. */
  void forEach(BiConsumer<String, List<byte[]>> visitor) {
    try (KeyValueIterator<String, byte[]> kept = store.all()) {
      while (kept.hasNext()) {
        KeyValue<String, byte[]> entry = kept.next();
        visitor.accept(entry.key, records(entry.value));
      }
    }
  }

  /** Records one after the other, each behind its length. */
  private static byte[] entry(List<byte[]> records) {
    int size = 0;
    for (byte[] record : records) {
      size += Integer.BYTES + record.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (byte[] record : records) {
      out.putInt(record.length).put(record);
    }
    return out.array();
  }

  private static List<byte[]> records(byte[] entry) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(entry);
    while (in.hasRemaining()) {
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      records.add(bytes);
    }
    return records;
  }
}
