package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record as length and the bytes of the contracts codec, which name their schema: state of an
 * older release stays readable.
 */
final class TravellingSerializer extends ImmutableSerializer<Travelling> {

  private static final long serialVersionUID = 1L;

  static final TravellingSerializer INSTANCE = new TravellingSerializer();

  @Override
  public void serialize(Travelling record, DataOutputView target) throws IOException {
    writeBytes(Wire.encode(record), target);
  }

  @Override
  public Travelling deserialize(DataInputView source) throws IOException {
    return (Travelling) Wire.decode(readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<Travelling> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Travelling> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
