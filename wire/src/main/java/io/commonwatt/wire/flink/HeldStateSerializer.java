package io.commonwatt.wire.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** State as length and the bytes of its codec. */
final class HeldStateSerializer<S> extends TypeSerializerSingleton<HeldState<S>> {

  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public HeldState<S> createInstance() {
    return null;
  }

  @Override
  public HeldState<S> copy(HeldState<S> from) {
    try {
      return from.copy();
    } catch (IOException e) {
      throw new UncheckedIOException("A step's state codec failed", e);
    }
  }

  @Override
  public HeldState<S> copy(HeldState<S> from, HeldState<S> reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(HeldState<S> state, DataOutputView target) throws IOException {
    state.write(target);
  }

  @Override
  public HeldState<S> deserialize(DataInputView source) throws IOException {
    return HeldState.ofBytes(ImmutableSerializer.readBytes(source));
  }

  @Override
  public HeldState<S> deserialize(HeldState<S> reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    ImmutableSerializer.writeBytes(ImmutableSerializer.readBytes(source), target);
  }

  @Override
  public TypeSerializerSnapshot<HeldState<S>> snapshotConfiguration() {
    return new Snapshot<>();
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot<S> extends SimpleTypeSerializerSnapshot<HeldState<S>> {
    public Snapshot() {
      super(HeldStateSerializer::new);
    }
  }
}
