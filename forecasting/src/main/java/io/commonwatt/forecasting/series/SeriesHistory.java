package io.commonwatt.forecasting.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last days of one series: a ring of energies by interval index (epoch seconds divided by the
 * step), in single precision, with holes. What was said last about an interval holds; versions need
 * no memory because inputs arrive in the order they became known. Not thread-safe.
 */
public final class SeriesHistory {

  /** Days features need: the longest training window of 28 days and a week of lags before it. */
  public static final int RETAINED_DAYS = 36;

  /** Days scenarios need: 56 past windows of two days, the last of which has just ended. */
  public static final int SCENARIO_DAYS = 58;

  private static final Standing[] STANDINGS = Standing.values();

  private final int stepSeconds;
  private final float[] energyWh;
  private final byte[] standing;
  private long first = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  /** Index in slot 0 of the newest round of the ring; what is older ends the round before. */
  private long anchor;

  public SeriesHistory(int stepSeconds) {
    this(stepSeconds, RETAINED_DAYS);
  }

  /**
   * A history of some days.
   *
   * @param retainedDays days kept
   */
  public SeriesHistory(int stepSeconds, int retainedDays) {
    this.stepSeconds = stepSeconds;
    int size = retainedDays * (Series.DAY_SECONDS / stepSeconds);
    energyWh = new float[size];
    standing = new byte[size];
    Arrays.fill(energyWh, Float.NaN);
  }

  public int stepSeconds() {
    return stepSeconds;
  }

  /** Intervals in a day. */
  public int stepsPerDay() {
    return Series.DAY_SECONDS / stepSeconds;
  }

  /**
   * Says what an interval holds; intervals older than the ring are ignored.
   *
   * @param energy Wh; ignored when the standing has no value
   */
  public void put(long index, double energy, Standing stands) {
    if (end == Long.MIN_VALUE) {
      first = index;
      end = index;
    }
    if (index < end - energyWh.length) {
      return;
    }
    for (long next = Math.max(end, index + 1 - energyWh.length); next <= index; next++) {
      clear(next);
    }
    reach(Math.max(end, index + 1));
    first = Math.max(Math.min(first, index), end - energyWh.length);
    int slot = slot(index);
    boolean hasValue = stands == Standing.ESTIMATED || stands == Standing.MEASURED;
    energyWh[slot] = hasValue ? (float) energy : Float.NaN;
    standing[slot] = (byte) stands.ordinal();
  }

  /** Energy of an interval, Wh; NaN where there is none. */
  public double energyWh(long index) {
    return index < first || index >= end ? Double.NaN : energyWh[slot(index)];
  }

  /** What stands behind an interval. */
  public Standing standing(long index) {
    return index < first || index >= end ? Standing.UNKNOWN : STANDINGS[standing[slot(index)]];
  }

  /** Index of the oldest interval that is kept; meaningless while {@link #isEmpty()}. */
  public long first() {
    return first;
  }

  /** Index after the newest interval spoken of; meaningless while {@link #isEmpty()}. */
  public long end() {
    return end;
  }

  public boolean isEmpty() {
    return end == Long.MIN_VALUE;
  }

  /** Writes it without a version: the state it is part of has one. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(stepSeconds);
    out.writeInt(energyWh.length / stepsPerDay());
    out.writeLong(first);
    out.writeLong(end);
    if (!isEmpty()) {
      int from = slot(first);
      int beforeWrap = Math.min((int) (end - first), energyWh.length - from);
      int afterWrap = (int) (end - first) - beforeWrap;
      out.write(standing, from, beforeWrap);
      out.write(standing, 0, afterWrap);
      Singles.write(energyWh, from, beforeWrap, out);
      Singles.write(energyWh, 0, afterWrap, out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static SeriesHistory read(DataInput in) throws IOException {
    SeriesHistory history = new SeriesHistory(in.readInt(), in.readInt());
    history.first = in.readLong();
    long end = in.readLong();
    if (end != Long.MIN_VALUE) {
      history.reach(end);
      int from = history.slot(history.first);
      int length = history.energyWh.length;
      int beforeWrap = Math.min((int) (end - history.first), length - from);
      int afterWrap = (int) (end - history.first) - beforeWrap;
      in.readFully(history.standing, from, beforeWrap);
      in.readFully(history.standing, 0, afterWrap);
      Singles.read(history.energyWh, from, beforeWrap, in);
      Singles.read(history.energyWh, 0, afterWrap, in);
    }
    return history;
  }

  private void clear(long index) {
    int slot = (int) Math.floorMod(index, (long) energyWh.length);
    energyWh[slot] = Float.NaN;
    standing[slot] = 0;
  }

  private void reach(long newEnd) {
    end = newEnd;
    anchor = Math.floorDiv(end - 1, (long) energyWh.length) * energyWh.length;
  }

  /** Slot of an interval that is kept: its index modulo the length, without a division. */
  private int slot(long index) {
    int after = (int) (index - anchor);
    return after < 0 ? after + energyWh.length : after;
  }
}
