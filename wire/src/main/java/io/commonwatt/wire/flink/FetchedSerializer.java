package io.commonwatt.wire.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes fetched and where from. */
final class FetchedSerializer extends ImmutableSerializer<Fetched> {

  private static final long serialVersionUID = 1L;

  static final FetchedSerializer INSTANCE = new FetchedSerializer();

  @Override
  public void serialize(Fetched fetched, DataOutputView target) throws IOException {
    target.writeInt(fetched.topic());
    target.writeInt(fetched.partition());
    target.writeLong(fetched.offset());
    writeBytes(fetched.bytes(), target);
  }

  @Override
  public Fetched deserialize(DataInputView source) throws IOException {
    return new Fetched(source.readInt(), source.readInt(), source.readLong(), readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<Fetched> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Fetched> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
