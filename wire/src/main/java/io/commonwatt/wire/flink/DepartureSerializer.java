package io.commonwatt.wire.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A Kafka record about to leave. */
final class DepartureSerializer extends ImmutableSerializer<Departure> {

  private static final long serialVersionUID = 1L;

  static final DepartureSerializer INSTANCE = new DepartureSerializer();

  @Override
  public void serialize(Departure departure, DataOutputView target) throws IOException {
    target.writeInt(departure.topic());
    target.writeInt(departure.partition());
    writeBytes(departure.key(), target);
    writeBytes(departure.value(), target);
  }

  @Override
  public Departure deserialize(DataInputView source) throws IOException {
    return new Departure(source.readInt(), source.readInt(), readBytes(source), readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<Departure> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Departure> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
