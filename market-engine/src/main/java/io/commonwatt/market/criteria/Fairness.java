package io.commonwatt.market.criteria;

import java.util.Arrays;
import java.util.Map;

/**
 * How what a strategy saves is spread over the members, against another way to coordinate.
 *
 * @param jain Jain's index of the savings, 1/members to 1; NaN where a member loses or nobody saves
 * @param leastSavingMicroCent of any member, negative when it loses
 * @param gini of the savings relative to the bill before; NaN where their mean is 0
 * @param worseOffShare members whose bill is higher
 */
public record Fairness(double jain, long leastSavingMicroCent, double gini, double worseOffShare) {

  /** Compares bills by usage point, micro-cent. */
  public static Fairness of(Map<String, Long> before, Map<String, Long> after) {
    double[] savings = new double[before.size()];
    double[] relative = new double[before.size()];
    long least = Long.MAX_VALUE;
    int worse = 0;
    int i = 0;
    for (Map.Entry<String, Long> bill : before.entrySet()) {
      long saving = bill.getValue() - after.getOrDefault(bill.getKey(), 0L);
      savings[i] = saving;
      relative[i++] = saving / Math.max(1.0, Math.abs((double) bill.getValue()));
      least = Math.min(least, saving);
      worse += saving < 0 ? 1 : 0;
    }
    return new Fairness(
        least < 0 ? Double.NaN : jain(savings),
        savings.length == 0 ? 0 : least,
        gini(relative),
        savings.length == 0 ? 0 : (double) worse / savings.length);
  }

  /** (Σ x)² / (n Σ x²). Jain, Chiu, Hawe 1984. */
  static double jain(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return squares == 0 ? Double.NaN : sum * sum / (values.length * squares);
  }

  /** Mean absolute difference over twice the mean. */
  static double gini(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += sorted[i];
      weighted += (2 * i + 1 - sorted.length) * sorted[i];
    }
    return sum == 0 ? Double.NaN : weighted / (sorted.length * Math.abs(sum));
  }
}
