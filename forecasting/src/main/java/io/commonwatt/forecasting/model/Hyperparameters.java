package io.commonwatt.forecasting.model;

import java.io.Serializable;

/**
 * How a linear model is trained.
 *
 * @param epochs passes over the rows
 * @param learningRate initial learning rate of AdaGrad
 * @param epsilon of AdaGrad
 * @param seed of the order in which rows are visited
 */
public record Hyperparameters(int epochs, double learningRate, double epsilon, long seed)
    implements Serializable {

  /** What was found good for 14 to 35 days of history. */
  public static final Hyperparameters DEFAULT = new Hyperparameters(5, 0.1, 1.0, 20_250_501);

  /**
   * As JSON, for the model's provenance.
   *
   * @param shrinkage factor the trainer found and multiplied what was learnt with
   */
  public String json(double shrinkage) {
    return "{\"epochs\":"
        + epochs
        + ",\"epsilon\":"
        + epsilon
        + ",\"learningRate\":"
        + learningRate
        + ",\"objective\":\"pinball\",\"optimiser\":\"AdaGrad\",\"shrinkage\":"
        + shrinkage
        + "}";
  }
}
