package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.Arrays;

/** Summaries of samples by equally likely values. */
final class Slices {

  /** Slices kept between the parts of a sum, for each in the end. */
  private static final int FINER = 3;

  private Slices() {}

  /** Means of equal slices of the sorted sample; their mean is the sample's. Sorts it in place. */
  static double[] means(double[] sample, int count, int slices) {
    Arrays.sort(sample, 0, count);
    double[] means = new double[slices];
    for (int slice = 0; slice < slices; slice++) {
      double low = (double) count * slice / slices;
      double high = (double) count * (slice + 1) / slices;
      double sum = 0;
      for (int index = (int) low; index < count && index < high; index++) {
        sum += (Math.min(high, index + 1) - Math.max(low, index)) * sample[index];
      }
      means[slice] = sum / (high - low);
    }
    return means;
  }

  /**
   * The same of a sample with weights: each slice holds the same weight. Sorts both in place.
   *
   * @param weights above 0
   */
  static double[] means(double[] sample, double[] weights, int count, int slices) {
    sort(sample, weights, count);
    double total = 0;
    for (int index = 0; index < count; index++) {
      total += weights[index];
    }
    double size = total / slices;
    double[] means = new double[slices];
    double before = 0;
    for (int index = 0; index < count; index++) {
      double after = before + weights[index];
      for (int slice = (int) (before / size); slice < slices && slice * size < after; slice++) {
        double part = Math.min(after, (slice + 1) * size) - Math.max(before, slice * size);
        means[slice] += Math.max(0, part) / size * sample[index];
      }
      before = after;
    }
    return means;
  }

  /**
   * Slices of a sum of independent parts given by equally likely values: every combination of two,
   * then of their slices with the next.
   */
  static double[] sum(double[][] parts, int slices) {
    double[] sum = parts[0];
    for (int part = 1; part < parts.length; part++) {
      double[] values = parts[part];
      double[] combined = new double[sum.length * values.length];
      for (int index = 0; index < combined.length; index++) {
        combined[index] = sum[index / values.length] + values[index % values.length];
      }
      int kept = part + 1 < parts.length ? FINER * slices : slices;
      sum = means(combined, combined.length, kept);
    }
    return sum;
  }

  /** Insertion sort: few values. */
  private static void sort(double[] sample, double[] weights, int count) {
    for (int index = 1; index < count; index++) {
      double value = sample[index];
      double weight = weights[index];
      int at = index;
      for (; at > 0 && sample[at - 1] > value; at--) {
        sample[at] = sample[at - 1];
        weights[at] = weights[at - 1];
      }
      sample[at] = value;
      weights[at] = weight;
    }
  }
}
