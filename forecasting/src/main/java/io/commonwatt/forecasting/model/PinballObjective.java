package io.commonwatt.forecasting.model;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import com.oracle.labs.mlrg.olcut.util.Pair;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.regression.sgd.RegressionObjective;

/**
 * Pinball loss of several quantiles at once, one output dimension per level. Tribuo steps along
 * what {@link #lossAndGradient} returns, so it is the direction of descent: minus the derivative of
 * the loss with respect to the prediction. Immutable, thread-safe.
 */
public final class PinballObjective implements RegressionObjective {

  @Config(mandatory = true, description = "Quantile levels, in the order of the dimension names.")
  private double[] levels;

  /**
   * @param levels of the output dimensions in the order of their names, each in (0, 1)
   */
  public PinballObjective(double[] levels) {
    this.levels = levels.clone();
  }

  /** For the configuration system. */
  private PinballObjective() {}

  /**
   * Old name of {@link #lossAndGradient}.
   *
   * @deprecated Tribuo asks for it but no longer calls it
   */
  @Deprecated
  @Override
  public Pair<Double, SGDVector> loss(DenseVector truth, SGDVector prediction) {
    return lossAndGradient(truth, prediction);
  }

  @Override
  public Pair<Double, SGDVector> lossAndGradient(DenseVector truth, SGDVector prediction) {
    double loss = 0;
    double[] direction = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      double missed = truth.get(i) - prediction.get(i);
      if (missed > 0) {
        direction[i] = levels[i];
      } else if (missed < 0) {
        direction[i] = levels[i] - 1;
      }
      loss += direction[i] * missed;
    }
    return new Pair<>(loss, DenseVector.createDenseVector(direction));
  }

  @Override
  public String toString() {
    return "PinballObjective(levels=" + java.util.Arrays.toString(levels) + ")";
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "RegressionObjective");
  }
}
