package io.commonwatt.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;

/** Its twin, together with {@link FlatParameters}, is Tribuo's own pair on its own parameters. */
class AveragedAdaGradTest {

  private static final int OUTPUTS = 7;
  private static final int COLUMNS = 5;
  private static final PinballObjective OBJECTIVE =
      new PinballObjective(new double[] {0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95});

  @Test
  void shouldGiveTheWeightsOfTribuosOptimisersToTheBit() {
    StochasticGradientOptimiser ours = new AveragedAdaGrad(0.1, 1.0).copy();
    StochasticGradientOptimiser twin = new ParameterAveraging(new AdaGrad(0.1, 1.0));
    for (long seed = 1; seed <= 20; seed++) {
      double[][] expected = descend(twin, new LinearParameters(COLUMNS, OUTPUTS), seed);
      double[][] actual = descend(ours, new FlatParameters(COLUMNS, OUTPUTS, () -> {}), seed);
      assertThat(actual).as("seed %d", seed).isDeepEqualTo(expected);
    }
  }

  /** As Tribuo's trainer does it. */
  private static double[][] descend(
      StochasticGradientOptimiser optimiser, LinearParameters parameters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    optimiser.initialise(parameters);
    for (int step = 0; step < seed * 13; step++) {
      DenseVector features = vector(random, COLUMNS);
      DenseVector truth = vector(random, OUTPUTS);
      double weight = random.nextBoolean() ? 1 : random.nextDouble(3);
      Pair<Double, SGDVector> output =
          OBJECTIVE.lossAndGradient(truth, parameters.predict(features));
      parameters.update(optimiser.step(parameters.gradients(output, features), weight));
    }
    optimiser.finalise();
    optimiser.reset();
    DenseMatrix weights = parameters.getWeightMatrix();
    double[][] result = new double[OUTPUTS][COLUMNS];
    for (int row = 0; row < OUTPUTS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        result[row][column] = weights.get(row, column);
      }
    }
    assertThat(result[0][0]).as("something is learnt").isNotZero();
    return result;
  }

  private static DenseVector vector(SplittableRandom random, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      double scale = Math.pow(10, random.nextInt(-6, 4));
      values[i] = random.nextInt(5) == 0 ? 0 : random.nextDouble(-scale, scale);
    }
    return DenseVector.createDenseVector(values);
  }

  @Test
  void shouldRefuseOtherParametersAndExamples() {
    assertThatThrownBy(
            () -> new AveragedAdaGrad(0.1, 1.0).initialise(new LinearParameters(COLUMNS, OUTPUTS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FlatParameters");
    FlatParameters parameters = new FlatParameters(COLUMNS, OUTPUTS, () -> {});
    assertThatThrownBy(() -> parameters.predict(vector(new SplittableRandom(1), COLUMNS + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 values for 5 columns");
    SparseVector gaps = SparseVector.createSparseVector(COLUMNS, new int[] {2}, new double[] {1.5});
    assertThatThrownBy(() -> parameters.predict(gaps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every feature");
  }
}
