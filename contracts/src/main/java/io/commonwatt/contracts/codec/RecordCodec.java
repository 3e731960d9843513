package io.commonwatt.contracts.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Records to bytes and back, in Avro single-object encoding: {@code C3 01}, 8 bytes little-endian
 * CRC-64-AVRO fingerprint, body. The same record always gives the same bytes. Immutable, safe to
 * share between threads.
 */
public final class RecordCodec {

  private static final int HEADER_BYTES = 10;
  private static final byte MAGIC_0 = (byte) 0xC3;
  private static final byte MAGIC_1 = 0x01;
  private static final int INITIAL_BUFFER_BYTES = 512;
  private static final int KEPT_BUFFER_BYTES = 1 << 20;

  /** Only arrays of the JDK stay with the thread, so that no class loader is held by it. */
  private static final ThreadLocal<byte[]> BUFFER =
      ThreadLocal.withInitial(() -> new byte[INITIAL_BUFFER_BYTES]);

  private final Map<Class<?>, Encoding> encodings = new HashMap<>();
  private final long[] fingerprints;
  private final Decoding[] decodings;

  private record Encoding(byte[] header, RecordPlan plan) {}

  /** {@code older} is null where the fingerprint is that of the current schema. */
  private record Decoding(String name, RecordPlan plan, OlderSchema older) {}

  /**
   * A codec of these classes.
   *
   * @throws IllegalStateException when a class differs from its current schema
   * @throws java.util.NoSuchElementException when a class has no schema
   */
  public RecordCodec(SchemaStore store, List<Class<?>> types) {
    Map<String, RecordPlan> plans = new HashMap<>();
    for (Class<?> type : types) {
      Schema schema = store.getCurrent(type.getSimpleName());
      RecordPlan plan = RecordPlan.of(type, schema);
      plans.put(type.getSimpleName(), plan);
      encodings.put(type, new Encoding(header(fingerprint(schema)), plan));
    }
    List<Schema> known =
        store.listAll().stream().filter(schema -> plans.containsKey(schema.getName())).toList();
    fingerprints = known.stream().mapToLong(RecordCodec::fingerprint).distinct().sorted().toArray();
    decodings = new Decoding[fingerprints.length];
    for (Schema schema : known) {
      Schema current = store.getCurrent(schema.getName());
      boolean isCurrent = fingerprint(schema) == fingerprint(current);
      decodings[Arrays.binarySearch(fingerprints, fingerprint(schema))] =
          new Decoding(
              schema.getName(),
              plans.get(schema.getName()),
              isCurrent ? null : new OlderSchema(schema, current));
    }
  }

  /** The codec of everything that travels, over every schema ever published. */
  public static RecordCodec standard() {
    return Standard.CODEC;
  }

  /**
   * Encodes a record.
   *
   * @throws IllegalArgumentException when its class has no schema, a component that may not be null
   *     is, or an instant is finer than a millisecond
   */
  public byte[] encode(Object record) {
    Encoding encoding = encodings.get(record.getClass());
    if (encoding == null) {
      throw new IllegalArgumentException(
          record.getClass().getName() + " has no schema; add it to RecordTypes and avro/");
    }
    BodyWriter out = new BodyWriter(BUFFER.get());
    out.writeRaw(encoding.header());
    encoding.plan().write(record, out);
    if (out.buffer().length <= KEPT_BUFFER_BYTES) {
      BUFFER.set(out.buffer());
    }
    return out.copy();
  }

  /**
   * Decodes a record.
   *
   * @throws UndecodableException when the bytes are no record
   */
  public Object decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * Decodes a record from a part of an array.
   *
   * @throws UndecodableException when the bytes are no record
   */
  public Object decode(byte[] bytes, int offset, int length) {
    if (length < HEADER_BYTES || bytes[offset] != MAGIC_0 || bytes[offset + 1] != MAGIC_1) {
      throw new UndecodableException(
          "Not a record: expected c301 and a fingerprint, found "
              + (length == 0
                  ? "nothing"
                  : HexFormat.of()
                      .formatHex(bytes, offset, offset + Math.min(length, HEADER_BYTES))));
    }
    long fingerprint = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      fingerprint |= (bytes[offset + 2 + i] & 0xFFL) << (8 * i);
    }
    int index = Arrays.binarySearch(fingerprints, fingerprint);
    if (index < 0) {
      throw new UndecodableException(
          String.format(
              "Unknown schema fingerprint %016x: the bytes are damaged, or a newer release wrote"
                  + " them; its schemas must be in avro/",
              fingerprint));
    }
    return decodeBody(decodings[index], bytes, offset + HEADER_BYTES, offset + length);
  }

  private static Object decodeBody(Decoding decoding, byte[] bytes, int from, int limit) {
    try {
      BodyReader in;
      if (decoding.older() == null) {
        in = new BodyReader(bytes, from, limit);
      } else {
        byte[] modern = decoding.older().modernise(bytes, from, limit);
        in = new BodyReader(modern, 0, modern.length);
      }
      Object record = decoding.plan().read(in);
      checkEnd(in);
      return record;
    } catch (UndecodableException e) {
      throw new UndecodableException(decoding.name() + ": " + e.getMessage(), e);
    }
  }

  static void checkEnd(BodyReader in) {
    if (in.remaining() > 0) {
      throw new UndecodableException(in.remaining() + " bytes follow the end of the body");
    }
  }

  private static byte[] header(long fingerprint) {
    byte[] header = new byte[HEADER_BYTES];
    header[0] = MAGIC_0;
    header[1] = MAGIC_1;
    for (int i = 0; i < Long.BYTES; i++) {
      header[2 + i] = (byte) (fingerprint >>> (8 * i));
    }
    return header;
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** Built when first used. */
  private static final class Standard {
    private static final RecordCodec CODEC =
        new RecordCodec(SchemaStore.published(), RecordTypes.listAll());
  }
}
