package io.commonwatt.forecasting;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.forecasting.drift.PageHinkley;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.Singles;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What {@link TrainingRowsStep} remembers of a placement: histories, and rows without targets. */
public final class TrainingRowsState {

  final String placement;
  final PlacementHistory history;

  /** Rows by segment, oldest issue first. */
  final TreeMap<String, List<PendingRow>> rows = new TreeMap<>();

  /** Drift of series by their id, and of segments. */
  final TreeMap<String, PageHinkley> drifts = new TreeMap<>();

  TrainingRowsState(String placement, PlacementHistory history) {
    this.placement = placement;
    this.history = history;
  }

  /** Writes and reads the state. */
  static final class Codec implements StateCodec<TrainingRowsState> {

    private static final int VERSION = 4;
    private static final SeriesKind[] KINDS = SeriesKind.values();
    private static final Channel[] CHANNELS = Channel.values();

    @Override
    public void write(TrainingRowsState state, DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeUTF(state.placement);
      state.history.write(out);
      out.writeInt(state.rows.size());
      for (var entry : state.rows.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().size());
        for (PendingRow row : entry.getValue()) {
          write(row, out);
        }
      }
      write(state.drifts, out);
    }

    private static void write(TreeMap<String, PageHinkley> drifts, DataOutput out)
        throws IOException {
      out.writeInt(drifts.size());
      for (var entry : drifts.entrySet()) {
        out.writeUTF(entry.getKey());
        entry.getValue().write(out);
      }
    }

    @Override
    public TrainingRowsState read(DataInput in) throws IOException {
      StateVersion.require(VERSION, in.readByte(), "training rows");
      TrainingRowsState state = new TrainingRowsState(in.readUTF(), PlacementHistory.read(in));
      int segments = in.readInt();
      for (int i = 0; i < segments; i++) {
        String segment = in.readUTF();
        int size = in.readInt();
        List<PendingRow> rows = new ArrayList<>(size);
        for (int j = 0; j < size; j++) {
          rows.add(readRow(in));
        }
        state.rows.put(segment, rows);
      }
      for (int size = in.readInt(); size > 0; size--) {
        state.drifts.put(in.readUTF(), PageHinkley.read(in));
      }
      return state;
    }

    private static void write(PendingRow row, DataOutput out) throws IOException {
      out.writeByte(row.series().kind().ordinal());
      out.writeUTF(row.series().owner());
      out.writeByte(row.series().channel().ordinal());
      out.writeInt(row.series().stepSeconds());
      out.writeLong(row.issueSecond());
      out.writeLong(row.target());
      out.writeDouble(row.rank());
      out.writeDouble(row.levelWh());
      Singles.write(row.features(), out);
    }

    private static PendingRow readRow(DataInput in) throws IOException {
      Series series =
          new Series(KINDS[in.readByte()], in.readUTF(), CHANNELS[in.readByte()], in.readInt());
      long issueSecond = in.readLong();
      long target = in.readLong();
      double rank = in.readDouble();
      double levelWh = in.readDouble();
      return new PendingRow(series, issueSecond, target, rank, levelWh, Singles.read(in));
    }
  }
}
