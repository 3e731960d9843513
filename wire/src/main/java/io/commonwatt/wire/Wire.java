package io.commonwatt.wire;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.codec.UndecodableException;

/** Records as bytes: the value of a Kafka record. Thread-safe. */
public final class Wire {

  private Wire() {}

  /**
   * Bytes of a record; the same record always gives the same bytes.
   *
   * @throws IllegalArgumentException when the record cannot be written in its schema
   */
  public static byte[] encode(Travelling record) {
    return RecordCodec.standard().encode(record);
  }

  /** Bytes of a progress. */
  public static byte[] encode(Progress progress) {
    return RecordCodec.standard().encode(progress);
  }

  /**
   * The {@link Travelling} record or {@link Progress} behind bytes.
   *
   * @throws UndecodableException when the bytes are neither; null counts as no bytes
   */
  public static Object decode(byte[] bytes) {
    Object value;
    try {
      value = RecordCodec.standard().decode(bytes == null ? new byte[0] : bytes);
    } catch (UndecodableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UndecodableException("Not a valid record: " + e.getMessage(), e);
    }
    if (value instanceof Travelling || value instanceof Progress) {
      return value;
    }
    throw new UndecodableException(
        value.getClass().getSimpleName() + " does not travel on its own");
  }
}
