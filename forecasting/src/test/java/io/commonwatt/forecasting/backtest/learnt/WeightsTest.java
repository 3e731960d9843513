package io.commonwatt.forecasting.backtest.learnt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.forecasting.backtest.Metrics;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.feature.Rows;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How a blend trusts its members. */
class WeightsTest {

  private static final int LEVELS = Rows.LEVELS.length;

  @Property(tries = 50)
  void shouldLoseNoMoreThanTheBestMemberOnWhatItWasJudgedBy(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 5 + random.nextInt(50);
    int members = 1 + random.nextInt(5);
    double[] truths = random.doubles(rows).toArray();
    float[][] quantiles = new float[members][rows * LEVELS];
    for (float[] own : quantiles) {
      for (int i = 0; i < own.length; i++) {
        own[i] = (float) random.nextDouble();
      }
    }
    Weights weights = Weights.of(quantiles, truths, alike(truths.length));
    double sum = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int member = 0; member < members; member++) {
      sum += weights.shares()[member];
      double[] alone = new double[members];
      alone[member] = 1;
      best = Math.min(best, loss(new Weights(alone, 1), quantiles, truths));
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    // Quantiles are kept in single precision.
    assertThat(loss(weights, quantiles, truths)).isLessThanOrEqualTo(best * (1 + 1e-5));
  }

  @Property(tries = 50)
  void shouldShareExponentiallyAsANaiveTwinDoes(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 5 + random.nextInt(50);
    int members = 1 + random.nextInt(5);
    double[] truths = random.doubles(rows).toArray();
    float[][] quantiles = new float[members][rows * LEVELS];
    for (int member = 0; member < members; member++) {
      for (int i = 0; i < rows * LEVELS; i++) {
        // Alike enough for several to have a share.
        quantiles[member][i] = (float) (.5 + .02 * random.nextDouble());
      }
    }
    double[] losses = new double[members];
    for (int member = 0; member < members; member++) {
      double[] alone = new double[members];
      alone[member] = 1;
      losses[member] = loss(new Weights(alone, 1), quantiles, truths);
    }
    double least = Arrays.stream(losses).min().orElseThrow();
    double[] expected =
        Arrays.stream(losses).map(each -> Math.exp(-80 * (each - least) / least)).toArray();
    double sum = Arrays.stream(expected).sum();
    Weights weights = Weights.exponential(quantiles, truths, alike(rows));
    for (int member = 0; member < members; member++) {
      assertThat(weights.shares()[member]).isCloseTo(expected[member] / sum, within(1e-4));
    }
    assertThat(Arrays.stream(weights.shares()).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldTrustTheOneThatMissesNothing() {
    double[] truths = {1, 2};
    float[][] quantiles = new float[2][truths.length * LEVELS];
    for (int i = 0; i < quantiles[0].length; i++) {
      quantiles[0][i] = 3;
      quantiles[1][i] = (float) truths[i / LEVELS];
    }
    assertThat(Weights.exponential(quantiles, truths, alike(2)).shares()).containsExactly(0, 1);
  }

  @Test
  void shouldJudgeTheSunByMoreThanTheLastEightWeeks() {
    assertThat(Judging.of(Kind.GENERATION, 1)).isEqualTo(Judging.EXPONENTIAL);
    assertThat(Judging.of(Kind.GENERATION, 7)).isEqualTo(Judging.EXPONENTIAL);
    assertThat(Judging.of(Kind.GENERATION, 31)).isEqualTo(Judging.PICKED);
    assertThat(Judging.of(Kind.LOAD, 1)).isEqualTo(Judging.PICKED);
    assertThat(Judging.of(Kind.NET_LOAD, 1)).isEqualTo(Judging.PICKED);
  }

  @Test
  void shouldTrustTheOneThatIsRightAlone() {
    SplittableRandom random = new SplittableRandom(3);
    double[] truths = random.doubles(100).toArray();
    float[][] quantiles = new float[3][truths.length * LEVELS];
    for (int i = 0; i < quantiles[0].length; i++) {
      quantiles[0][i] = 5;
      quantiles[1][i] = (float) truths[i / LEVELS];
      quantiles[2][i] = (float) random.nextDouble();
    }
    assertThat(Weights.of(quantiles, truths, alike(truths.length)).shares())
        .containsExactly(0, 1, 0);
  }

  @Test
  void shouldWidenABandThatIsTooNarrow() {
    SplittableRandom random = new SplittableRandom(4);
    double[] truths = random.doubles(2000).toArray();
    float[][] quantiles = new float[1][truths.length * LEVELS];
    for (int i = 0; i < quantiles[0].length; i++) {
      quantiles[0][i] = (float) (.5 + .7 * (Rows.LEVELS[i % LEVELS] - .5));
    }
    assertThat(Weights.of(quantiles, truths, alike(truths.length)).spread()).isBetween(1.35, 1.5);
  }

  @Test
  void shouldTrustTheOneThatIsRightWhereItCounts() {
    SplittableRandom random = new SplittableRandom(5);
    double[] truths = random.doubles(100).toArray();
    double[] counts = new double[truths.length];
    float[][] quantiles = new float[2][truths.length * LEVELS];
    for (int row = 0; row < truths.length; row++) {
      boolean late = row >= 60;
      counts[row] = late ? 1 : .1;
      for (int level = 0; level < LEVELS; level++) {
        quantiles[late ? 1 : 0][row * LEVELS + level] = (float) truths[row];
        quantiles[late ? 0 : 1][row * LEVELS + level] = (float) (truths[row] + 1);
      }
    }
    Weights counted = Weights.of(quantiles, truths, counts);
    assertThat(counted.shares()[1]).isGreaterThan(.9);
    assertThat(Weights.of(quantiles, truths, alike(truths.length)).shares()[0]).isGreaterThan(.9);
  }

  private static double[] alike(int rows) {
    double[] counts = new double[rows];
    Arrays.fill(counts, 1);
    return counts;
  }

  @Test
  void shouldGoBetween() {
    Weights between =
        new Weights(new double[] {1, 0}, 1).towards(new Weights(new double[] {0, 1}, 1.4), .25);
    assertThat(between.shares()).containsExactly(.75, .25);
    assertThat(between.spread()).isCloseTo(1.1, within(1e-12));
  }

  private static double loss(Weights weights, float[][] quantiles, double[] truths) {
    double[][] members = new double[quantiles.length][LEVELS];
    double[] blended = new double[LEVELS];
    double loss = 0;
    for (int row = 0; row < truths.length; row++) {
      for (int member = 0; member < members.length; member++) {
        for (int level = 0; level < LEVELS; level++) {
          members[member][level] = quantiles[member][row * LEVELS + level];
        }
      }
      weights.blend(members, blended);
      for (int level = 0; level < LEVELS; level++) {
        double missed = truths[row] - blended[level];
        loss +=
            Metrics.crpsWeight(level)
                * Math.max(Rows.LEVELS[level] * missed, (Rows.LEVELS[level] - 1) * missed);
      }
    }
    return loss;
  }
}
