package io.commonwatt.forecasting.feature;

import java.util.Arrays;

/**
 * The rows of one issue, made once for all models that score them. Its arrays are lent, not to be
 * changed, and hold until the factory of the issue is asked for the rows of another one. Not
 * thread-safe.
 */
public final class IssueMatrix {

  private static final int UNKNOWN = -1;
  private static final int NIGHT = -2;

  private Issue issue;
  private int columns;
  private int size;
  private boolean converted;
  private double[] rows = {};
  private float[] singles = {};
  private double[] scratch = {};
  private double[] row = {};
  private int[] rowOfStep = {};

  IssueMatrix() {}

  /**
   * Rows of no issue, to be scored only.
   *
   * @param rows row-major
   */
  public static IssueMatrix of(double[] rows, int columns) {
    IssueMatrix matrix = new IssueMatrix();
    matrix.rows = rows.clone();
    matrix.columns = columns;
    matrix.size = rows.length / columns;
    return matrix;
  }

  /** Makes the rows of an issue, unless they are here already. */
  void open(Issue next) {
    if (issue == next) {
      return;
    }
    Rows source = next.rows();
    int steps = next.steps();
    columns = source.specification().size();
    size = 0;
    converted = false;
    if (row.length != columns) {
      row = new double[columns];
    }
    if (rows.length < steps * columns) {
      rows = new double[steps * columns];
    }
    if (rowOfStep.length < steps) {
      rowOfStep = new int[steps];
      scratch = new double[steps * Rows.LEVELS.length];
    }
    for (int step = 0; step < steps; step++) {
      long target = next.origin() + step;
      if (next.night(target)) {
        rowOfStep[step] = NIGHT;
      } else if (source.fill(target, row)) {
        System.arraycopy(row, 0, rows, size * columns, columns);
        rowOfStep[step] = size++;
      } else {
        rowOfStep[step] = UNKNOWN;
      }
    }
    issue = next;
  }

  /** Rows: one per interval of which enough is known, but those at night. */
  public int size() {
    return size;
  }

  /** Columns of a row. */
  public int columns() {
    return columns;
  }

  /** What energies are divided by, Wh. */
  public double levelWh() {
    return issue.rows().levelWh();
  }

  /** The rows, row-major; may be longer. */
  public double[] rows() {
    return rows;
  }

  /** The rows in single precision, which they are rounded to; row-major; may be longer. */
  public float[] singles() {
    if (!converted) {
      if (singles.length < rows.length) {
        singles = new float[rows.length];
      }
      for (int i = 0; i < size * columns; i++) {
        singles[i] = (float) rows[i];
      }
      converted = true;
    }
    return singles;
  }

  /** Row of a step of the horizon; negative where it has none. */
  public int rowOf(int step) {
    return rowOfStep[step];
  }

  /** Room for the quantiles of every row, row-major: row × level; what is in it is undefined. */
  public double[] scratch() {
    return scratch;
  }

  /**
   * Quantiles of every interval from those of the rows: nothing at night, the level where too
   * little is known.
   *
   * @param scores row-major: row × level, in levels
   * @param quantilesWh row-major: interval × level, Wh; filled
   */
  public void spread(double[] scores, double[] quantilesWh) {
    int levels = Rows.LEVELS.length;
    double levelWh = levelWh();
    for (int step = 0; step < issue.steps(); step++) {
      int from = step * levels;
      int own = rowOfStep[step];
      if (own == NIGHT) {
        Arrays.fill(quantilesWh, from, from + levels, 0);
      } else if (own == UNKNOWN) {
        Arrays.fill(quantilesWh, from, from + levels, levelWh);
      } else {
        for (int level = 0; level < levels; level++) {
          quantilesWh[from + level] = levelWh * scores[own * levels + level];
        }
      }
    }
  }
}
