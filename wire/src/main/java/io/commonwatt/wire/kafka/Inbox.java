package io.commonwatt.wire.kafka;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The bytes of what has arrived and waits for its step time, by place in the log. Only what is
 * needed to come back after a crash; the records themselves wait in {@link PlacedSteps}. Records of
 * one topic and step time share entries, which keeps the changelog short.
 */
final class Inbox {

  private static final int RECORDS_PER_ENTRY = 64;

  private final KeyValueStore<String, byte[]> store;
  private final TreeMap<Instant, Waiting> due = new TreeMap<>();

  /** What waits for a step time: keys of entries, and those still taking records by topic. */
  private record Waiting(List<String> keys, Map<String, Entry> open) {
    Waiting() {
      this(new ArrayList<>(), new HashMap<>());
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
    Waiting waiting = due.computeIfAbsent(at, time -> new Waiting());
    Entry entry = waiting.open.get(topic);
    if (entry == null || entry.records == RECORDS_PER_ENTRY) {
      entry = new Entry(key(topic, offset));
      waiting.open.put(topic, entry);
      waiting.keys.add(entry.key);
    }
    entry.append(bytes);
    store.put(entry.key, entry.bytes());
  }

  /** Keeps bytes under a key of their own until their step time has run. */
  void keepAlone(String key, Instant at, byte[] bytes) {
    keepAlone(key, bytes);
    remember(key, at);
  }

  /** Keeps bytes whose step time is not known yet. */
  void keepAlone(String key, byte[] bytes) {
    Entry entry = new Entry(key);
    entry.append(bytes);
    store.put(key, entry.bytes());
  }

  /** Notes the step time of an entry that is kept already. */
  void remember(String key, Instant at) {
    due.computeIfAbsent(at, time -> new Waiting()).keys.add(key);
  }

  void discard(String key) {
    store.delete(key);
  }

  /** Discards what has run at or before a step time. */
  void discardThrough(Instant at) {
    while (!due.isEmpty() && !due.firstKey().isAfter(at)) {
      due.pollFirstEntry().getValue().keys.forEach(store::delete);
    }
  }

  /** Shows every entry, in order of keys, with what it holds in order of arrival. */
  void forEach(BiConsumer<String, List<byte[]>> visitor) {
    try (KeyValueIterator<String, byte[]> kept = store.all()) {
      while (kept.hasNext()) {
        KeyValue<String, byte[]> entry = kept.next();
        visitor.accept(entry.key, Entry.read(entry.value));
      }
    }
  }

  /** Records one after the other, each behind its length. */
  private static final class Entry {
    private final String key;
    private byte[] buffer = new byte[256];
    private int size;
    private int records;

    Entry(String key) {
      this.key = key;
    }

    void append(byte[] bytes) {
      int needed = size + Integer.BYTES + bytes.length;
      if (needed > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
      }
      ByteBuffer.wrap(buffer, size, needed - size).putInt(bytes.length).put(bytes);
      size = needed;
      records++;
    }

    byte[] bytes() {
      return Arrays.copyOf(buffer, size);
    }

    static List<byte[]> read(byte[] entry) {
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
}
