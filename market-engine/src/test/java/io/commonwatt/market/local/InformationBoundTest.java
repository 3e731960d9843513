package io.commonwatt.market.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Vector T6, discrete actions, and links that are worth their price. */
class InformationBoundTest {

  @Test
  void t6GaussianPairOfCorrelationEightTenths() {
    double bits = InformationBound.gaussianBits(0.8);
    assertThat(bits).isCloseTo(0.7370, within(5e-5));
    assertThat(InformationBound.gaussianDistortion(1, bits)).isCloseTo(0.3600, within(1e-9));
    int n = 200_000;
    Random random = new Random(6);
    double xx = 0;
    double xu = 0;
    double uu = 0;
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      double u = 0.8 * x + 0.6 * random.nextGaussian();
      xx += x * x;
      xu += x * u;
      uu += u * u;
    }
    double error = (uu - xu * xu / xx) / n;
    assertThat(error).isCloseTo(0.36, within(0.004));
  }

  @Test
  void shouldReachTheGaussianOnAGrid() {
    double[] values = new double[121];
    double[] probabilities = new double[121];
    for (int i = 0; i < values.length; i++) {
      values[i] = -4 + i / 15.0;
      probabilities[i] = Math.exp(-values[i] * values[i] / 2);
    }
    double sum = Arrays.stream(probabilities).sum();
    Arrays.setAll(probabilities, i -> probabilities[i] / sum);
    assertThat(InformationBound.distortion(values, probabilities, 0.7370))
        .isCloseTo(0.36, within(0.01));
  }

  @Test
  void shouldNotTakeTheGaussianForABoundOfAnActionThatIsOnOrOff() {
    double[] values = {-1, 1};
    double[] even = {0.5, 0.5};
    assertThat(InformationBound.gaussianDistortion(1, 1)).isEqualTo(0.25);
    assertThat(InformationBound.distortion(values, even, 1)).isZero();
    assertThat(InformationBound.distortion(values, even, 0)).isEqualTo(1);
    // The rate of a sign under squared error is known at no slope, but it falls in between.
    double half = InformationBound.distortion(values, even, 0.5);
    assertThat(half).isBetween(0.3, 0.75);
    assertThat(InformationBound.distortion(values, even, 0.8)).isLessThan(half);
  }

  @Test
  void shouldCountTheInformationOfClasses() {
    int[] one = {0, 0, 1, 1};
    assertThat(InformationBound.bits(one, one)).isCloseTo(1, within(1e-12));
    assertThat(InformationBound.bits(one, new int[] {0, 1, 0, 1})).isCloseTo(0, within(1e-12));
  }

  @Test
  void shouldRankTheLinkThatLowersTheErrorFirst() {
    int n = 3000;
    Random random = new Random(9);
    double[] own = random.doubles(n).toArray();
    double[] useful = random.doubles(n).toArray();
    double[] useless = random.doubles(n).toArray();
    double[] action = new double[n];
    Arrays.setAll(action, i -> own[i] + useful[i] > 1 ? 1 : 0);
    double[] alone = predictions(n, action, own);
    List<LinkRanking.Link> links =
        LinkRanking.rank(action, alone, Map.of("useful", useful, "useless", useless));
    assertThat(links).extracting(LinkRanking.Link::from).containsExactly("useful", "useless");
    assertThat(links.get(0).bits()).isGreaterThan(0.3);
    assertThat(links.get(1).bits()).isBetween(-0.02, 0.02);
    double[] linked = predictions(n, action, own, useful);
    assertThat(error(action, linked)).isLessThan(0.5 * error(action, alone));
    assertThat(LinkRanking.ownBits(action, linked))
        .isGreaterThan(LinkRanking.ownBits(action, alone));
  }

  /** Trained on the first half, told for all. */
  private static double[] predictions(int n, double[] action, double[]... measurements) {
    String[] names = new String[measurements.length];
    Arrays.setAll(names, i -> "m" + i);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] row = new double[measurements.length];
      for (int j = 0; j < row.length; j++) {
        row[j] = measurements[j][i];
      }
      rows.add(row);
    }
    LocalPolicy policy =
        PolicyTrainer.train(names, rows.subList(0, n / 2), Arrays.copyOf(action, n / 2), 5);
    return rows.stream().mapToDouble(policy::of).toArray();
  }

  /** Mean squared error on the second half. */
  private static double error(double[] action, double[] prediction) {
    double sum = 0;
    for (int i = action.length / 2; i < action.length; i++) {
      sum += (action[i] - prediction[i]) * (action[i] - prediction[i]);
    }
    return sum / (action.length - action.length / 2);
  }
}
