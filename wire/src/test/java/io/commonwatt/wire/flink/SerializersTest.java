package io.commonwatt.wire.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.wire.World;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class SerializersTest {

  private static final Travelling READING = World.reading("c1", 1, World.FROM, 3, World.FROM);

  @Test
  void shouldWriteAndReadWhatTravels() throws Exception {
    assertThat(there(WireType.TRAVELLING, READING)).isEqualTo(READING);
    Placed placed = new Placed("c2", READING);
    assertThat(there(WireType.PLACED, placed)).isEqualTo(placed);
    Fetched fetched = there(WireType.FETCHED, new Fetched(1, 2, 3, new byte[] {4}));
    assertThat(fetched).usingRecursiveComparison().isEqualTo(new Fetched(1, 2, 3, new byte[] {4}));
    Departure departure = new Departure(1, 2, new byte[] {3}, new byte[] {4, 5});
    assertThat(there(WireType.DEPARTURE, departure))
        .usingRecursiveComparison()
        .isEqualTo(departure);
  }

  @Test
  void shouldLetFlinkFindTheTypeOfPlaced() {
    assertThat(TypeExtractor.createTypeInfo(Placed.class)).isEqualTo(WireType.PLACED);
  }

  @Test
  void shouldComeBackFromTheSnapshotInACheckpoint() throws Exception {
    for (TypeSerializer<?> serializer :
        List.of(
            TravellingSerializer.INSTANCE,
            PlacedSerializer.INSTANCE,
            FetchedSerializer.INSTANCE,
            DepartureSerializer.INSTANCE,
            new HeldStateSerializer<>())) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
      TypeSerializerSnapshot<?> read =
          TypeSerializerSnapshot.readVersionedSnapshot(
              new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
      assertThat(read.restoreSerializer()).isEqualTo(serializer);
    }
  }

  @Test
  void shouldCopyStateSoThatTheOriginalDoesNotChange() throws Exception {
    HeldStateSerializer<long[]> serializer = new HeldStateSerializer<>();
    StateCodec<long[]> codec = new LongCodec();
    HeldState<long[]> original = HeldState.of(new long[] {7}, codec);
    HeldState<long[]> copy = serializer.copy(original);
    copy.value(codec)[0] = 8;
    assertThat(original.value(codec)).containsExactly(7);
    assertThat(serializer.copy(copy).value(codec)).containsExactly(8);
  }

  @Test
  void shouldWriteWhatStateWasWhileItIsMovedOn() throws Exception {
    HeldStateSerializer<long[]> serializer = new HeldStateSerializer<>();
    StateCodec<long[]> codec = new LongCodec();
    ExecutorService checkpoint = Executors.newSingleThreadExecutor();
    try {
      HeldState<long[]> state = HeldState.of(new long[1], codec);
      for (long round = 0; round < 2_000; round++) {
        HeldState<long[]> original = state;
        Future<Long> written =
            checkpoint.submit(
                () -> {
                  DataOutputSerializer out = new DataOutputSerializer(64);
                  serializer.serialize(original, out);
                  HeldState<long[]> read =
                      serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
                  return read.value(codec)[0];
                });
        state = serializer.copy(original);
        state.value(codec)[0]++;
        assertThat(written.get()).isEqualTo(round);
      }
    } finally {
      checkpoint.shutdown();
    }
  }

  private static <T> T there(TypeInformation<T> type, T value) throws Exception {
    byte[] shipped = InstantiationUtil.serializeObject(type);
    TypeInformation<T> arrived =
        InstantiationUtil.deserializeObject(shipped, SerializersTest.class.getClassLoader());
    TypeSerializer<T> serializer = arrived.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
    return serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer()));
  }

  private static final class LongCodec implements StateCodec<long[]> {
    @Override
    public void write(long[] state, DataOutput out) throws IOException {
      out.writeLong(state[0]);
    }

    @Override
    public long[] read(DataInput in) throws IOException {
      return new long[] {in.readLong()};
    }
  }
}
