package io.commonwatt.forecasting.blend;

import io.commonwatt.forecasting.boost.BoostedPinball;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.onnx.OnnxModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How much each member of a blend counts, by the pinball loss of the last weeks: polynomially
 * weighted averages with a learning rate each (ML-Poly; Gaillard, Stoltz and van Erven 2014), on
 * the gradient of the loss, so that they compete with the best mixture and not only with the best
 * member. A member counts as far as the blend regrets not having followed it; regrets fade over
 * {@value #MEMORY_DAYS} days. Mutable state, not thread-safe.
 */
public final class BlendWeights {

  /** Names of what may be a member, in order; the order is part of the state format. */
  public static final List<String> MEMBERS =
      List.of(FeatureClimatology.NAME, LinearPinball.NAME, BoostedPinball.NAME, OnnxModel.NAME);

  /** Weights are whole thousandths, so that what is said of them is what they were. */
  static final int WHOLE = 1000;

  private static final int MEMORY_DAYS = 28;
  private static final double MEMORY_HOURS = 24.0 * MEMORY_DAYS;

  /** Hours of its own truth after which a series is believed as much as its segment. */
  private static final double OWN_HOURS = 24.0 * 14;

  /** Hours of a segment's truth after which it is believed as much as equal shares. */
  private static final double SEGMENT_HOURS = 24.0 * 3;

  private static final int LEVELS = Rows.LEVELS.length;

  private final float[] regret = new float[MEMBERS.size()];
  private final float[] squares = new float[MEMBERS.size()];
  private float hours;

  /** Hours of truth learnt from, as far as they are remembered. */
  public double hours() {
    return hours;
  }

  /**
   * What following a member rather than the blend would have saved of an interval, in levels: the
   * loss linearised at the blend.
   *
   * @param truth in the unit of the quantiles
   * @param said quantiles by member, row-major: member × level, from {@code offset} on, {@code
   *     apart} from member to member
   * @param weights by member, ‰
   * @param levelWh what the unit is divided by
   * @param into filled, one per member
   */
  public static void regrets(
      double truth,
      float[] said,
      int offset,
      int apart,
      int[] weights,
      double levelWh,
      double[] into) {
    java.util.Arrays.fill(into, 0, weights.length, 0);
    for (int level = 0; level < LEVELS; level++) {
      double blended = 0;
      for (int member = 0; member < weights.length; member++) {
        blended += weights[member] / (double) WHOLE * said[offset + member * apart + level];
      }
      double gradient = (truth < blended ? 1 : 0) - Rows.LEVELS[level];
      for (int member = 0; member < weights.length; member++) {
        double away = blended - said[offset + member * apart + level];
        into[member] += gradient * away / (LEVELS * levelWh);
      }
    }
  }

  /**
   * Learns from an interval.
   *
   * @param truthHours hours of truth this counts as
   * @param member index in {@link #MEMBERS} of each regret
   * @param regrets what following each would have saved, in levels
   */
  public void learn(double truthHours, int[] member, double[] regrets) {
    double kept = Math.max(0, 1 - truthHours / MEMORY_HOURS);
    for (int i = 0; i < MEMBERS.size(); i++) {
      regret[i] *= (float) kept;
      squares[i] *= (float) kept;
    }
    for (int i = 0; i < member.length; i++) {
      double step = truthHours * regrets[i];
      regret[member[i]] += (float) step;
      squares[member[i]] += (float) (step * step);
    }
    hours = (float) (hours * kept + truthHours);
  }

  /**
   * Weights of the members of a series.
   *
   * @param own of the series
   * @param segment of its segment
   * @param member indices in {@link #MEMBERS} of those there are, ascending
   * @return by member, ‰, together 1000
   */
  public static int[] of(BlendWeights own, BlendWeights segment, int[] member) {
    double[] equal = new double[member.length];
    int learnt = 0;
    for (int each : member) {
      learnt += each == 0 ? 0 : 1;
    }
    for (int i = 0; i < member.length; i++) {
      equal[i] = learnt == 0 ? 1.0 / member.length : member[i] == 0 ? 0 : 1.0 / learnt;
    }
    double[] shared = segment.towards(equal, SEGMENT_HOURS, member);
    return thousandths(own.towards(shared, OWN_HOURS, member));
  }

  /** These shares, drawn towards others the more the less has been learnt. */
  private double[] towards(double[] others, double believedAfter, int[] member) {
    double[] shares = new double[member.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.max(0, regret[member[i]]) / (1 + squares[member[i]]);
      sum += shares[i];
    }
    if (sum <= 0) {
      return others;
    }
    double belief = hours / (hours + believedAfter);
    for (int i = 0; i < shares.length; i++) {
      shares[i] = belief * shares[i] / sum + (1 - belief) * others[i];
    }
    return shares;
  }

  /** Whole thousandths that add up; what is left goes to the greatest remainders. */
  private static int[] thousandths(double[] shares) {
    int[] whole = new int[shares.length];
    int left = WHOLE;
    for (int i = 0; i < shares.length; i++) {
      whole[i] = (int) Math.floor(WHOLE * shares[i]);
      left -= whole[i];
    }
    double[] rest = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      rest[i] = WHOLE * shares[i] - whole[i];
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int i = 1; i < rest.length; i++) {
        most = rest[i] > rest[most] ? i : most;
      }
      whole[most]++;
      rest[most] = Double.NEGATIVE_INFINITY;
    }
    return whole;
  }

  /** Writes it without a version: the state it is part of has one. */
  public void write(DataOutput out) throws IOException {
    out.writeFloat(hours);
    for (int i = 0; i < MEMBERS.size(); i++) {
      out.writeFloat(regret[i]);
      out.writeFloat(squares[i]);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static BlendWeights read(DataInput in) throws IOException {
    BlendWeights weights = new BlendWeights();
    weights.hours = in.readFloat();
    for (int i = 0; i < MEMBERS.size(); i++) {
      weights.regret[i] = in.readFloat();
      weights.squares[i] = in.readFloat();
    }
    return weights;
  }
}
