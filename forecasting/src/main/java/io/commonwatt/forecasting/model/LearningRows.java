package io.commonwatt.forecasting.model;

import java.util.Arrays;

/**
 * Rows with their targets, in order.
 *
 * @param features row-major: row × feature
 * @param targets one per row, in levels
 * @param issueSeconds issue a row was seen at, epoch seconds
 * @param startSeconds start of the interval it is about, epoch seconds
 */
public record LearningRows(
    double[] features, double[] targets, long[] issueSeconds, long[] startSeconds) {

  /** Number of rows. */
  public int size() {
    return targets.length;
  }

  /** The time after which a share of the span of the rows lies, epoch seconds. */
  long cutSecond(double lastShare) {
    long from = Arrays.stream(issueSeconds).min().orElse(0);
    long to = Arrays.stream(startSeconds).max().orElse(0);
    return to - (long) ((to - from) * lastShare);
  }

  /** Rows whose target was history at a time. */
  LearningRows before(long second) {
    boolean[] chosen = new boolean[size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = startSeconds[i] < second;
    }
    return choose(chosen);
  }

  /** Rows issued at or after a time. */
  LearningRows after(long second) {
    boolean[] chosen = new boolean[size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = issueSeconds[i] >= second;
    }
    return choose(chosen);
  }

  /** The same rows without the columns behind the first ones. */
  LearningRows narrowed(int columns) {
    double[] narrow = new double[size() * columns];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(features, i * (features.length / size()), narrow, i * columns, columns);
    }
    return new LearningRows(narrow, targets, issueSeconds, startSeconds);
  }

  private LearningRows choose(boolean[] chosen) {
    int columns = size() == 0 ? 0 : features.length / size();
    int size = 0;
    for (boolean each : chosen) {
      size += each ? 1 : 0;
    }
    LearningRows some =
        new LearningRows(
            new double[size * columns], new double[size], new long[size], new long[size]);
    int next = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        System.arraycopy(features, i * columns, some.features, next * columns, columns);
        some.targets[next] = targets[i];
        some.issueSeconds[next] = issueSeconds[i];
        some.startSeconds[next++] = startSeconds[i];
      }
    }
    return some;
  }
}
