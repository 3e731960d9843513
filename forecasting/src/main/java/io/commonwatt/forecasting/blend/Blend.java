package io.commonwatt.forecasting.blend;

import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.RowModel;
import java.util.Arrays;
import java.util.List;

/**
 * The weighted mean of the ordered quantiles of its members. Keeps what they said of the rows it
 * scored last; not thread-safe.
 */
public final class Blend implements RowModel {

  /** Name of the method. */
  public static final String NAME = "blend";

  private static final int LEVELS = Rows.LEVELS.length;

  private final List<RowModel> members;
  private final double[][] said;
  private int[] permille;

  /**
   * A blend.
   *
   * @param members each with a name of its own
   */
  public Blend(List<RowModel> members) {
    this.members = List.copyOf(members);
    said = new double[members.size()][0];
    permille = new int[members.size()];
  }

  /** Its members, in order. */
  public List<RowModel> members() {
    return members;
  }

  /**
   * Says how much each member counts from now on.
   *
   * @param weights by member, ‰, together 1000
   */
  public void weigh(int[] weights) {
    if (weights.length != members.size() || Arrays.stream(weights).sum() != 1000) {
      throw new IllegalArgumentException(
          "Weights " + Arrays.toString(weights) + " of a blend of " + members.size());
    }
    permille = weights.clone();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void score(IssueMatrix rows, double[] into) {
    int size = rows.size() * LEVELS;
    Arrays.fill(into, 0, size, 0);
    for (int member = 0; member < said.length; member++) {
      if (said[member].length < size) {
        said[member] = new double[size];
      }
      double[] own = said[member];
      members.get(member).score(rows, own);
      double share = permille[member] / 1000.0;
      for (int at = 0; at < size; at += LEVELS) {
        order(own, at);
        for (int level = at; level < at + LEVELS; level++) {
          into[level] += share * own[level];
        }
      }
    }
  }

  /**
   * What a member said of a row it scored last, at each level, in levels.
   *
   * @param into filled from {@code at} on
   * @param levelWh factor of the values
   */
  public void said(int member, int row, double levelWh, float[] into, int at) {
    for (int level = 0; level < LEVELS; level++) {
      into[at + level] = (float) (levelWh * said[member][row * LEVELS + level]);
    }
  }

  private static void order(double[] values, int from) {
    for (int i = from + 1; i < from + LEVELS; i++) {
      double value = values[i];
      int at = i;
      while (at > from && values[at - 1] > value) {
        values[at] = values[at - 1];
        at--;
      }
      values[at] = value;
    }
  }
}
