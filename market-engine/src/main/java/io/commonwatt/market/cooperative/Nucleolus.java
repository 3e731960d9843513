package io.commonwatt.market.cooperative;

import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.LinearSolution;
import io.commonwatt.market.dispatch.LinearSolver;
import java.util.Arrays;

/**
 * The nucleolus: shares whose worst excess is least, then the next worst, and so on. Schmeidler
 * 1969; here by a sequence of linear programmes (Maschler, Peleg, Shapley 1979): each finds the
 * least worst excess of the coalitions that are still free; those with a positive dual are tight in
 * every solution and stay at it. It ends when the coalitions held leave one point. Shares are not
 * bounded below by what a member is worth alone (the prenucleolus); where coalitions never lose by
 * taking a member in, which holds for savings, the two agree. Not thread-safe.
 */
public final class Nucleolus {

  private static final double POSITIVE_DUAL = 1e-7;
  private static final double INDEPENDENT = 1e-9;

  private final TabulatedGame game;
  private final LinearSolver solver;
  private final int members;

  /**
   * Money in which the programmes are put, so that values are about 1 whatever the game counts in:
   * solvers tolerate errors of a size of their own.
   */
  private final double unit;

  /** Excess at which a coalition is held; not a number while it is free. */
  private final double[] held;

  /** Row echelon of the coalitions held, one row per pivot member. */
  private final double[][] echelon;

  private int rank;

  private Nucleolus(TabulatedGame game, LinearSolver solver) {
    this.game = game;
    this.solver = solver;
    members = game.members();
    unit = Math.scalb(1, Math.getExponent(greatest(game)) + 1);
    held = new double[1 << members];
    Arrays.fill(held, Double.NaN);
    echelon = new double[members][];
  }

  /**
   * The nucleolus of a game of at most {@link TabulatedGame#EXACT_MEMBERS} members.
   *
   * @throws IllegalArgumentException above that number
   */
  public static double[] of(CharacteristicFunction game, LinearSolver solver) {
    return new Nucleolus(TabulatedGame.of(game), solver).shares();
  }

  private double[] shares() {
    if (members == 1) {
      return new double[] {game.value(1)};
    }
    hold((1 << members) - 1, 0);
    double[] shares = new double[members];
    while (rank < members) {
      LinearModel model = new LinearModel();
      for (int i = 0; i < members; i++) {
        model.addColumn(-2, 2, 0);
      }
      int worst = model.addColumn(-4, 4, 1);
      int[] coalitionOfRow = addRows(model, worst);
      LinearSolution solution = solver.solve(model);
      if (solution.status() != LinearSolution.Status.OPTIMAL) {
        throw new IllegalStateException(
            "A programme of the nucleolus was not solved: "
                + solution.status()
                + " with "
                + rank
                + " of "
                + members
                + " shares settled");
      }
      for (int i = 0; i < members; i++) {
        shares[i] = unit * solution.values()[i];
      }
      holdTight(solution, coalitionOfRow, solution.values()[worst]);
    }
    return pointOf(shares);
  }

  private static double greatest(TabulatedGame game) {
    double most = Double.MIN_NORMAL;
    for (long coalition = 1; coalition <= game.everyone(); coalition++) {
      most = Math.max(most, Math.abs(game.value(coalition)));
    }
    return most;
  }

  /** x(S) + worst ≥ v(S) of those free, x(S) = v(S) − excess of those held. */
  private int[] addRows(LinearModel model, int worst) {
    int[] coalitionOfRow = new int[held.length];
    for (int coalition = 1; coalition < held.length; coalition++) {
      boolean isHeld = !Double.isNaN(held[coalition]);
      double value = game.value(coalition) / unit - (isHeld ? held[coalition] : 0);
      if (!isHeld && isDetermined(coalition)) {
        continue;
      }
      int row = model.addRow(value, isHeld ? value : Double.POSITIVE_INFINITY);
      coalitionOfRow[row] = coalition;
      for (int i = 0; i < members; i++) {
        if ((coalition >> i & 1) == 1) {
          model.addEntry(i, 1);
        }
      }
      if (!isHeld) {
        model.addEntry(worst, 1);
      }
    }
    return coalitionOfRow;
  }

  private void holdTight(LinearSolution solution, int[] coalitionOfRow, double worst) {
    boolean grew = false;
    for (int row = 0; row < solution.duals().length; row++) {
      int coalition = coalitionOfRow[row];
      if (Double.isNaN(held[coalition]) && solution.duals()[row] > POSITIVE_DUAL) {
        grew |= hold(coalition, worst);
      }
    }
    if (!grew) {
      throw new IllegalStateException("The nucleolus made no progress at excess " + worst);
    }
  }

  /** Holds a coalition at an excess; whether that says something new. */
  private boolean hold(int coalition, double excess) {
    double[] row = reduced(coalition);
    int pivot = pivotOf(row);
    if (pivot < 0) {
      return false;
    }
    held[coalition] = excess;
    double factor = row[pivot];
    for (int i = 0; i < members; i++) {
      row[i] /= factor;
    }
    echelon[pivot] = row;
    rank++;
    return true;
  }

  private boolean isDetermined(int coalition) {
    return pivotOf(reduced(coalition)) < 0;
  }

  private double[] reduced(int coalition) {
    double[] row = new double[members];
    for (int i = 0; i < members; i++) {
      row[i] = coalition >> i & 1;
    }
    for (int pivot = 0; pivot < members; pivot++) {
      if (echelon[pivot] != null && row[pivot] != 0) {
        double factor = row[pivot];
        for (int i = 0; i < members; i++) {
          row[i] -= factor * echelon[pivot][i];
        }
      }
    }
    return row;
  }

  private static int pivotOf(double[] row) {
    for (int i = 0; i < row.length; i++) {
      if (Math.abs(row[i]) > INDEPENDENT) {
        return i;
      }
    }
    return -1;
  }

  /** Gives what rounding left over or short to all alike. */
  private double[] pointOf(double[] shares) {
    double gap = (game.value(game.everyone()) - Core.sum(shares, game.everyone())) / members;
    for (int i = 0; i < members; i++) {
      shares[i] += gap;
    }
    return shares;
  }
}
