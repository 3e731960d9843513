package io.commonwatt.forecasting.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Arrays of single precision as bytes, big-endian as {@link DataOutput#writeFloat} writes them, but
 * all at once: a placement saves hundreds of thousands. Stateless.
 */
public final class Singles {

  private Singles() {}

  /** Writes a part of an array. */
  public static void write(float[] values, int from, int count, DataOutput out) throws IOException {
    byte[] bytes = new byte[count * Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(values, from, count);
    out.write(bytes);
  }

  /** Reads into a part of an array. */
  public static void read(float[] into, int from, int count, DataInput in) throws IOException {
    byte[] bytes = new byte[count * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(into, from, count);
  }

  /** Writes an array and before it its length. */
  public static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    write(values, 0, values.length, out);
  }

  /** Reads an array written with its length. */
  public static float[] read(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    read(values, 0, values.length, in);
    return values;
  }
}
