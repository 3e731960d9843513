package io.commonwatt.forecasting.backtest.learnt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.boost.BoostingParameters;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LearningRows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boosted quantiles in a blend. */
class BoostedMemberTest {

  private static final BoostingParameters FEW_TREES =
      new BoostingParameters(8, .2, 3, .5, .5, 6, 1, 1);
  private static final int COLUMNS = AheadRows.SPECIFICATION.size();
  private static final int LEVELS = Rows.LEVELS.length;

  @ParameterizedTest
  @CsvSource({"1, 4", "12500, 4", "12501, 3", "17000, 2", "25001, 1", "50000, 1", "90000, 1"})
  void shouldLearnFewRowsSeveralTimes(int rows, int forests) {
    assertThat(BoostedMember.forests(rows, 4)).isEqualTo(forests);
    assertThat(BoostedMember.forests(rows, 1)).isEqualTo(1);
  }

  @Test
  void shouldAverageForestsOfDifferentSeeds() {
    assumeTrue(Boosting.unavailable().isEmpty(), "XGBoost's library does not load");
    AheadLearning learning = learning();
    double[] mean = new double[LEVELS];
    double[] one = new double[LEVELS];
    for (int seed = 1; seed <= 3; seed++) {
      double[] quantiles = quantiles(FEW_TREES.withSeed(seed), 1, learning);
      for (int level = 0; level < LEVELS; level++) {
        mean[level] += quantiles[level] / 3;
      }
      one = seed == 1 ? quantiles : one;
    }
    double[] averaged = quantiles(FEW_TREES, 3, learning);
    assertThat(averaged).containsExactly(mean, within(1e-6)).isNotEqualTo(one);
  }

  private static double[] quantiles(BoostingParameters how, int forests, AheadLearning learning) {
    BoostedMember member = new BoostedMember(how, AheadRows.SPECIFICATION, forests);
    member.learn(learning);
    double[] row = Arrays.copyOf(learning.rows().features(), COLUMNS);
    double[] quantiles = new double[LEVELS];
    member.quantiles(null, 0, row, quantiles);
    return quantiles;
  }

  private static AheadLearning learning() {
    SplittableRandom random = new SplittableRandom(7);
    int size = 400;
    double[] targets = random.doubles(size).toArray();
    double[] features = random.doubles((long) size * COLUMNS).toArray();
    return new AheadLearning(
        new LearningRows(features, targets, new long[size], new long[size]),
        new int[size],
        new float[size],
        List.of("made"),
        24,
        Instant.parse("2024-01-01T00:00:00Z"));
  }
}
