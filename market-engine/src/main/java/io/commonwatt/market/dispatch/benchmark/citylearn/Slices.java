package io.commonwatt.market.dispatch.benchmark.citylearn;

import java.util.Arrays;

/** Summaries of samples by equally likely values. */
final class Slices {

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
}
