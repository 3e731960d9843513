package io.commonwatt.forecasting.model;

import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;

/**
 * The climatology every row carries, as a forecast of its own: what is left of a model when it adds
 * nothing. Forecasts where no model is to be trusted. Stateless.
 */
public final class FeatureClimatology implements RowModel {

  public static final String NAME = "climatology";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void score(IssueMatrix rows, double[] into) {
    int levels = Rows.LEVELS.length;
    double[] base = new double[levels];
    for (int row = 0; row < rows.size(); row++) {
      Rows.base(rows.rows(), row * rows.columns(), base);
      System.arraycopy(base, 0, into, row * levels, levels);
    }
  }
}
