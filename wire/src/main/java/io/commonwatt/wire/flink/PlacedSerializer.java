package io.commonwatt.wire.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A placement and its record. */
final class PlacedSerializer extends ImmutableSerializer<Placed> {

  private static final long serialVersionUID = 1L;

  static final PlacedSerializer INSTANCE = new PlacedSerializer();

  @Override
  public void serialize(Placed placed, DataOutputView target) throws IOException {
    StringValue.writeString(placed.placement(), target);
    TravellingSerializer.INSTANCE.serialize(placed.record(), target);
  }

  @Override
  public Placed deserialize(DataInputView source) throws IOException {
    String placement = StringValue.readString(source);
    return new Placed(placement, TravellingSerializer.INSTANCE.deserialize(source));
  }

  @Override
  public TypeSerializerSnapshot<Placed> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Placed> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
