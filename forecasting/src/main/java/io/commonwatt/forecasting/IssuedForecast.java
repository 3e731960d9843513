package io.commonwatt.forecasting;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.Singles;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A forecast of a series that waits for its truth, with the reference issued beside it. */
final class IssuedForecast {

  private static final SeriesKind[] KINDS = SeriesKind.values();
  private static final Channel[] CHANNELS = Channel.values();

  final Series series;
  final long issueSecond;

  /** MASE scale, Wh; 0 where it is not known. */
  final double scaleWh;

  /**
   * Quantiles of the reference from {@link #firstStep} on, row-major, single precision; empty for a
   * sum of scenarios.
   */
  float[] reference;

  /** Name of what forecast beside the reference; empty where nothing did. */
  final String modelName;

  /** Its quantiles from {@link #firstStep} on; empty where there are none. */
  float[] model;

  /** Whether the calibration of the series moved them, and learns from their truths. */
  final boolean calibrated;

  /** What the members of a blend said; null where one model alone forecast. */
  final JudgedMembers members;

  /** Horizon ranges already scored, one bit each. */
  int scored;

  /** What comes before has been scored and is forgotten. */
  int firstStep;

  IssuedForecast(
      Series series,
      long issueSecond,
      double scaleWh,
      float[] reference,
      String modelName,
      float[] model,
      boolean calibrated,
      JudgedMembers members) {
    this.series = series;
    this.issueSecond = issueSecond;
    this.scaleWh = scaleWh;
    this.reference = reference;
    this.modelName = modelName;
    this.model = model;
    this.calibrated = calibrated;
    this.members = members;
  }

  /** Forgets the quantiles before a step. */
  void forgetBefore(int step) {
    if (step > firstStep) {
      int forgotten = (step - firstStep) * Rows.LEVELS.length;
      reference = after(forgotten, reference);
      model = after(forgotten, model);
      firstStep = step;
    }
  }

  private static float[] after(int forgotten, float[] values) {
    return values.length == 0 ? values : Arrays.copyOfRange(values, forgotten, values.length);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(series.kind().ordinal());
    out.writeUTF(series.owner());
    out.writeByte(series.channel().ordinal());
    out.writeInt(series.stepSeconds());
    out.writeLong(issueSecond);
    out.writeDouble(scaleWh);
    Singles.write(reference, out);
    out.writeUTF(modelName);
    Singles.write(model, out);
    out.writeBoolean(calibrated);
    out.writeBoolean(members != null);
    if (members != null) {
      members.write(out);
    }
    out.writeByte(scored);
    out.writeInt(firstStep);
  }

  static IssuedForecast read(DataInput in) throws IOException {
    Series series =
        new Series(KINDS[in.readByte()], in.readUTF(), CHANNELS[in.readByte()], in.readInt());
    IssuedForecast issued =
        new IssuedForecast(
            series,
            in.readLong(),
            in.readDouble(),
            Singles.read(in),
            in.readUTF(),
            Singles.read(in),
            in.readBoolean(),
            in.readBoolean() ? JudgedMembers.read(in) : null);
    issued.scored = in.readByte();
    issued.firstStep = in.readInt();
    return issued;
  }
}
