package io.commonwatt.forecasting.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Quantities by quarter of an hour over a span of days that moves on with what is filed; NaN where
 * nothing is known. Not thread-safe.
 */
final class QuarterRing {

  private static final int QUARTER_SECONDS = 900;

  private final int size;

  /** Single precision, so that state that was written and read again gives the same features. */
  private final float[][] layers;

  private long end = Long.MIN_VALUE;

  /**
   * @param layers number of quantities; their order is part of the state format
   * @param days that are kept
   */
  QuarterRing(int layers, int days) {
    size = days * (Series.DAY_SECONDS / QUARTER_SECONDS);
    this.layers = new float[layers][size];
    for (float[] layer : this.layers) {
      Arrays.fill(layer, Float.NaN);
    }
  }

  /** Files a value for every quarter that begins in [from, to), for one at least. */
  void fill(int layer, long fromSecond, long toSecond, double value) {
    long from = Math.floorDiv(fromSecond, QUARTER_SECONDS);
    long to = Math.max(from + 1, Math.floorDiv(toSecond, QUARTER_SECONDS));
    if (end == Long.MIN_VALUE) {
      end = from;
    }
    for (long quarter = Math.max(from, end - size); quarter < to; quarter++) {
      for (end = Math.max(end, quarter + 1 - size); end <= quarter; end++) {
        for (float[] each : layers) {
          each[slot(end)] = Float.NaN;
        }
      }
      layers[layer][slot(quarter)] = (float) value;
    }
  }

  /** Mean of what is known over [from, to); NaN where nothing is. */
  double mean(int layer, long fromSecond, long toSecond) {
    long from = Math.floorDiv(fromSecond, QUARTER_SECONDS);
    long to = Math.max(from + 1, Math.floorDiv(toSecond, QUARTER_SECONDS));
    double sum = 0;
    int count = 0;
    for (long quarter = Math.max(from, end - size); quarter < Math.min(to, end); quarter++) {
      double value = layers[layer][slot(quarter)];
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Seconds from a time to the end of what is known from there on without a gap. */
  long knownSeconds(int layer, long fromSecond) {
    long from = Math.floorDiv(fromSecond, QUARTER_SECONDS);
    long quarter = from;
    while (quarter >= end - size && quarter < end && !Double.isNaN(layers[layer][slot(quarter)])) {
      quarter++;
    }
    return quarter == from ? 0 : quarter * QUARTER_SECONDS - fromSecond;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(end);
    if (end != Long.MIN_VALUE) {
      for (float[] layer : layers) {
        Singles.write(layer, 0, size, out);
      }
    }
  }

  /** Reads what {@link #write} wrote into an empty ring of the same shape. */
  void read(DataInput in) throws IOException {
    end = in.readLong();
    if (end != Long.MIN_VALUE) {
      for (float[] layer : layers) {
        Singles.read(layer, 0, size, in);
      }
    }
  }

  private int slot(long quarter) {
    return (int) Math.floorMod(quarter, (long) size);
  }
}
