package io.commonwatt.forecasting.backtest.learnt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Least squares drawn towards a prior, beside plain gradient descent. */
class RidgeTest {

  private static final int SIZE = 4;

  @Property(tries = 50)
  void shouldLeaveNoGradient(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 1 + random.nextInt(40);
    double pull = .1 + random.nextDouble();
    float[] x = new float[rows * SIZE];
    double[] y = new double[rows];
    double[] weights = new double[rows];
    double[] prior = new double[SIZE];
    Ridge ridge = new Ridge(SIZE);
    for (int i = 0; i < rows; i++) {
      for (int column = 0; column < SIZE; column++) {
        x[i * SIZE + column] = (float) (random.nextDouble() - .5);
      }
      y[i] = random.nextDouble();
      weights[i] = random.nextDouble();
      ridge.add(x, i * SIZE, y[i], weights[i]);
    }
    for (int column = 0; column < SIZE; column++) {
      prior[column] = random.nextDouble();
    }
    double[] solution = ridge.solve(prior, pull);
    for (int column = 0; column < SIZE; column++) {
      double gradient = pull * (solution[column] - prior[column]);
      for (int i = 0; i < rows; i++) {
        double missed = -y[i];
        for (int k = 0; k < SIZE; k++) {
          missed += solution[k] * x[i * SIZE + k];
        }
        gradient += weights[i] * missed * x[i * SIZE + column];
      }
      // Sums of at most 40 products below one, and a matrix whose condition is at most 40 / 0.1.
      assertThat(gradient).isCloseTo(0, within(1e-10));
    }
  }

  @Property(tries = 20)
  void shouldKeepThePriorWithoutData(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] prior = random.doubles(SIZE).toArray();
    double[] solution = new Ridge(SIZE).solve(prior, 3);
    for (int column = 0; column < SIZE; column++) {
      assertThat(solution[column]).isCloseTo(prior[column], within(1e-14));
    }
  }
}
