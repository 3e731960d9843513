package io.commonwatt.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.onnx.OnnxModel;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

/** The linear model as Tribuo exports it to ONNX, read back by the import. */
public class OnnxModelTest {

  private static final FeatureSpecification LOAD = FeatureSpecification.of(Channel.CONSUMPTION);

  @Test
  void shouldSayWhatTheExportedModelSays() {
    LearningRows rows = rows(400);
    byte[] payload =
        new LinearTrainer(Hyperparameters.DEFAULT).train(LOAD, rows, "", Instant.EPOCH).payload();
    LinearPinball own = LinearTrainer.read(LOAD, payload);
    byte[] onnx =
        ((LinearSGDModel) LinearTrainer.readTribuo(payload))
            .exportONNXModel("io.commonwatt", 1)
            .toByteArray();
    float[][] features = new float[rows.size()][LOAD.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < LOAD.size(); column++) {
        features[i][column] = (float) rows.features()[i * LOAD.size() + column];
      }
    }
    try (OnnxModel model = OnnxModel.load(LOAD, onnx)) {
      float[][] corrections = model.run(features);
      for (int i = 0; i < features.length; i++) {
        double[] row = new double[LOAD.size()];
        for (int column = 0; column < row.length; column++) {
          row[column] = features[i][column];
        }
        for (int level = 0; level < Rows.LEVELS.length; level++) {
          assertThat((double) corrections[i][level])
              .isCloseTo(own.correction(level, row), within(1e-4));
        }
      }
    }
  }

  @Test
  void shouldRefuseWhatIsNoModelOrHasAnotherShape() {
    assertThatThrownBy(() -> OnnxModel.load(LOAD, new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no ONNX model");
    byte[] onnx = exported();
    assertThatThrownBy(() -> OnnxModel.load(FeatureSpecification.of(Channel.GENERATION), onnx))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row × " + FeatureSpecification.of(Channel.GENERATION).size());
  }

  /** Bytes of a small model for consumption. */
  public static byte[] exported() {
    byte[] payload =
        new LinearTrainer(Hyperparameters.DEFAULT)
            .train(LOAD, rows(200), "", Instant.EPOCH)
            .payload();
    return ((LinearSGDModel) LinearTrainer.readTribuo(payload))
        .exportONNXModel("io.commonwatt", 1)
        .toByteArray();
  }

  private static LearningRows rows(int size) {
    Random random = new Random(3);
    double[] features = random.doubles((long) size * LOAD.size()).toArray();
    double[] targets = random.doubles(size).toArray();
    long[] seconds = new long[size];
    Arrays.setAll(seconds, i -> i * 3600L);
    return new LearningRows(features, targets, seconds, seconds);
  }
}
