package io.commonwatt.wire;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.UndecodableException;

/**
 * What was read from a topic.
 *
 * @param value the {@link Travelling} record of the topic's class or the {@link Progress}; null
 *     when the bytes are neither
 * @param fault why the bytes are neither; null when they are
 * @param bytes the bytes as read
 */
public record Received(Object value, String fault, byte[] bytes) {

  /** Reads bytes of a topic; never throws, what cannot be read has a fault. */
  public static Received of(Topic<?> topic, byte[] bytes) {
    byte[] read = bytes == null ? new byte[0] : bytes;
    Object value;
    try {
      value = Wire.decode(read);
    } catch (UndecodableException e) {
      return new Received(null, e.getMessage(), read);
    }
    if (value instanceof Travelling && !topic.type().isInstance(value)) {
      String fault =
          value.getClass().getSimpleName()
              + " where the topic holds "
              + topic.type().getSimpleName();
      return new Received(null, fault, read);
    }
    return new Received(value, null, read);
  }
}
