package io.commonwatt.forecasting.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Says when the mean of a sequence has risen (Page 1954; Hinkley 1971): when the sum of what the
 * values were above their mean so far and a tolerance has climbed by a limit over its least. Begins
 * anew after it spoke. Mutable, not thread-safe.
 */
public final class PageHinkley {

  /** What a value may be above the mean without being counted. */
  static final double TOLERANCE = 0.3;

  /** Climb of the sum at which it speaks. */
  public static final double LIMIT = 3;

  /** Values it only learns from. */
  static final int LEARNT = 10;

  private int count;
  private double mean;
  private double climb;

  /** Adds a value; true when the mean has risen. */
  public boolean add(double value) {
    count++;
    mean += (value - mean) / count;
    if (count <= LEARNT) {
      return false;
    }
    climb = Math.max(0, climb + value - mean - TOLERANCE);
    if (climb <= LIMIT) {
      return false;
    }
    count = 0;
    mean = 0;
    climb = 0;
    return true;
  }

  /** Writes it without a version: the state it is part of has one. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(count);
    out.writeDouble(mean);
    out.writeDouble(climb);
  }

  /** Reads what {@link #write} wrote. */
  public static PageHinkley read(DataInput in) throws IOException {
    PageHinkley detector = new PageHinkley();
    detector.count = in.readInt();
    detector.mean = in.readDouble();
    detector.climb = in.readDouble();
    return detector;
  }
}
