package io.commonwatt.market.control;

import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.market.observation.PriceBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Writes and reads {@link ControlState}. Stateless and thread-safe. */
final class ControlStateCodec implements StateCodec<ControlState> {

  private static final int FORMAT = 3;

  @Override
  public void write(ControlState state, DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    out.writeUTF(state.placement);
    state.prices.write(out);
    out.writeInt(state.series.size());
    for (Map.Entry<String, SeriesOutlook> entry : state.series.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
    out.writeInt(state.stores.size());
    for (Map.Entry<String, StoreState> entry : state.stores.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
    out.writeInt(state.devices.size());
    for (Map.Entry<String, DeviceState> entry : state.devices.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
    state.outside.write(out);
    out.writeInt(state.commitments.size());
    for (Map.Entry<String, Commitment> entry : state.commitments.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
  }

  @Override
  public ControlState read(DataInput in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException(
          "Control state of format "
              + format
              + "; this release reads format "
              + FORMAT
              + ". Start from a savepoint of this release, or replay");
    }
    ControlState state = new ControlState(in.readUTF());
    state.prices = PriceBook.read(in);
    for (int size = in.readInt(); size > 0; size--) {
      state.series.put(in.readUTF(), SeriesOutlook.read(in));
    }
    for (int size = in.readInt(); size > 0; size--) {
      state.stores.put(in.readUTF(), StoreState.read(in));
    }
    for (int size = in.readInt(); size > 0; size--) {
      state.devices.put(in.readUTF(), DeviceState.read(in));
    }
    state.outside = OutsideTemperature.read(in);
    for (int size = in.readInt(); size > 0; size--) {
      state.commitments.put(in.readUTF(), Commitment.read(in));
    }
    return state;
  }
}
