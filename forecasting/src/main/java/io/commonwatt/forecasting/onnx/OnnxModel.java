package io.commonwatt.forecasting.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.QuantileModel;
import java.util.Arrays;
import java.util.Map;

/**
 * A quantile model made elsewhere: an ONNX graph with one input of floats, row × feature in the
 * order of the specification, whose first output is row × 7, what is added to each quantile of the
 * climatology, in multiples of the series' level, as the linear model does. Runs on one thread.
 * Thread-safe until it is closed.
 */
public final class OnnxModel implements QuantileModel, AutoCloseable {

  public static final String NAME = "onnx";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final int columns;

  private OnnxModel(OrtEnvironment environment, OrtSession session, String input, int columns) {
    this.environment = environment;
    this.session = session;
    this.input = input;
    this.columns = columns;
  }

  /**
   * Loads a model.
   *
   * @param bytes of the file
   * @throws IllegalArgumentException when it is no ONNX model, or its input or output has another
   *     shape
   * @throws IllegalStateException when the runtime is not on the class path
   */
  public static OnnxModel load(FeatureSpecification specification, byte[] bytes) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(bytes, options);
      requireShape(
          session.getInputInfo().values().iterator().next().getInfo(),
          "input",
          specification.size());
      requireShape(
          session.getOutputInfo().values().iterator().next().getInfo(),
          "output",
          Rows.LEVELS.length);
      String input = session.getInputNames().iterator().next();
      return new OnnxModel(environment, session, input, specification.size());
    } catch (OrtException e) {
      throw new IllegalArgumentException("The bytes are no ONNX model: " + e.getMessage(), e);
    } catch (NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new IllegalStateException(
          "ONNX models need com.microsoft.onnxruntime:onnxruntime on the class path; put its jar"
              + " into app/target/lib",
          e);
    }
  }

  private static void requireShape(Object info, String what, int width) {
    long[] shape = info instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
    if (shape.length != 2 || shape[1] != width && shape[1] != -1) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " of the ONNX model has shape "
              + Arrays.toString(shape)
              + "; it must be row × "
              + width);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void forecast(Issue issue, double[] quantilesWh) {
    Rows rows = issue.rows();
    int levels = Rows.LEVELS.length;
    double[][] base = new double[issue.steps()][levels];
    float[][] features = new float[issue.steps()][];
    double[] row = new double[columns];
    int known = 0;
    int[] steps = new int[issue.steps()];
    for (int step = 0; step < issue.steps(); step++) {
      long target = issue.origin() + step;
      int offset = step * levels;
      if (issue.night(target)) {
        Arrays.fill(quantilesWh, offset, offset + levels, 0);
      } else if (rows.fill(target, row)) {
        Rows.base(row, 0, base[known]);
        features[known] = floats(row);
        steps[known++] = step;
      } else {
        Arrays.fill(quantilesWh, offset, offset + levels, rows.levelWh());
      }
    }
    if (known == 0) {
      return;
    }
    float[][] corrections = run(Arrays.copyOf(features, known));
    for (int i = 0; i < known; i++) {
      for (int level = 0; level < levels; level++) {
        quantilesWh[steps[i] * levels + level] =
            rows.levelWh() * (base[i][level] + corrections[i][level]);
      }
    }
  }

  /** What the model adds to each quantile of the climatology, row × level, in levels. */
  public float[][] run(float[][] rows) {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, rows);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new IllegalStateException("The ONNX model failed: " + e.getMessage(), e);
    }
  }

  private static float[] floats(double[] row) {
    float[] copy = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      copy[i] = (float) row[i];
    }
    return copy;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The ONNX model cannot be closed: " + e.getMessage(), e);
    }
  }
}
