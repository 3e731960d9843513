package io.commonwatt.ingestion.door.dataset;

import java.util.ArrayList;
import java.util.List;

/** Fills missing values (NaN) of a series: linear in between, the nearest value at the ends. */
final class Gaps {

  private Gaps() {}

  /**
   * The filled series.
   *
   * @param first index of the first value wanted; those before only help
   * @return empty when there is no value at all
   */
  static List<Double> filled(double[] values, int first) {
    List<Double> filled = new ArrayList<>(values.length - first);
    for (int i = first; i < values.length; i++) {
      int before = i;
      while (before >= 0 && Double.isNaN(values[before])) {
        before--;
      }
      int after = i;
      while (after < values.length && Double.isNaN(values[after])) {
        after++;
      }
      if (before < 0 && after == values.length) {
        return List.of();
      }
      if (before < 0) {
        filled.add(values[after]);
      } else if (after == values.length || before == i) {
        filled.add(values[before]);
      } else {
        double share = (i - before) / (double) (after - before);
        filled.add(values[before] + share * (values[after] - values[before]));
      }
    }
    return filled;
  }
}
