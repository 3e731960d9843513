package io.commonwatt.forecasting.feature;

/** Rounds rows to single precision, so that a row kept in state is the row a model would score. */
final class SinglePrecision {

  private SinglePrecision() {}

  static void round(double[] row, int size) {
    for (int i = 0; i < size; i++) {
      row[i] = (float) row[i];
    }
  }
}
