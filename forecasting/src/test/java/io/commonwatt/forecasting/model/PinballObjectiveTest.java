package io.commonwatt.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.forecasting.feature.Rows;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;

class PinballObjectiveTest {

  private static final long SEED = 4;

  private final PinballObjective objective = new PinballObjective(Rows.LEVELS);

  @Property
  void shouldDescendAlongTheFiniteDifferences(
      @ForAll @Size(7) List<@DoubleRange(min = -5, max = 5) Double> truths,
      @ForAll @Size(7) List<@DoubleRange(min = -5, max = 5) Double> predictions) {
    double[] truth = truths.stream().mapToDouble(Double::doubleValue).toArray();
    double[] prediction = predictions.stream().mapToDouble(Double::doubleValue).toArray();
    double step = 1e-6;
    for (int i = 0; i < truth.length; i++) {
      if (Math.abs(truth[i] - prediction[i]) < 2 * step) {
        return; // At the kink there is no derivative.
      }
    }
    var found =
        objective.lossAndGradient(
            DenseVector.createDenseVector(truth), DenseVector.createDenseVector(prediction));
    assertThat(found.getA()).isCloseTo(naiveLoss(truth, prediction), within(1e-12));
    for (int i = 0; i < truth.length; i++) {
      double[] moved = prediction.clone();
      moved[i] += step;
      double derivative = (naiveLoss(truth, moved) - naiveLoss(truth, prediction)) / step;
      assertThat(found.getB().get(i)).isCloseTo(-derivative, within(1e-6));
    }
  }

  /** The exact optimum of a quantile regression with one feature passes through two points. */
  @Test
  void shouldReachTheExactOptimumOfASmallQuantileRegression() {
    Random random = new Random(SEED);
    double[] x = random.doubles(30, -1, 1).toArray();
    double[] y = Arrays.stream(x).map(v -> 2 + v + random.nextGaussian() * (1 + v / 2)).toArray();
    LinearSGDModel model = train(x, y, 4000);
    for (int level = 0; level < Rows.LEVELS.length; level++) {
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < i; j++) {
          double slope = (y[i] - y[j]) / (x[i] - x[j]);
          best = Math.min(best, loss(x, y, level, y[i] - slope * x[i], slope));
        }
      }
      double[] line = line(model, level);
      assertThat(loss(x, y, level, line[0], line[1])).isBetween(best - 1e-9, best * 1.01 + 1e-3);
    }
  }

  @Test
  void shouldRecoverTheQuantilesOfAProcessWhoseSpreadChanges() {
    Random random = new Random(SEED);
    int size = 8000;
    double[] x = random.doubles(size, 0, 1).toArray();
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      y[i] = 1 + 2 * x[i] + (0.5 + x[i]) * random.nextGaussian();
    }
    LinearSGDModel model = train(x, y, 12);
    double[] normal = {-1.6449, -1.2816, -0.5244, 0, 0.5244, 1.2816, 1.6449};
    for (int level = 0; level < normal.length; level++) {
      double[] line = line(model, level);
      for (double at : new double[] {0.1, 0.5, 0.9}) {
        double exact = 1 + 2 * at + (0.5 + at) * normal[level];
        assertThat(line[0] + line[1] * at)
            .as("level %d at %f", level, at)
            .isCloseTo(exact, within(0.12));
      }
    }
  }

  private static LinearSGDModel train(double[] x, double[] y, int epochs) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("test", OffsetDateTime.MIN.withYear(2000), factory),
            factory);
    String[] dimensions = {"q0", "q1", "q2", "q3", "q4", "q5", "q6"};
    for (int i = 0; i < x.length; i++) {
      double[] targets = new double[dimensions.length];
      Arrays.fill(targets, y[i]);
      dataset.add(
          new ArrayExample<>(
              new Regressor(dimensions, targets), new String[] {"x"}, new double[] {x[i]}));
    }
    return new LinearSGDTrainer(
            new PinballObjective(Rows.LEVELS),
            new ParameterAveraging(new AdaGrad(0.5, 1)),
            epochs,
            -1,
            1,
            SEED)
        .train(dataset);
  }

  private static double[] line(LinearSGDModel model, int level) {
    var weights = model.getWeightsCopy();
    int slope = model.getFeatureIDMap().getID("x");
    return new double[] {weights.get(level, 1 - slope), weights.get(level, slope)};
  }

  private static double loss(double[] x, double[] y, int level, double intercept, double slope) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += pinball(Rows.LEVELS[level], y[i] - intercept - slope * x[i]);
    }
    return sum;
  }

  private static double naiveLoss(double[] truth, double[] prediction) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += pinball(Rows.LEVELS[i], truth[i] - prediction[i]);
    }
    return sum;
  }

  private static double pinball(double level, double missed) {
    return Math.max(level * missed, (level - 1) * missed);
  }
}
