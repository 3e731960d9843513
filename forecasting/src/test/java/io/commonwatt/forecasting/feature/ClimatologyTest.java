package io.commonwatt.forecasting.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ClimatologyTest {

  @Property
  void shouldAgreeWithANaiveWeightedQuantile(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 50) Integer> values) {
    Climatology climatology = new Climatology(values.size());
    double[][] pairs = new double[values.size()][];
    for (int i = 0; i < pairs.length; i++) {
      // Distinct values, so that the order of equal ones cannot matter.
      double value = values.get(i) + i * 0.001;
      double weight = 0.5 + i % 3;
      pairs[i] = new double[] {value, weight};
      climatology.add(value, weight);
      climatology.add(Double.NaN, 7);
    }
    double[] found = new double[Rows.LEVELS.length];
    climatology.quantiles(Rows.LEVELS, found);
    Arrays.sort(pairs, (a, b) -> Double.compare(a[0], b[0]));
    for (int level = 0; level < found.length; level++) {
      assertThat(found[level]).isCloseTo(naive(pairs, Rows.LEVELS[level]), within(1e-9));
    }
  }

  @Property
  void shouldKeepQuantilesInOrderToTheLastBit(@ForAll long seed) {
    Random random = new Random(seed);
    Climatology climatology = new Climatology(40);
    for (int i = 0; i < 40; i++) {
      climatology.add(random.nextInt(4) / 7.0, random.nextDouble());
    }
    double[] found = new double[Rows.LEVELS.length];
    climatology.quantiles(Rows.LEVELS, found);
    assertThat(found).isSorted();
  }

  private static double naive(double[][] pairs, double level) {
    double total = Arrays.stream(pairs).mapToDouble(pair -> pair[1]).sum();
    double[] at = new double[pairs.length];
    double before = 0;
    for (int i = 0; i < pairs.length; i++) {
      at[i] = (before + pairs[i][1] / 2) / total;
      before += pairs[i][1];
    }
    if (level <= at[0]) {
      return pairs[0][0];
    }
    for (int i = 1; i < at.length; i++) {
      if (level <= at[i]) {
        double share = (level - at[i - 1]) / (at[i] - at[i - 1]);
        return pairs[i - 1][0] * (1 - share) + pairs[i][0] * share;
      }
    }
    return pairs[pairs.length - 1][0];
  }
}
