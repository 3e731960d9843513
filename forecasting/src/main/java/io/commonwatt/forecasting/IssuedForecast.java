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

  /** Quantiles of the reference, row-major; single precision, as all forecasts are. */
  final float[] reference;

  /** Quantiles of the model; empty where none was effective. */
  final float[] model;

  /** Horizon ranges already scored, one bit each. */
  int scored;

  IssuedForecast(
      Series series, long issueSecond, double scaleWh, float[] reference, float[] model) {
    this.series = series;
    this.issueSecond = issueSecond;
    this.scaleWh = scaleWh;
    this.reference = reference;
    this.model = model;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(series.kind().ordinal());
    out.writeUTF(series.owner());
    out.writeByte(series.channel().ordinal());
    out.writeInt(series.stepSeconds());
    out.writeLong(issueSecond);
    out.writeDouble(scaleWh);
    write(reference, out);
    write(model, out);
    out.writeByte(scored);
  }

  static IssuedForecast read(DataInput in) throws IOException {
    Series series =
        new Series(KINDS[in.readByte()], in.readUTF(), CHANNELS[in.readByte()], in.readInt());
    IssuedForecast issued =
        new IssuedForecast(series, in.readLong(), in.readDouble(), readFloats(in), readFloats(in));
    issued.scored = in.readByte();
    return issued;
  }

  private static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] readFloats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
