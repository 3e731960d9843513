package io.commonwatt.forecasting;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.series.Series;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A forecast of a series that waits for its truth, with the reference issued beside it. */
final class IssuedForecast {

  private static final SeriesKind[] KINDS = SeriesKind.values();
  private static final Channel[] CHANNELS = Channel.values();

  final Series series;
  final long issueSecond;

  /** MASE scale, Wh; 0 where it is not known. */
  final double scaleWh;

  /** Quantiles of the reference, row-major, single precision; empty for a sum of scenarios. */
  final float[] reference;

  /** Name of what forecast beside the reference; empty where nothing did. */
  final String modelName;

  /** Its quantiles; empty where there are none. */
  final float[] model;

  /** Whether the calibration of the series moved them, and learns from their truths. */
  final boolean calibrated;

  /** What the members of a blend said; null where one model alone forecast. */
  final JudgedMembers members;

  /** Horizon ranges already scored, one bit each. */
  int scored;

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

  void write(DataOutput out) throws IOException {
    out.writeByte(series.kind().ordinal());
    out.writeUTF(series.owner());
    out.writeByte(series.channel().ordinal());
    out.writeInt(series.stepSeconds());
    out.writeLong(issueSecond);
    out.writeDouble(scaleWh);
    write(reference, out);
    out.writeUTF(modelName);
    write(model, out);
    out.writeBoolean(calibrated);
    out.writeBoolean(members != null);
    if (members != null) {
      members.write(out);
    }
    out.writeByte(scored);
  }

  static IssuedForecast read(DataInput in) throws IOException {
    Series series =
        new Series(KINDS[in.readByte()], in.readUTF(), CHANNELS[in.readByte()], in.readInt());
    IssuedForecast issued =
        new IssuedForecast(
            series,
            in.readLong(),
            in.readDouble(),
            readFloats(in),
            in.readUTF(),
            readFloats(in),
            in.readBoolean(),
            in.readBoolean() ? JudgedMembers.read(in) : null);
    issued.scored = in.readByte();
    return issued;
  }

  static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  static float[] readFloats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
