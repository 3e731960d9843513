package io.commonwatt.wire.flink;

import io.commonwatt.contracts.step.StateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * State of a step for one placement: an object while it is worked on, bytes where it came from a
 * checkpoint and nobody has looked at it yet. Checkpoints therefore need no codec to be read, and
 * the format of a state is its codec's own affair. Not thread-safe; {@link #bytes} only reads.
 */
final class HeldState<S> {

  private byte[] bytes;
  private S value;
  private StateCodec<S> codec;

  private HeldState(byte[] bytes, S value, StateCodec<S> codec) {
    this.bytes = bytes;
    this.value = value;
    this.codec = codec;
  }

  static <S> HeldState<S> of(S value, StateCodec<S> codec) {
    return new HeldState<>(null, value, codec);
  }

  static <S> HeldState<S> ofBytes(byte[] bytes) {
    return new HeldState<>(bytes, null, null);
  }

  /** The state itself, to be changed in place. */
  S value(StateCodec<S> with) throws IOException {
    if (bytes != null) {
      value = with.read(new DataInputStream(new ByteArrayInputStream(bytes)));
      codec = with;
      bytes = null;
    }
    return value;
  }

  /** The state as its codec writes it. */
  byte[] bytes() throws IOException {
    if (bytes != null) {
      return bytes;
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(written);
    codec.write(value, out);
    out.flush();
    return written.toByteArray();
  }
}
