package io.commonwatt.forecasting.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.ForeignFeaturesException;
import io.commonwatt.forecasting.feature.IssueMatrix;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.RowModel;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A quantile model made elsewhere: an ONNX graph with one input of floats, row × feature in the
 * order of the specification, whose first output is row × 7, what is added to each quantile of the
 * climatology, in multiples of the series' level, as the linear model does. Runs on one thread.
 * Thread-safe until it is closed; one that nobody holds any more is closed by itself, since models
 * are shared by placements and whoever forgets one first cannot know of the others.
 */
public final class OnnxModel implements RowModel, AutoCloseable {

  public static final String NAME = "onnx";

  /** Key of the metadata of a file that may name the {@link FeatureSpecification#schemaHash()}. */
  public static final String SCHEMA_KEY = "featureSchema";

  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong OPENED = new AtomicLong();
  private static final Set<Long> OPEN = ConcurrentHashMap.newKeySet();

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final int columns;
  private final byte[] bytes;
  private final long number = OPENED.incrementAndGet();
  private final Cleaner.Cleanable closing;

  private OnnxModel(
      OrtEnvironment environment, OrtSession session, String input, int columns, byte[] bytes) {
    this.bytes = bytes;
    this.environment = environment;
    this.session = session;
    this.input = input;
    this.columns = columns;
    OPEN.add(number);
    closing = CLEANER.register(this, new Closing(session, number));
  }

  /** Refers to the session alone: to the model it would keep it. */
  private record Closing(OrtSession session, long number) implements Runnable {
    @Override
    public void run() {
      OPEN.remove(number);
      OnnxModel.close(session);
    }
  }

  /** Number of its session, counted in this process. */
  public long number() {
    return number;
  }

  /** Numbers of the sessions that are open; each holds memory outside the heap. */
  public static Set<Long> listOpen() {
    return Set.copyOf(OPEN);
  }

  /**
   * Loads a model.
   *
   * @param bytes of the file
   * @throws IllegalArgumentException when it is no ONNX model, its input or output has another
   *     shape, or it names another schema of features ({@link ForeignFeaturesException})
   * @throws IllegalStateException when the runtime is not on the class path
   */
  public static OnnxModel load(FeatureSpecification specification, byte[] bytes) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(bytes, options);
      OnnxModel model = null;
      try {
        requireSchema(session, specification);
        requireShape(
            session.getInputInfo().values().iterator().next().getInfo(),
            "input",
            specification.size());
        requireShape(
            session.getOutputInfo().values().iterator().next().getInfo(),
            "output",
            Rows.LEVELS.length);
        String input = session.getInputNames().iterator().next();
        model = new OnnxModel(environment, session, input, specification.size(), bytes.clone());
        return model;
      } finally {
        if (model == null) {
          close(session);
        }
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException("The bytes are no ONNX model: " + e.getMessage(), e);
    } catch (NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new IllegalStateException(
          "ONNX models need com.microsoft.onnxruntime:onnxruntime on the class path; put its jar"
              + " into app/target/lib",
          e);
    }
  }

  private static void requireSchema(OrtSession session, FeatureSpecification specification)
      throws OrtException {
    String schema = session.getMetadata().getCustomMetadata().get(SCHEMA_KEY);
    if (schema != null && !schema.equals(specification.schemaHash())) {
      throw new ForeignFeaturesException(schema, specification);
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

  /** The file it was loaded from; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public void score(IssueMatrix rows, double[] into) {
    int levels = Rows.LEVELS.length;
    float[][] features = new float[rows.size()][];
    for (int row = 0; row < features.length; row++) {
      int from = row * rows.columns();
      features[row] = Arrays.copyOfRange(rows.singles(), from, from + columns);
    }
    float[][] corrections = features.length == 0 ? features : run(features);
    double[] base = new double[levels];
    for (int row = 0; row < features.length; row++) {
      Rows.base(rows.rows(), row * rows.columns(), base);
      for (int level = 0; level < levels; level++) {
        into[row * levels + level] = base[level] + corrections[row][level];
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
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    closing.clean();
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The ONNX model cannot be closed: " + e.getMessage(), e);
    }
  }
}
