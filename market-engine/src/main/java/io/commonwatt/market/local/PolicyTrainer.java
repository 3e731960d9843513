package io.commonwatt.market.local;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * Regresses what was best on what was measured, with a random forest of Tribuo. One thread and a
 * named seed: the same rows in the same order give the same policy. Stateless and thread-safe.
 */
public final class PolicyTrainer {

  static final int TREES = 15;
  private static final int DEPTH = 8;
  private static final float FEWEST_ROWS = 8;
  private static final float FEATURES_SHARE = 0.6f;
  private static final String TARGET = "target";

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private PolicyTrainer() {}

  /**
   * Trains.
   *
   * @param rows features, all of the same names
   * @param targets one per row
   */
  public static LocalPolicy train(
      String[] names, List<double[]> rows, double[] targets, long seed) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance(
                "history", Instant.EPOCH.atOffset(ZoneOffset.UTC), factory),
            factory);
    for (int row = 0; row < targets.length; row++) {
      dataset.add(new ArrayExample<>(new Regressor(TARGET, targets[row]), names, rows.get(row)));
    }
    CARTJointRegressionTrainer tree =
        new CARTJointRegressionTrainer(
            DEPTH, FEWEST_ROWS, 0, FEATURES_SHARE, new MeanSquaredError(), false, seed);
    Model<Regressor> model =
        new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed).train(dataset);
    List<LocalPolicy.Tree> trees = new ArrayList<>();
    for (Model<Regressor> one : ((WeightedEnsembleModel<Regressor>) model).getModels()) {
      int[] columns = new int[names.length];
      for (int column = 0; column < names.length; column++) {
        int id = one.getFeatureIDMap().getID(names[column]);
        if (id >= 0) {
          columns[id] = column;
        }
      }
      trees.add(new Flattened(columns).tree(((TreeModel<Regressor>) one).getRoot()));
    }
    return new LocalPolicy(trees.toArray(new LocalPolicy.Tree[0]));
  }

  /** Lays the nodes of a tree out in a row. */
  private static final class Flattened {

    private final int[] columns;
    private final List<double[]> nodes = new ArrayList<>();

    Flattened(int[] columns) {
      this.columns = columns;
    }

    LocalPolicy.Tree tree(Node<Regressor> root) {
      add(root);
      int size = nodes.size();
      LocalPolicy.Tree tree =
          new LocalPolicy.Tree(
              new int[size], new double[size], new int[size], new int[size], new double[size]);
      for (int i = 0; i < size; i++) {
        double[] node = nodes.get(i);
        tree.feature()[i] = (int) node[0];
        tree.split()[i] = node[1];
        tree.first()[i] = (int) node[2];
        tree.second()[i] = (int) node[3];
        tree.value()[i] = node[4];
      }
      return tree;
    }

    private int add(Node<Regressor> node) {
      double[] row = new double[5];
      int place = nodes.size();
      nodes.add(row);
      if (node instanceof SplitNode<Regressor> split) {
        row[0] = columns[split.getFeatureID()];
        row[1] = split.splitValue();
        row[2] = add(split.getLessThanOrEqual());
        row[3] = add(split.getGreaterThan());
      } else {
        row[0] = -1;
        row[4] = ((LeafNode<Regressor>) node).getOutput().getValues()[0];
      }
      return place;
    }
  }
}
