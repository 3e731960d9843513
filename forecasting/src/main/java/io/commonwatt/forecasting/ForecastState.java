package io.commonwatt.forecasting;

import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.forecasting.series.PlacementHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What {@link ForecastStep} remembers of a placement: histories, models by segment, and forecasts
 * that wait for their truth.
 */
public final class ForecastState {

  final String placement;
  final PlacementHistory history;

  /** Oldest issue first, within an issue in the order of the series. */
  final List<IssuedForecast> issued = new ArrayList<>();

  private final TreeMap<String, List<ServingModel>> models = new TreeMap<>();

  ForecastState(String placement, PlacementHistory history) {
    this.placement = placement;
    this.history = history;
  }

  /** Adds a model. */
  void add(ServingModel model) {
    List<ServingModel> own = models.computeIfAbsent(model.segment(), key -> new ArrayList<>());
    own.removeIf(known -> known.id().equals(model.id()));
    own.add(model);
    own.sort(Comparator.comparing(ServingModel::effectiveFrom));
  }

  /** The newest model of a segment that may be used then, or null; older ones are dropped. */
  ServingModel effectiveModel(String segment, Instant at) {
    List<ServingModel> own = models.getOrDefault(segment, List.of());
    while (own.size() > 1 && !own.get(1).effectiveFrom().isAfter(at)) {
      own.remove(0);
    }
    return own.isEmpty() || own.get(0).effectiveFrom().isAfter(at) ? null : own.get(0);
  }

  /** Writes and reads the state. */
  static final class Codec implements StateCodec<ForecastState> {

    private static final int VERSION = 1;

    @Override
    public void write(ForecastState state, DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeUTF(state.placement);
      state.history.write(out);
      out.writeInt(state.issued.size());
      for (IssuedForecast issued : state.issued) {
        issued.write(out);
      }
      out.writeInt(state.models.size());
      for (List<ServingModel> own : state.models.values()) {
        out.writeInt(own.size());
        for (ServingModel model : own) {
          model.write(out);
        }
      }
    }

    @Override
    public ForecastState read(DataInput in) throws IOException {
      StateVersion.require(VERSION, in.readByte(), "forecasts");
      ForecastState state = new ForecastState(in.readUTF(), PlacementHistory.read(in));
      int issued = in.readInt();
      for (int i = 0; i < issued; i++) {
        state.issued.add(IssuedForecast.read(in));
      }
      int segments = in.readInt();
      for (int i = 0; i < segments; i++) {
        int size = in.readInt();
        for (int j = 0; j < size; j++) {
          ServingModel model = ServingModel.read(in);
          state.models.computeIfAbsent(model.segment(), key -> new ArrayList<>()).add(model);
        }
      }
      return state;
    }
  }
}
