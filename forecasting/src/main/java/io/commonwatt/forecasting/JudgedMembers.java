package io.commonwatt.forecasting;

import io.commonwatt.forecasting.blend.Blend;
import io.commonwatt.forecasting.blend.BlendWeights;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Singles;
import io.commonwatt.forecasting.series.Standing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What each member of a blend said of some intervals of an issue, evenly apart, others at each
 * issue of the day: enough to weigh the members by, and little to keep.
 */
final class JudgedMembers {

  /** Intervals of an issue that are judged, at most. */
  private static final int INTERVALS = 12;

  private static final int LEVELS = Rows.LEVELS.length;

  /** Issues that speak of one interval. */
  private static final double SPOKEN_OF =
      Issue.HORIZON_HOURS * 3600.0 / ForecastSettings.ISSUE_INTERVAL.toSeconds();

  private final int[] member;
  private final int[] permille;
  private final float levelWh;
  private final int first;
  private final int apart;

  /** Row-major: member × interval × level, Wh; NaN where a member had no row. */
  private final float[] said;

  private JudgedMembers(
      int[] member, int[] permille, float levelWh, int first, int apart, float[] said) {
    this.member = member;
    this.permille = permille;
    this.levelWh = levelWh;
    this.first = first;
    this.apart = apart;
    this.said = said;
  }

  /**
   * Takes down what a blend has just said of an issue.
   *
   * @param member its members, by index in {@link BlendWeights#MEMBERS}
   * @param permille their weights
   */
  static JudgedMembers of(Blend blend, int[] member, int[] permille, Issue issue) {
    IssueMatrix rows = issue.matrix();
    int apart = Math.max(1, issue.steps() / INTERVALS);
    long number = issue.startSecond(issue.origin()) / ForecastSettings.ISSUE_INTERVAL.toSeconds();
    // Odd, so that all parts of the spacing come by.
    int first = (int) Math.floorMod(number * 7, (long) apart);
    int intervals = (issue.steps() - first + apart - 1) / apart;
    float[] said = new float[member.length * intervals * LEVELS];
    Arrays.fill(said, Float.NaN);
    for (int i = 0; i < intervals; i++) {
      int row = rows.rowOf(first + i * apart);
      for (int each = 0; row >= 0 && each < member.length; each++) {
        blend.said(each, row, rows.levelWh(), said, (each * intervals + i) * LEVELS);
      }
    }
    return new JudgedMembers(member, permille, (float) rows.levelWh(), first, apart, said);
  }

  /**
   * Lets weights learn from the truths of some steps.
   *
   * @param origin index of the first interval after the issue
   * @param fromStep first step, inclusive
   * @param toStep last step, exclusive
   * @param series how many series the segment has here
   */
  void learn(
      SeriesHistory history,
      long origin,
      int fromStep,
      int toStep,
      BlendWeights own,
      BlendWeights segment,
      int series) {
    int intervals = said.length / (member.length * LEVELS);
    double hours = apart * history.stepSeconds() / 3600.0 / SPOKEN_OF;
    double[] regrets = new double[member.length];
    for (int i = 0; i < intervals; i++) {
      int step = first + i * apart;
      boolean judged =
          step >= fromStep
              && step < toStep
              && !Float.isNaN(said[i * LEVELS])
              && history.standing(origin + step) == Standing.MEASURED;
      if (judged) {
        BlendWeights.regrets(
            history.energyWh(origin + step),
            said,
            i * LEVELS,
            intervals * LEVELS,
            permille,
            levelWh,
            regrets);
        own.learn(hours, member, regrets);
        segment.learn(hours / series, member, regrets);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(member.length);
    for (int i = 0; i < member.length; i++) {
      out.writeByte(member[i]);
      out.writeShort(permille[i]);
    }
    out.writeFloat(levelWh);
    out.writeInt(first);
    out.writeInt(apart);
    Singles.write(said, out);
  }

  static JudgedMembers read(DataInput in) throws IOException {
    int[] member = new int[in.readByte()];
    int[] permille = new int[member.length];
    for (int i = 0; i < member.length; i++) {
      member[i] = in.readByte();
      permille[i] = in.readShort();
    }
    return new JudgedMembers(
        member, permille, in.readFloat(), in.readInt(), in.readInt(), Singles.read(in));
  }
}
