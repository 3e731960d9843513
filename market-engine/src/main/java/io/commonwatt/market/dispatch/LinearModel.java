package io.commonwatt.market.dispatch;

import java.util.Arrays;

/**
 * A minimisation with linear rows, bounds, optional whole columns and separable convex quadratic
 * costs, in the order it was built. Every column needs finite bounds, so that any row prices give a
 * finite bound. The back ends read it; they never see a dispatch problem. Not thread-safe.
 */
public final class LinearModel {

  private int columns;
  private double[] lower = new double[64];
  private double[] upper = new double[64];
  private double[] cost = new double[64];
  private double[] quadratic = new double[64];
  private boolean[] whole = new boolean[64];
  private boolean anyWhole;
  private boolean anyQuadratic;

  private int rows;
  private double[] rowLower = new double[64];
  private double[] rowUpper = new double[64];
  private int[] rowStart = new int[65];
  private int[] entryColumn = new int[256];
  private double[] entryValue = new double[256];

  /**
   * Adds a column.
   *
   * @param lower finite
   * @param upper finite
   * @param cost per unit
   * @return its index
   */
  public int addColumn(double lower, double upper, double cost) {
    if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException(
          "Column " + columns + ": bounds " + lower + " to " + upper + " must be finite, in order");
    }
    if (columns == this.cost.length) {
      int length = 2 * columns;
      this.lower = Arrays.copyOf(this.lower, length);
      this.upper = Arrays.copyOf(this.upper, length);
      this.cost = Arrays.copyOf(this.cost, length);
      quadratic = Arrays.copyOf(quadratic, length);
      whole = Arrays.copyOf(whole, length);
    }
    this.lower[columns] = lower;
    this.upper[columns] = upper;
    this.cost[columns] = cost;
    return columns++;
  }

  /** Adds to the cost of a column. */
  void addCost(int column, double more) {
    cost[column] += more;
  }

  /** Adds a column that is 0 or 1. */
  int addBinary() {
    int column = addColumn(0, 1, 0);
    whole[column] = true;
    anyWhole = true;
    return column;
  }

  /** Adds ½ · weight · x² to the cost of a column; weight non-negative. */
  public void setQuadratic(int column, double weight) {
    if (!(weight >= 0)) {
      throw new IllegalArgumentException(
          "Column " + column + ": quadratic weight " + weight + " is not convex");
    }
    quadratic[column] = weight;
    anyQuadratic |= weight > 0;
  }

  /**
   * Adds a row; its entries follow with {@link #addEntry}.
   *
   * @return its index
   */
  public int addRow(double lower, double upper) {
    if (rows == rowLower.length) {
      rowLower = Arrays.copyOf(rowLower, 2 * rows);
      rowUpper = Arrays.copyOf(rowUpper, 2 * rows);
      rowStart = Arrays.copyOf(rowStart, 2 * rows + 1);
    }
    rowLower[rows] = lower;
    rowUpper[rows] = upper;
    rowStart[rows + 1] = rowStart[rows];
    return rows++;
  }

  /** Adds an entry to the last row. */
  public void addEntry(int column, double value) {
    int at = rowStart[rows];
    if (at == entryColumn.length) {
      entryColumn = Arrays.copyOf(entryColumn, 2 * at);
      entryValue = Arrays.copyOf(entryValue, 2 * at);
    }
    entryColumn[at] = column;
    entryValue[at] = value;
    rowStart[rows] = at + 1;
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  double lower(int column) {
    return lower[column];
  }

  double upper(int column) {
    return upper[column];
  }

  double cost(int column) {
    return cost[column];
  }

  double quadratic(int column) {
    return quadratic[column];
  }

  boolean isQuadratic() {
    return anyQuadratic;
  }

  boolean isWhole(int column) {
    return whole[column];
  }

  double rowLower(int row) {
    return rowLower[row];
  }

  double rowUpper(int row) {
    return rowUpper[row];
  }

  int firstEntry(int row) {
    return rowStart[row];
  }

  int lastEntry(int row) {
    return rowStart[row + 1];
  }

  int entryColumn(int entry) {
    return entryColumn[entry];
  }

  double entryValue(int entry) {
    return entryValue[entry];
  }

  boolean hasWholeColumns() {
    return anyWhole;
  }

  /**
   * Refuses quadratic costs on behalf of a linear back end.
   *
   * @throws UnsupportedOperationException naming the back end
   */
  void requireLinear(String solver) {
    if (anyQuadratic) {
      throw new UnsupportedOperationException(
          "Solver '"
              + solver
              + "' is linear and cannot take the model's quadratic costs; drop the proximal term or"
              + " wrap it in a TangentSolver");
    }
  }

  /** Whether another model has the same columns, rows and places of entries. */
  boolean hasShapeOf(LinearModel other) {
    return columns == other.columns
        && rows == other.rows
        && Arrays.equals(rowStart, 0, rows + 1, other.rowStart, 0, rows + 1)
        && Arrays.equals(
            entryColumn, 0, rowStart[rows], other.entryColumn, 0, other.rowStart[rows]);
  }

  /** The same model with every whole column held at a value, and so a linear one. */
  LinearModel withWholeColumnsAt(double[] values) {
    LinearModel held = new LinearModel();
    held.columns = columns;
    held.lower = lower.clone();
    held.upper = upper.clone();
    held.cost = cost;
    held.quadratic = quadratic;
    held.whole = new boolean[whole.length];
    held.anyQuadratic = anyQuadratic;
    held.rows = rows;
    held.rowLower = rowLower;
    held.rowUpper = rowUpper;
    held.rowStart = rowStart;
    held.entryColumn = entryColumn;
    held.entryValue = entryValue;
    for (int column = 0; column < columns; column++) {
      if (whole[column]) {
        held.lower[column] = Math.rint(values[column]);
        held.upper[column] = held.lower[column];
      }
    }
    return held;
  }

  /** Cost of a point. */
  public double costOf(double[] values) {
    double sum = 0;
    for (int column = 0; column < columns; column++) {
      sum += (cost[column] + 0.5 * quadratic[column] * values[column]) * values[column];
    }
    return sum;
  }

  /**
   * Lower bound on the cost that row prices prove, by weak duality: any prices give a valid bound,
   * the optimal ones a tight one, with quadratic costs too. Does not rely on anything else the
   * solver said.
   *
   * @param duals one price per row
   */
  double dualBound(double[] duals) {
    double[] reduced = Arrays.copyOf(cost, columns);
    double bound = 0;
    for (int row = 0; row < rows; row++) {
      double price = duals[row];
      double side = price > 0 ? rowLower[row] : rowUpper[row];
      if (Double.isInfinite(side)) {
        continue; // A price of the wrong sign proves nothing; without it the bound stays valid.
      }
      bound += price * side;
      for (int entry = rowStart[row]; entry < rowStart[row + 1]; entry++) {
        reduced[entryColumn[entry]] -= price * entryValue[entry];
      }
    }
    for (int column = 0; column < columns; column++) {
      double best = reduced[column] > 0 ? lower[column] : upper[column];
      if (quadratic[column] > 0) {
        double level = -reduced[column] / quadratic[column];
        best = Math.max(lower[column], Math.min(upper[column], level));
      }
      bound += (reduced[column] + 0.5 * quadratic[column] * best) * best;
    }
    return bound;
  }

  /** A model with the same columns, linear costs and rows, to add to. */
  LinearModel linearPart() {
    LinearModel part = new LinearModel();
    part.columns = columns;
    part.lower = lower.clone();
    part.upper = upper.clone();
    part.cost = cost.clone();
    part.quadratic = new double[quadratic.length];
    part.whole = whole.clone();
    part.anyWhole = anyWhole;
    part.rows = rows;
    part.rowLower = rowLower.clone();
    part.rowUpper = rowUpper.clone();
    part.rowStart = rowStart.clone();
    part.entryColumn = entryColumn.clone();
    part.entryValue = entryValue.clone();
    return part;
  }
}
