package io.commonwatt.forecasting;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.forecasting.blend.BlendWeights;
import io.commonwatt.forecasting.calibration.BandCalibration;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link ForecastStep} remembers of a placement: histories, models by segment, how the bands
 * of each series are calibrated and its models weighed, and forecasts that wait for their truth.
 */
public final class ForecastState {

  final String placement;
  final PlacementHistory history;

  /** Oldest issue first, within an issue in the order of the series. */
  final List<IssuedForecast> issued = new ArrayList<>();

  private final TreeMap<String, List<ServingModel>> models = new TreeMap<>();

  /** What is being said about forecasting; each is said once, when it begins. */
  private final TreeSet<String> raised = new TreeSet<>();

  private final TreeSet<String> refused = new TreeSet<>();
  private final TreeMap<Series, BandCalibration> calibrations = new TreeMap<>();
  private final TreeMap<Series, BlendWeights> weights = new TreeMap<>();
  private final TreeMap<String, BlendWeights> segmentWeights = new TreeMap<>();

  ForecastState(String placement, PlacementHistory history) {
    this.placement = placement;
    this.history = history;
  }

  /** Adds a model. */
  void add(ServingModel model) {
    List<ServingModel> own = models.computeIfAbsent(model.segment(), key -> new ArrayList<>());
    refused.remove(model.segment());
    own.removeIf(known -> known.id().equals(model.id()));
    own.add(model);
    own.sort(Comparator.comparing(ServingModel::effectiveFrom));
  }

  /**
   * The newest model of each method of a segment that may be used then, in the order of {@link
   * BlendWeights#MEMBERS}; older ones are dropped.
   */
  List<ServingModel> effectiveModels(String segment, Instant at) {
    List<ServingModel> own = models.get(segment);
    if (own == null) {
      return List.of();
    }
    ServingModel[] newest = new ServingModel[BlendWeights.MEMBERS.size()];
    for (ServingModel model : own) {
      if (!model.effectiveFrom().isAfter(at)) {
        newest[BlendWeights.MEMBERS.indexOf(model.algorithm())] = model;
      }
    }
    own.removeIf(
        model ->
            !model.effectiveFrom().isAfter(at)
                && newest[BlendWeights.MEMBERS.indexOf(model.algorithm())] != model);
    List<ServingModel> effective = new ArrayList<>();
    for (ServingModel model : newest) {
      if (model != null) {
        effective.add(model);
      }
    }
    return effective;
  }

  /** Remembers that a segment was sent a model of no use. */
  void refused(String segment) {
    refused.add(segment);
  }

  /** Whether a segment was sent a model of no use and none since. */
  boolean isRefused(String segment) {
    return refused.contains(segment);
  }

  /** Whether something begins that did not hold before. */
  boolean begins(String what, boolean holds) {
    if (holds) {
      return raised.add(what);
    }
    raised.remove(what);
    return false;
  }

  /** Calibration of the bands of a series. */
  BandCalibration calibration(Series series) {
    return calibrations.computeIfAbsent(series, key -> new BandCalibration(Rows.LEVELS));
  }

  /** How many series of a segment are here. */
  int seriesIn(String segment) {
    int count = 0;
    for (Series series : history.listSeries().keySet()) {
      count += series.segment().equals(segment) ? 1 : 0;
    }
    return count;
  }

  /** How much the members of the blend of a series count. */
  BlendWeights weights(Series series) {
    return weights.computeIfAbsent(series, key -> new BlendWeights());
  }

  /** The same of all series of a segment here together. */
  BlendWeights segmentWeights(String segment) {
    return segmentWeights.computeIfAbsent(segment, key -> new BlendWeights());
  }

  /** Writes and reads the state. */
  static final class Codec implements StateCodec<ForecastState> {

    private static final int VERSION = 4;
    private static final SeriesKind[] KINDS = SeriesKind.values();
    private static final Channel[] CHANNELS = Channel.values();

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
      write(state.raised, out);
      write(state.refused, out);
      out.writeInt(state.calibrations.size());
      for (var entry : state.calibrations.entrySet()) {
        write(entry.getKey(), out);
        entry.getValue().write(out);
      }
      out.writeInt(state.weights.size());
      for (var entry : state.weights.entrySet()) {
        write(entry.getKey(), out);
        entry.getValue().write(out);
      }
      out.writeInt(state.segmentWeights.size());
      for (var entry : state.segmentWeights.entrySet()) {
        out.writeUTF(entry.getKey());
        entry.getValue().write(out);
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
      read(in, state.raised);
      read(in, state.refused);
      for (int size = in.readInt(); size > 0; size--) {
        state.calibrations.put(readSeries(in), BandCalibration.read(Rows.LEVELS, in));
      }
      for (int size = in.readInt(); size > 0; size--) {
        state.weights.put(readSeries(in), BlendWeights.read(in));
      }
      for (int size = in.readInt(); size > 0; size--) {
        state.segmentWeights.put(in.readUTF(), BlendWeights.read(in));
      }
      return state;
    }

    private static void write(Series series, DataOutput out) throws IOException {
      out.writeByte(series.kind().ordinal());
      out.writeUTF(series.owner());
      out.writeByte(series.channel().ordinal());
      out.writeInt(series.stepSeconds());
    }

    private static Series readSeries(DataInput in) throws IOException {
      return new Series(KINDS[in.readByte()], in.readUTF(), CHANNELS[in.readByte()], in.readInt());
    }

    private static void write(TreeSet<String> texts, DataOutput out) throws IOException {
      out.writeInt(texts.size());
      for (String text : texts) {
        out.writeUTF(text);
      }
    }

    private static void read(DataInput in, TreeSet<String> texts) throws IOException {
      for (int size = in.readInt(); size > 0; size--) {
        texts.add(in.readUTF());
      }
    }
  }
}
