package io.commonwatt.forecasting.boost;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LearningRows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Trainer;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Trains boosted quantiles natively: all levels in the leaves of one tree a round, pinball loss,
 * one thread. The same rows in the same order give the same bytes on the same platform. What is
 * learnt is what the climatology a row begins with misses, as in the linear model, because trees do
 * not extrapolate. Not thread-safe.
 */
public final class BoostedTrainer implements Trainer<Regressor> {

  private static final RegressionFactory FACTORY = new RegressionFactory();

  @Config(mandatory = true, description = "Trees.")
  private int rounds;

  @Config(mandatory = true, description = "Share of a tree's leaves that counts.")
  private double learningRate;

  @Config(mandatory = true, description = "Deepest leaf.")
  private int depth;

  @Config(mandatory = true, description = "Share of the rows a tree sees.")
  private double rowShare;

  @Config(mandatory = true, description = "Share of the columns a tree sees.")
  private double columnShare;

  @Config(mandatory = true, description = "Fewest rows in a leaf, about.")
  private double fewestRows;

  @Config(mandatory = true, description = "Penalty of the squares of leaves.")
  private double ridge;

  @Config(mandatory = true, description = "Seed of the drawn rows and columns.")
  private long seed;

  @Config(mandatory = true, description = "Quantile levels.")
  private double[] levels = Rows.LEVELS.clone();

  private int invocations;

  /**
   * A trainer.
   *
   * @throws BoostingUnavailableException when boosters cannot be trained here
   */
  public BoostedTrainer(BoostingParameters parameters) {
    Boosting.require();
    rounds = parameters.rounds();
    learningRate = parameters.learningRate();
    depth = parameters.depth();
    rowShare = parameters.rowShare();
    columnShare = parameters.columnShare();
    fewestRows = parameters.fewestRows();
    ridge = parameters.ridge();
    seed = parameters.seed();
  }

  /** For the configuration system. */
  private BoostedTrainer() {}

  /**
   * Trains on rows that begin with their climatology.
   *
   * @param dataHash hash of the rows, for the provenance
   * @param windowTo end of the data window, for the provenance
   */
  public BoostedModel train(
      FeatureSpecification specification, LearningRows rows, String dataHash, Instant windowTo) {
    int columns = specification.size();
    float[] features = new float[rows.size() * columns];
    float[] missed = new float[rows.size()];
    String[] names = BoostedModel.names(specification);
    MutableFeatureMap domain = new MutableFeatureMap();
    MutableOutputInfo<Regressor> outputs = FACTORY.generateInfo();
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < columns; column++) {
        double value = rows.features()[i * columns + column];
        features[i * columns + column] = (float) value;
        domain.add(names[column], value);
      }
      missed[i] = (float) (rows.targets()[i] - rows.features()[i * columns]);
      outputs.observe(output(missed[i]));
    }
    BoostedTrees trees = grow(features, columns, missed);
    return new BoostedModel(
        provenance(dataHash, windowTo, rows.size(), columns),
        new ImmutableFeatureMap(domain),
        outputs.generateImmutableOutputInfo(),
        trees);
  }

  /** Trains on a data set whose targets have one dimension per level, all of the same value. */
  @Override
  public BoostedModel train(Dataset<Regressor> dataset, Map<String, Provenance> runProvenance) {
    ImmutableFeatureMap map = dataset.getFeatureIDMap();
    ImmutableOutputInfo<Regressor> outputs = dataset.getOutputIDInfo();
    int columns = map.size();
    float[] features = new float[dataset.size() * columns];
    Arrays.fill(features, Float.NaN);
    float[] targets = new float[dataset.size()];
    for (int i = 0; i < targets.length; i++) {
      Example<Regressor> example = dataset.getExample(i);
      for (Feature feature : example) {
        features[i * columns + map.getID(feature.getName())] = (float) feature.getValue();
      }
      targets[i] = (float) example.getOutput().getValues()[0];
    }
    ModelProvenance provenance =
        new ModelProvenance(
            BoostedModel.class.getName(),
            OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC),
            dataset.getProvenance(),
            getProvenance(),
            runProvenance,
            false);
    return new BoostedModel(provenance, map, outputs, grow(features, columns, targets));
  }

  /** Grows trees on a matrix. */
  private BoostedTrees grow(float[] features, int columns, float[] targets) {
    invocations++;
    DMatrix matrix = null;
    Booster booster = null;
    try {
      matrix = new DMatrix(features, targets.length, columns, Float.NaN);
      matrix.setLabel(targets);
      booster = XGBoost.train(matrix, parameters(), rounds, Map.of(), null, null);
      return TreeDump.read(booster.toByteArray("json"));
    } catch (XGBoostError e) {
      throw new IllegalStateException(
          "XGBoost could not train on " + targets.length + " rows: " + e.getMessage(), e);
    } finally {
      if (booster != null) {
        booster.dispose();
      }
      if (matrix != null) {
        matrix.dispose();
      }
    }
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", "reg:quantileerror");
    parameters.put("quantile_alpha", Arrays.toString(levels));
    parameters.put("multi_strategy", "multi_output_tree");
    parameters.put("tree_method", "hist");
    parameters.put("eta", learningRate);
    parameters.put("max_depth", depth);
    parameters.put("subsample", rowShare);
    parameters.put("colsample_bytree", columnShare);
    // Each row weighs one for every level.
    parameters.put("min_child_weight", fewestRows * levels.length);
    parameters.put("lambda", ridge);
    parameters.put("nthread", 1);
    parameters.put("seed", seed);
    parameters.put("verbosity", 0);
    return parameters;
  }

  /** One dimension per level: every quantile is learnt from the same value. */
  private Regressor output(double value) {
    double[] values = new double[levels.length];
    Arrays.fill(values, value);
    return new Regressor(BoostedModel.dimensions(levels.length), values);
  }

  private ModelProvenance provenance(String dataHash, Instant windowTo, int rows, int columns) {
    OffsetDateTime trainedAt = windowTo.atOffset(ZoneOffset.UTC);
    SimpleDataSourceProvenance source =
        new SimpleDataSourceProvenance("training rows " + dataHash, trainedAt, FACTORY);
    DatasetProvenance dataset = new RowsProvenance(source, rows, columns, levels.length);
    return new ModelProvenance(
        BoostedModel.class.getName(), trainedAt, dataset, getProvenance(), Map.of(), false);
  }

  @Override
  public int getInvocationCount() {
    return invocations;
  }

  @Override
  public void setInvocationCount(int count) {
    invocations = count;
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
