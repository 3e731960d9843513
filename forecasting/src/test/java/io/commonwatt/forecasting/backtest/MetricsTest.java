package io.commonwatt.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Losses against their definitions worked by hand, and quantiles against published vectors. */
class MetricsTest {

  private static final double EXACT = 1e-12;

  /** .05 .1 .2 .3 .4 .5 .6 .7 .8 .9 .95 of a forecast around 10. */
  private static final Forecast AROUND_TEN =
      Forecast.ofQuantiles(new double[] {6, 7, 8, 9, 9.5, 10, 10.5, 11, 12, 13, 14});

  @Test
  void shouldWeighPinballByTheSideOfTheMiss() {
    assertThat(Metrics.pinball(.9, 12, 10)).isCloseTo(1.8, within(EXACT));
    assertThat(Metrics.pinball(.9, 8, 10)).isCloseTo(.2, within(EXACT));
    assertThat(Metrics.pinball(.5, 8, 10)).isCloseTo(1, within(EXACT));
    assertThat(Metrics.pinball(.3, 10, 10)).isZero();
  }

  @Test
  void shouldWeighTheLevelsOfOpenStefByTheIntervalTheyStandFor() {
    // Truth 12, losses by level: .05*6, .1*5, .3*3, .5*2, .7*1, .1*1 (above), .05*2 (above).
    double expected =
        2 * (.075 * .3 + .125 * .5 + .2 * .9 + .2 * 1.0 + .2 * .7 + .125 * .1 + .075 * .1);
    assertThat(Metrics.crps(12, AROUND_TEN, 0)).isCloseTo(expected, within(EXACT));
    assertThat(Metrics.meanPinball(12, AROUND_TEN, 0))
        .isCloseTo((.3 + .5 + .9 + 1.0 + .7 + .1 + .1) / 7, within(EXACT));
  }

  @Test
  void shouldTakeTheMeanOfTwiceThePinballOverTheDeciles() {
    // Truth 12: .1*5, .2*4, .3*3, .4*2.5, .5*2, .6*1.5, .7*1, .8*0, .1*1.
    double expected = 2 * (.5 + .8 + .9 + 1.0 + 1.0 + .9 + .7 + 0 + .1) / 9;
    assertThat(Metrics.quantileLoss(12, AROUND_TEN, 0)).isCloseTo(expected, within(EXACT));
  }

  @Test
  void shouldMakeTheQuantileLossOfAPointItsAbsoluteError() {
    Forecast point = Forecast.ofPoints(new double[] {10});
    assertThat(Metrics.quantileLoss(12.5, point, 0)).isCloseTo(2.5, within(EXACT));
    assertThat(Metrics.crps(12.5, point, 0)).isCloseTo(2.5, within(EXACT));
    assertThat(point.isProbabilistic()).isFalse();
  }

  @Test
  void shouldChargeTwentyTimesWhatABandMisses() {
    assertThat(Metrics.intervalScore(10, 8, 12)).isCloseTo(4, within(EXACT));
    assertThat(Metrics.intervalScore(13, 8, 12)).isCloseTo(24, within(EXACT));
    assertThat(Metrics.intervalScore(7.5, 8, 12)).isCloseTo(14, within(EXACT));
  }

  @Test
  void shouldReadQuantilesAsNumpyDoes() {
    // numpy.quantile([7, 15, 36, 39, 40, 41], [0, .25, .5, .75, .9, 1])
    SortedValues values = new SortedValues(1);
    for (double value : new double[] {39, Double.NaN, 7, 41, 15, 36, 40}) {
      values.add(value);
    }
    double[] levels = {0, .25, .5, .75, .9, 1};
    double[] expected = {7, 20.25, 37.5, 39.75, 40.5, 41};
    for (int i = 0; i < levels.length; i++) {
      assertThat(values.quantile(levels[i])).isCloseTo(expected[i], within(1e-9));
    }
    values.clear();
    assertThat(values.quantile(.5)).isNaN();
  }

  @Test
  void shouldBeWithinTheOrderStatisticsAroundTheRank() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      double[] drawn = random.doubles(1 + random.nextInt(30)).toArray();
      double level = random.nextDouble();
      SortedValues values = new SortedValues(4);
      Arrays.stream(drawn).forEach(values::add);
      Arrays.sort(drawn);
      double rank = (drawn.length - 1) * level;
      double low = drawn[(int) Math.floor(rank)];
      double high = drawn[(int) Math.ceil(rank)];
      assertThat(values.quantile(level))
          .as("seed %d, round %d", seed, round)
          .isCloseTo(low * (1 - rank % 1) + high * (rank % 1), within(EXACT));
    }
  }
}
