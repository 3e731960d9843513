package io.commonwatt.forecasting.model;

import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;

/**
 * Trains the linear model with Tribuo and turns it into bytes and back. The same rows in the same
 * order give the same bytes: one thread, a named seed, and the end of the data window where Tribuo
 * would stamp the wall clock. Tribuo's arithmetic here is sums, products and square roots, which
 * Java fixes to the bit. Thread-safe as far as the breath is.
 */
public final class LinearTrainer {

  private static final String[] DIMENSIONS = {"q0", "q1", "q2", "q3", "q4", "q5", "q6"};

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private static final double[] SHRINKAGES = {0.2, 0.4, 0.6, 0.8, 1};
  private static final double UNJUDGED_SHRINKAGE = 0.5;
  private static final double HELD_BACK_SHARE = 0.3;
  private static final int FEWEST_TO_JUDGE = 50;

  /** Share of the loss without more columns; those that say nothing come near 1 by chance. */
  private static final double MORE_COLUMNS_LOSE_AT_MOST = 0.995;

  private static final long SECONDS_PER_HOUR = 3600;

  private final Hyperparameters hyperparameters;
  private final Runnable breath;

  public LinearTrainer(Hyperparameters hyperparameters) {
    this(hyperparameters, () -> {});
  }

  /**
   * Trains with pauses.
   *
   * @param breath run every millisecond or so of a training, in its thread
   */
  public LinearTrainer(Hyperparameters hyperparameters, Runnable breath) {
    this.hyperparameters = hyperparameters;
    this.breath = breath;
  }

  /** A trained model. */
  public record Trained(byte[] payload, double shrinkage) {}

  /**
   * Trains on rows. What was learnt is shrunk towards the climatology by the factor that does best
   * on the last part of the window when only the part before it was learnt from: ten days of one
   * community teach less than their number of rows makes believe.
   *
   * @param dataHash hash of the rows, for the provenance
   * @param windowTo end of the data window, for the provenance
   */
  public Trained train(
      FeatureSpecification specification, LearningRows rows, String dataHash, Instant windowTo) {
    OffsetDateTime trainedAt = windowTo.atOffset(ZoneOffset.UTC);
    double shrinkage = judge(specification, rows, trainedAt).shrinkage();
    LinearSGDModel model = fit(specification, rows, dataHash, trainedAt, shrinkage);
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      model.serializeToStream(out);
      return new Trained(out.toByteArray(), shrinkage);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Trains on made-up rows, reads the model back and throws it away, so that the first real
   * training, and the first use of its model, find their code loaded and compiled.
   *
   * @param size rows
   */
  public void rehearse(FeatureSpecification specification, int size) {
    SplittableRandom random = new SplittableRandom(hyperparameters.seed());
    double[] features = random.doubles((long) size * specification.size()).toArray();
    double[] targets = random.doubles(size).toArray();
    long[] seconds = new long[size];
    Arrays.setAll(seconds, i -> i * SECONDS_PER_HOUR);
    LearningRows rows = new LearningRows(features, targets, seconds, seconds);
    read(specification, train(specification, rows, "", Instant.EPOCH).payload()).pinball(rows, 1);
  }

  /** Rows and what they follow. */
  public record Columns(FeatureSpecification specification, LearningRows rows) {}

  /**
   * The rows without the columns behind those of a narrower specification, unless what is learnt
   * with them from the part of the window before its last clearly loses less on that last part.
   * Where there is too little to judge by they are left out.
   *
   * @param narrow what the wide specification begins with
   */
  public Columns choose(
      FeatureSpecification narrow, FeatureSpecification wide, LearningRows rows, Instant windowTo) {
    if (wide.equals(narrow)) {
      return new Columns(wide, rows);
    }
    OffsetDateTime trainedAt = windowTo.atOffset(ZoneOffset.UTC);
    LearningRows without = rows.narrowed(narrow.size());
    double needed = MORE_COLUMNS_LOSE_AT_MOST * judge(narrow, without, trainedAt).loss();
    return judge(wide, rows, trainedAt).loss() < needed
        ? new Columns(wide, rows)
        : new Columns(narrow, without);
  }

  /** What does best on the last part of the window. */
  private record Judged(double shrinkage, double loss) {}

  private Judged judge(
      FeatureSpecification specification, LearningRows rows, OffsetDateTime trainedAt) {
    long cut = rows.cutSecond(HELD_BACK_SHARE);
    LearningRows before = rows.before(cut);
    LearningRows after = rows.after(cut);
    if (before.size() < FEWEST_TO_JUDGE || after.size() < FEWEST_TO_JUDGE) {
      return new Judged(UNJUDGED_SHRINKAGE, Double.NaN);
    }
    LinearPinball learnt = weights(specification, fit(specification, before, "", trainedAt, 1));
    Judged best = new Judged(UNJUDGED_SHRINKAGE, Double.POSITIVE_INFINITY);
    for (double factor : SHRINKAGES) {
      double loss = learnt.pinball(after, factor);
      if (loss < best.loss()) {
        best = new Judged(factor, loss);
      }
    }
    return best;
  }

  private LinearSGDModel fit(
      FeatureSpecification specification,
      LearningRows rows,
      String dataHash,
      OffsetDateTime trainedAt,
      double shrinkage) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("training rows " + dataHash, trainedAt, factory),
            factory);
    String[] names = names(specification);
    int columns = specification.size();
    double[] base = new double[Rows.LEVELS.length];
    for (int i = 0; i < rows.size(); i++) {
      double[] row = Arrays.copyOfRange(rows.features(), i * columns, (i + 1) * columns);
      Rows.base(row, 0, base);
      double[] missing = new double[base.length];
      for (int level = 0; level < base.length; level++) {
        missing[level] = rows.targets()[i] - base[level];
      }
      dataset.add(new ArrayExample<>(new Regressor(DIMENSIONS, missing), names, row));
    }
    return new DatedTrainer(hyperparameters, breath, trainedAt, shrinkage).train(dataset);
  }

  /**
   * Reads the weights of a model.
   *
   * @param payload Tribuo protobuf
   * @throws IllegalArgumentException when the payload is no linear model of these features
   */
  public static LinearPinball read(FeatureSpecification specification, byte[] payload) {
    if (!(readTribuo(payload) instanceof LinearSGDModel model)) {
      throw new IllegalArgumentException("The payload of a forecast model is no linear model");
    }
    return weights(specification, model);
  }

  private static LinearPinball weights(FeatureSpecification specification, LinearSGDModel model) {
    ImmutableFeatureMap map = model.getFeatureIDMap();
    DenseMatrix matrix = model.getWeightsCopy();
    String[] names = names(specification);
    double[][] weights = new double[DIMENSIONS.length][names.length + 1];
    ImmutableOutputInfo<Regressor> outputs = model.getOutputIDInfo();
    for (var pair : outputs) {
      int id = pair.getA();
      int level = Arrays.asList(DIMENSIONS).indexOf(pair.getB().getNames()[0]);
      for (int i = 0; i < names.length; i++) {
        // A feature that never occurred in the data has no weight.
        int column = map.getID(names[i]);
        weights[level][i] = column < 0 ? 0 : matrix.get(id, column);
      }
      weights[level][names.length] = matrix.get(id, map.size());
    }
    return new LinearPinball(specification, weights);
  }

  /** The model as Tribuo sees it. */
  static Model<?> readTribuo(byte[] payload) {
    try {
      return Model.deserializeFromStream(new ByteArrayInputStream(payload));
    } catch (IOException e) {
      throw new IllegalArgumentException("The payload of a forecast model cannot be read", e);
    }
  }

  /** Column names as Tribuo sees them: prefixed by their number, so that its order is ours. */
  static String[] names(FeatureSpecification specification) {
    String[] names = new String[specification.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = (i < 10 ? "0" : "") + i + '.' + specification.features().get(i).name();
    }
    return names;
  }

  /** Shrinks, and stamps the end of the data window, not the wall clock or a machine's name. */
  private static final class DatedTrainer extends LinearSGDTrainer {

    private final Runnable breath;
    private final OffsetDateTime trainedAt;
    private final double shrinkage;

    DatedTrainer(Hyperparameters how, Runnable breath, OffsetDateTime trainedAt, double shrinkage) {
      super(
          new PinballObjective(Rows.LEVELS),
          new AveragedAdaGrad(how.learningRate(), how.epsilon()),
          how.epochs(),
          -1,
          1,
          how.seed());
      this.breath = breath;
      this.trainedAt = trainedAt;
      this.shrinkage = shrinkage;
    }

    @Override
    protected LinearParameters createParameters(
        int features, int outputs, SplittableRandom random) {
      return new FlatParameters(features + 1, outputs, breath);
    }

    @Override
    protected LinearSGDModel createModel(
        String name,
        ModelProvenance provenance,
        ImmutableFeatureMap features,
        ImmutableOutputInfo<Regressor> outputs,
        LinearParameters parameters) {
      ModelProvenance dated =
          new ModelProvenance(
              provenance.getClassName(),
              trainedAt,
              provenance.getDatasetProvenance(),
              provenance.getTrainerProvenance(),
              Map.of(),
              false);
      DenseMatrix weights = parameters.getWeightMatrix();
      weights.scaleInPlace(shrinkage);
      return super.createModel(name, dated, features, outputs, new LinearParameters(weights));
    }
  }
}
