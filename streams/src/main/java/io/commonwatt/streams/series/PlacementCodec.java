package io.commonwatt.streams.series;

import io.commonwatt.contracts.step.StateCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Writes a {@link PlacementState}: format version, placement, last step, import ids, then each
 * usage point with its outages and series. Equal states give equal bytes. Days are written as
 * packed, so that unchanged ones are copied only. Thread-safe.
 */
public final class PlacementCodec implements StateCodec<PlacementState> {
  private static final int VERSION = 3;

  private final int memoryDays;

  /**
   * A codec.
   *
   * @param memoryDays days the series read will keep; it may differ from when they were written
   */
  public PlacementCodec(int memoryDays) {
    this.memoryDays = memoryDays;
  }

  @Override
  public void write(PlacementState state, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    Texts.write(state.placement(), out);
    out.writeLong(state.lastStep());
    state.imports().write(out);
    out.writeInt(state.points().size());
    for (Map.Entry<String, PointState> point : state.points().entrySet()) {
      Texts.write(point.getKey(), out);
      point.getValue().write(out);
    }
  }

  @Override
  public PlacementState read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "State of validation has format "
              + version
              + ", this release reads "
              + VERSION
              + "; start it with an empty state directory or the release that wrote it");
    }
    PlacementState state = new PlacementState(Texts.read(in));
    state.lastStep(in.readLong());
    state.imports = ImportIds.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      String usagePoint = Texts.read(in);
      state.points().put(usagePoint, PointState.read(in, memoryDays));
    }
    return state;
  }
}
