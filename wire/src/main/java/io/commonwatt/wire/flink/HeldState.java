package io.commonwatt.wire.flink;

import io.commonwatt.contracts.step.StateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputView;

/**
 * State of a step for one placement: an object while it is worked on, bytes where it came from a
 * checkpoint and nobody has looked at it yet, or where a checkpoint still has to write it while
 * work goes on elsewhere. Checkpoints therefore need no codec to be read, and the format of a state
 * is its codec's own affair. The thread of a checkpoint may write it while another moves it on.
 */
final class HeldState<S> {

  private byte[] bytes;
  private S value;
  private StateCodec<S> codec;

  /** Size when it was last written, bytes: room for the next time. */
  private int usualSize;

  private HeldState(byte[] bytes, S value, StateCodec<S> codec, int usualSize) {
    this.bytes = bytes;
    this.value = value;
    this.codec = codec;
    this.usualSize = usualSize;
  }

  static <S> HeldState<S> of(S value, StateCodec<S> codec) {
    return new HeldState<>(null, value, codec, 0);
  }

  static <S> HeldState<S> ofBytes(byte[] bytes) {
    return new HeldState<>(bytes, null, null, bytes.length);
  }

  /** The state itself, to be changed in place. */
  synchronized S value(StateCodec<S> with) throws IOException {
    if (bytes != null) {
      value = with.read(new DataInputStream(new ByteArrayInputStream(bytes)));
      codec = with;
      bytes = null;
    }
    return value;
  }

  /**
   * The same state apart from this one: the object goes on with the copy, this one keeps what it
   * was as bytes. A copy is made when a checkpoint holds the original, which nobody changes any
   * more.
   */
  synchronized HeldState<S> copy() throws IOException {
    if (bytes != null) {
      return ofBytes(bytes);
    }
    bytes = written().toByteArray();
    HeldState<S> copy = new HeldState<>(null, value, codec, usualSize);
    value = null;
    return copy;
  }

  /** Writes length and bytes, as its codec writes them. */
  synchronized void write(DataOutputView target) throws IOException {
    if (bytes != null) {
      ImmutableSerializer.writeBytes(bytes, target);
    } else {
      Written written = written();
      target.writeInt(written.size());
      target.write(written.array(), 0, written.size());
    }
  }

  private Written written() throws IOException {
    Written written = new Written(usualSize + usualSize / 16 + 64);
    DataOutputStream out = new DataOutputStream(written);
    codec.write(value, out);
    out.flush();
    usualSize = written.size();
    return written;
  }

  /** Lends its array. */
  private static final class Written extends ByteArrayOutputStream {
    Written(int size) {
      super(size);
    }

    byte[] array() {
      return buf;
    }
  }
}
