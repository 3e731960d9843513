package io.commonwatt.forecasting.model;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.Tensor;

/**
 * AdaGrad (Duchi, Hazan, Singer, 2011) with the average of all iterates (Polyak, Juditsky, 1992) as
 * the result, for {@link FlatParameters}: to the bit what Tribuo's {@code
 * ParameterAveraging(AdaGrad)} gives on its own parameters, cheap enough for a training beside the
 * stream. Not thread-safe; a trainer copies it for each training.
 */
public final class AveragedAdaGrad implements StochasticGradientOptimiser {

  @Config(mandatory = true, description = "Scale of the steps.")
  private double learningRate;

  @Config(mandatory = true, description = "Added to the root of the squared gradients.")
  private double epsilon;

  private FlatParameters weights;
  private double[] squared;
  private double[] moments;
  private int iterations;

  /**
   * Has no state until it is initialised.
   *
   * @param learningRate scale of the steps
   * @param epsilon added to the root of the sum of squared gradients
   */
  public AveragedAdaGrad(double learningRate, double epsilon) {
    this.learningRate = learningRate;
    this.epsilon = epsilon;
  }

  /** For the configuration system. */
  private AveragedAdaGrad() {}

  /**
   * Begins anew.
   *
   * @throws IllegalArgumentException when the parameters are no {@link FlatParameters}
   */
  @Override
  public void initialise(Parameters parameters) {
    if (!(parameters instanceof FlatParameters flat)) {
      throw new IllegalArgumentException(
          "Optimises FlatParameters, not " + parameters.getClass().getSimpleName());
    }
    weights = flat;
    squared = new double[flat.size()];
    moments = new double[flat.size()];
    iterations = 0;
  }

  @Override
  public Tensor[] step(Tensor[] updates, double weight) {
    iterations++;
    weights.descend(squared, moments, iterations, weight, learningRate, epsilon);
    return updates;
  }

  @Override
  public void finalise() {
    weights.average(moments, iterations);
  }

  @Override
  public void reset() {
    weights = null;
    squared = null;
    moments = null;
  }

  @Override
  public AveragedAdaGrad copy() {
    return new AveragedAdaGrad(learningRate, epsilon);
  }

  @Override
  public String toString() {
    return "AveragedAdaGrad(learningRate=" + learningRate + ",epsilon=" + epsilon + ")";
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "StochasticGradientOptimiser");
  }
}
