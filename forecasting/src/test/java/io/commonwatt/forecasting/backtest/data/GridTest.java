package io.commonwatt.forecasting.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values at a regular step, bridged to shorter intervals. */
class GridTest {

  private static final LocalDate START = LocalDate.of(2019, 8, 1);
  private static final int PERIODS = 60;
  private static final int LONGEST_PERIODS = 3;
  private static final double GAPS = .2;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 12})
  void shouldBridgeMeansAsANaiveTwinDoes(int period) {
    for (int seed = 0; seed < 20; seed++) {
      double[] means = means(seed);
      int size = PERIODS * period;
      double[] bridged = grid(means, period).bridgedMeans(size, LONGEST_PERIODS * period, period);
      assertThat(bridged).hasSize(size);
      for (int index = 0; index < size; index++) {
        double expected = twin(means, index, period);
        if (Double.isNaN(expected)) {
          assertThat(bridged[index]).isNaN();
        } else {
          assertThat(bridged[index]).isCloseTo(expected, within(1e-9));
        }
      }
    }
  }

  @Test
  void shouldFollowALine() {
    double[] means = new double[PERIODS];
    for (int i = 0; i < PERIODS; i++) {
      means[i] = i + .5;
    }
    double[] bridged = grid(means, 4).bridgedMeans(4 * PERIODS, 12, 4);
    for (int index = 2; index < 4 * PERIODS - 2; index++) {
      assertThat(bridged[index]).isCloseTo((index + .5) / 4, within(1e-9));
    }
  }

  @Test
  void shouldSayNothingWherePeriodsAreMissingOrPast() {
    double[] bridged = grid(new double[] {1, Double.NaN, 3}, 2).bridgedMeans(10, 0, 2);
    assertThat(bridged)
        .containsExactly(
            1, 1, Double.NaN, Double.NaN, 3, 3, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  private static double[] means(int seed) {
    Random random = new Random(seed);
    double[] means = new double[PERIODS];
    for (int i = 0; i < PERIODS; i++) {
      means[i] = random.nextDouble() < GAPS ? Double.NaN : 100 * random.nextDouble();
    }
    return means;
  }

  private static Grid grid(double[] means, int period) {
    Grid grid = new Grid(START, 3600 / period);
    for (int i = 0; i < means.length; i++) {
      grid.put(START.atStartOfDay().plusHours(i), means[i]);
    }
    return grid;
  }

  /** Value of an interval by the nearest known middles of periods on both sides. */
  private static double twin(double[] means, int index, int period) {
    double time = (index + .5) / period;
    int before = (int) Math.floor(time - .5);
    while (before >= 0 && Double.isNaN(means[before])) {
      before--;
    }
    int after = Math.max(0, (int) Math.ceil(time - .5));
    while (after < means.length && Double.isNaN(means[after])) {
      after++;
    }
    int missing = (after - before) * period - 1;
    if (before >= 0 && after < means.length && missing <= LONGEST_PERIODS * period) {
      double share = after == before ? 1 : (time - before - .5) / (after - before);
      return means[before] + share * (means[after] - means[before]);
    }
    return means[(int) Math.floor(time)];
  }
}
