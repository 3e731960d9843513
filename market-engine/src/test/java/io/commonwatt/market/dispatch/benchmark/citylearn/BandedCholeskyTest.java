package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BandedCholeskyTest {

  private static final int BAND = 4;

  @Property(tries = 300)
  void shouldSolveWhatItWasGiven(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = 1 + random.nextInt(30);
    double[][] dense = new double[size][size];
    BandedCholesky banded = new BandedCholesky(size, BAND);
    for (int i = 0; i < size; i++) {
      add(dense, banded, i, i, 1);
    }
    for (int term = 0; term < 3 * size; term++) {
      int first = random.nextInt(size);
      int count = Math.min(size - first, 1 + random.nextInt(BAND + 1));
      int[] indexes = new int[count];
      double[] values = new double[count];
      for (int at = 0; at < count; at++) {
        indexes[at] = first + count - 1 - at;
        values[at] = random.nextDouble() - 0.5;
      }
      double weight = random.nextDouble();
      banded.addOuter(weight, indexes, values, count);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          dense[indexes[i]][indexes[j]] += weight * values[i] * values[j];
        }
      }
    }
    double[] right = new double[size];
    for (int i = 0; i < size; i++) {
      right[i] = random.nextDouble() - 0.5;
    }
    double[] solution = right.clone();
    banded.solve(solution);

    // The matrix is at least the identity, so residuals stay near rounding.
    for (int i = 0; i < size; i++) {
      double product = 0;
      for (int j = 0; j < size; j++) {
        product += dense[i][j] * solution[j];
      }
      assertThat(product).as("seed %d, row %d", seed, i).isCloseTo(right[i], within(1e-10));
    }
  }

  private static void add(double[][] dense, BandedCholesky banded, int i, int j, double value) {
    dense[i][j] += value;
    banded.add(i, j, value);
  }
}
