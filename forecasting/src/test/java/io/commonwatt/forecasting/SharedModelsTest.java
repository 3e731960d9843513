package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.OnnxModelTest;
import io.commonwatt.forecasting.onnx.OnnxModel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SharedModelsTest {

  private static final FeatureSpecification LOAD = FeatureSpecification.of(Channel.CONSUMPTION);
  private static final int MORE_THAN_REMEMBERED = 80;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  @Test
  void shouldCloseAnOnnxSessionWhenItIsForgottenAndNobodyUsesItAnyMore() {
    byte[] onnx = OnnxModelTest.exported();
    OnnxModel held = (OnnxModel) SharedModels.get("held", () -> OnnxModel.load(LOAD, onnx));
    long left = ((OnnxModel) SharedModels.get("left", () -> OnnxModel.load(LOAD, onnx))).number();
    assertThat(OnnxModel.listOpen()).contains(held.number(), left);
    for (int i = 0; i < MORE_THAN_REMEMBERED; i++) {
      SharedModels.get("other " + i, FeatureClimatology::new);
    }
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (OnnxModel.listOpen().contains(left) && System.nanoTime() < deadline) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(OnnxModel.listOpen()).contains(held.number()).doesNotContain(left);
    float[][] corrections = held.run(new float[1][LOAD.size()]);
    assertThat(corrections[0]).as("the one in use goes on").hasSize(Rows.LEVELS.length);
    held.close();
    held.close();
    assertThat(OnnxModel.listOpen()).doesNotContain(held.number());
  }
}
