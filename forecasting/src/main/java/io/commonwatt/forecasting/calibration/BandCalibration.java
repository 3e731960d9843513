package io.commonwatt.forecasting.calibration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Moves the quantiles of one series by what its truths said about the ones issued before: each
 * quantile but the median is moved by a number of half-bands, which rises by a step times its level
 * when the truth lay above it and falls by a step times the rest when it lay below (quantile
 * tracking: Gibbs and Candès 2021; Angelopoulos, Candès and Tibshirani 2023). One number for all
 * hours and one per lead class and part of the day, so that the bands hold what they say by the
 * hour too. Steps shrink as truths come in, down to a floor that keeps it awake for drift. Mutable
 * state, not thread-safe.
 */
public final class BandCalibration {

  /** Classes of the lead time: up to 6 h, up to a day, beyond. */
  static final int LEADS = 3;

  /** Parts of the day with numbers of their own. */
  static final int PARTS = 8;

  private static final int CLASSES = LEADS * PARTS;
  private static final int DAY_SECONDS = 86_400;
  private static final int FIRST_EDGE_SECONDS = 6 * 3600;

  /** First steps, in half-bands. */
  private static final double FIRST_COMMON = 0.003;

  private static final double FIRST_OWN = 0.03;

  /** Hours of truth after which a step is half of the first. */
  private static final double COMMON_HALVES_AFTER = 200;

  private static final double OWN_HALVES_AFTER = 60;

  /** Steps shrink no further than to this share of the first. */
  private static final double SMALLEST_SHARE = 0.3;

  /** Half-bands are at least this share of the mean median of the issue. */
  private static final double LEAST_HALF_BAND = 0.05;

  private static final float FURTHEST = 8;

  private final double[] levels;
  private final int median;
  private final float[] common;
  private final float[] own;
  private float hours;
  private final float[] ownHours = new float[CLASSES];

  /**
   * @param levels of the quantiles, ascending, symmetric
   */
  public BandCalibration(double[] levels) {
    this.levels = levels.clone();
    median = levels.length / 2;
    common = new float[levels.length];
    own = new float[CLASSES * levels.length];
  }

  /** Hours of truth learnt from. */
  public double hours() {
    return hours;
  }

  /**
   * Class of an interval.
   *
   * @param leadSeconds from the issue to the start of the interval
   * @param startSecond start of the interval, epoch seconds
   */
  public static int classOf(long leadSeconds, long startSecond) {
    int lead = leadSeconds < FIRST_EDGE_SECONDS ? 0 : leadSeconds < DAY_SECONDS ? 1 : 2;
    int part = (int) (Math.floorMod(startSecond, (long) DAY_SECONDS) * PARTS / DAY_SECONDS);
    return lead * PARTS + part;
  }

  /** Least half-band of an issue, from its medians; in their unit. */
  public static double leastHalfBand(double[] quantiles, int levels) {
    double sum = 0;
    int count = 0;
    for (int at = levels / 2; at < quantiles.length; at += levels) {
      sum += Math.abs(quantiles[at]);
      count++;
    }
    return count == 0 ? 0 : LEAST_HALF_BAND * sum / count;
  }

  /**
   * Moves the quantiles of an interval; they stay ordered. An interval without a band, as at night,
   * is left as it is.
   *
   * @param of class of the interval
   * @param offset of its first quantile
   * @param least least half-band
   */
  public void correct(int of, double[] quantiles, int offset, double least) {
    int last = offset + levels.length - 1;
    Arrays.sort(quantiles, offset, last + 1);
    if (quantiles[last] <= quantiles[offset]) {
      return;
    }
    double middle = quantiles[offset + median];
    double below = Math.max(least, middle - quantiles[offset]);
    double above = Math.max(least, quantiles[last] - middle);
    for (int level = 0; level < levels.length; level++) {
      if (level != median) {
        double half = level < median ? below : above;
        quantiles[offset + level] += half * (common[level] + own[of * levels.length + level]);
      }
    }
    Arrays.sort(quantiles, offset, last + 1);
  }

  /**
   * Learns from the truth of an interval.
   *
   * @param of class of the interval
   * @param weight hours of truth this says something about: less than the length of the interval
   *     where several forecasts of one class speak of it
   * @param issued quantiles as they were issued, from {@code offset} on
   */
  public void learn(int of, double weight, double truth, double[] issued, int offset) {
    if (issued[offset + levels.length - 1] <= issued[offset]) {
      return;
    }
    double step = weight * step(FIRST_COMMON, hours, COMMON_HALVES_AFTER);
    double ownStep = weight * step(FIRST_OWN, ownHours[of], OWN_HALVES_AFTER);
    hours += (float) weight;
    ownHours[of] += (float) weight;
    for (int level = 0; level < levels.length; level++) {
      if (level != median) {
        double quantile = issued[offset + level];
        boolean below = level < median ? truth < quantile : truth <= quantile;
        double direction = levels[level] - (below ? 1 : 0);
        common[level] = clip(common[level] + step * direction);
        int at = of * levels.length + level;
        own[at] = clip(own[at] + ownStep * direction);
      }
    }
  }

  private static double step(double first, double seen, double halvesAfter) {
    return first * Math.max(SMALLEST_SHARE, halvesAfter / (halvesAfter + seen));
  }

  private static float clip(double moved) {
    return (float) Math.max(-FURTHEST, Math.min(FURTHEST, moved));
  }

  /** Writes it without a version: the state it is part of has one. */
  public void write(DataOutput out) throws IOException {
    out.writeFloat(hours);
    for (float each : common) {
      out.writeFloat(each);
    }
    for (int of = 0; of < CLASSES; of++) {
      out.writeFloat(ownHours[of]);
      for (int level = 0; ownHours[of] > 0 && level < levels.length; level++) {
        out.writeFloat(own[of * levels.length + level]);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static BandCalibration read(double[] levels, DataInput in) throws IOException {
    BandCalibration calibration = new BandCalibration(levels);
    calibration.hours = in.readFloat();
    for (int level = 0; level < levels.length; level++) {
      calibration.common[level] = in.readFloat();
    }
    for (int of = 0; of < CLASSES; of++) {
      calibration.ownHours[of] = in.readFloat();
      for (int level = 0; calibration.ownHours[of] > 0 && level < levels.length; level++) {
        calibration.own[of * levels.length + level] = in.readFloat();
      }
    }
    return calibration;
  }
}
