package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SlicesTest {

  /** The naive twin repeats each value as often as its whole weight says. */
  @Property(tries = 300)
  void shouldWeighAsIfValuesWereRepeated(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = 1 + random.nextInt(12);
    double[] sample = new double[count];
    double[] weights = new double[count];
    double[] repeated = new double[0];
    for (int index = 0; index < count; index++) {
      sample[index] = random.nextInt(4) - random.nextDouble();
      weights[index] = 1 + random.nextInt(5);
      int from = repeated.length;
      repeated = Arrays.copyOf(repeated, from + (int) weights[index]);
      Arrays.fill(repeated, from, repeated.length, sample[index]);
    }
    int slices = 1 + random.nextInt(9);
    double[] expected = Slices.means(repeated, repeated.length, slices);
    double scale = 0.1 + random.nextDouble();
    double[] scaled = Arrays.stream(weights).map(weight -> weight * scale).toArray();

    assertThat(Slices.means(sample, scaled, count, slices))
        .as("seed %d", seed)
        .containsExactly(expected, within(1e-9));
  }

  @Test
  void shouldSumEveryCombination() {
    double[] sum = Slices.sum(new double[][] {{0, 1}, {0, 10}}, 2);

    assertThat(sum).containsExactly(0.5, 10.5);
    assertThat(Slices.sum(new double[][] {{0, 1}, {0, 10}}, 4)).containsExactly(0, 1, 10, 11);
  }

  /** The mean is that of all combinations; the spread is at most theirs and nearly so. */
  @Property(tries = 100)
  void shouldSumIndependentParts(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int nodes = 15;
    double[][] parts = new double[2 + random.nextInt(5)][nodes];
    double mean = 0;
    double variance = 0;
    for (double[] part : parts) {
      Arrays.setAll(part, node -> random.nextDouble() * random.nextDouble());
      Arrays.sort(part);
      mean += Arrays.stream(part).average().orElseThrow();
      variance += variance(part);
    }
    double[] sum = Slices.sum(parts, nodes);

    assertThat(sum).hasSize(nodes).isSorted();
    assertThat(Arrays.stream(sum).average().orElseThrow()).isCloseTo(mean, within(1e-9));
    assertThat(variance(sum)).isBetween(0.95 * variance, variance + 1e-9);
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
        / values.length;
  }
}
