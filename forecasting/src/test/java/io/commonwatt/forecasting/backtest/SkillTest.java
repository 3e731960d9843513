package io.commonwatt.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.forecasting.backtest.Skill.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How sure a skill is over series. */
class SkillTest {

  private static final int SERIES = 78;

  @Test
  void shouldBeSureWhenEverySeriesIsAlike() {
    double[] reference = losses(1);
    double[] own = Arrays.stream(reference).map(loss -> .75 * loss).toArray();
    Estimate estimate = Skill.estimate(own, reference, 500, 3);
    assertThat(estimate.value()).isCloseTo(.25, within(1e-12));
    assertThat(estimate.low()).isCloseTo(.25, within(1e-12));
    assertThat(estimate.high()).isCloseTo(.25, within(1e-12));
  }

  @Test
  void shouldBeAsWideAsTheSpreadOfARatioSays() {
    double[] reference = losses(2);
    SplittableRandom random = new SplittableRandom(3);
    double[] own =
        Arrays.stream(reference).map(loss -> (.5 + .5 * random.nextDouble()) * loss).toArray();
    Estimate estimate = Skill.estimate(own, reference, 4000, 4);
    // The normal interval of a ratio of means, by the delta method; both agree to a tenth.
    double ratio = sum(own) / sum(reference);
    double squares = 0;
    for (int i = 0; i < own.length; i++) {
      squares += (own[i] - ratio * reference[i]) * (own[i] - ratio * reference[i]);
    }
    double halfWidth = 1.96 * Math.sqrt(squares) / sum(reference);
    assertThat(estimate.high() - estimate.low())
        .isCloseTo(2 * halfWidth, within(.1 * 2 * halfWidth));
    assertThat(estimate.holds(1 - ratio)).isTrue();
    assertThat(estimate.holds(1 - ratio + 2 * halfWidth)).isFalse();
  }

  @Test
  void shouldSayTheSameTwiceAndOtherwiseByAnotherSeed() {
    double[] reference = losses(5);
    double[] own = losses(6);
    Estimate one = Skill.estimate(own, reference, 200, 7);
    assertThat(Skill.estimate(own, reference, 200, 7)).isEqualTo(one);
    assertThat(Skill.estimate(own, reference, 200, 8)).isNotEqualTo(one);
  }

  @Test
  void shouldTellNoIntervalOfAFewSeries() {
    double[] few = Arrays.copyOf(losses(9), Skill.FEWEST_SERIES - 1);
    Estimate estimate = Skill.estimate(few, few, 200, 1);
    assertThat(estimate.value()).isZero();
    assertThat(estimate.low()).isNaN();
    assertThat(estimate.holds(0)).isFalse();
  }

  private static double[] losses(long seed) {
    return new SplittableRandom(seed).doubles(SERIES, .02, .12).toArray();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
