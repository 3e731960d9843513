package io.commonwatt.forecasting.boost;

import java.io.Serializable;

/**
 * How trees are boosted.
 *
 * @param rounds trees, each with all quantiles in its leaves
 * @param learningRate share of a tree's leaves that counts, 0…1
 * @param depth deepest leaf
 * @param rowShare share of the rows a tree sees, 0…1
 * @param columnShare share of the columns a tree sees, 0…1
 * @param fewestRows fewest rows in a leaf, about
 * @param ridge penalty of the squares of leaves
 * @param seed of the drawn rows and columns
 */
public record BoostingParameters(
    int rounds,
    double learningRate,
    int depth,
    double rowShare,
    double columnShare,
    double fewestRows,
    double ridge,
    long seed)
    implements Serializable {

  /** What was found good on the published sets. */
  public static final BoostingParameters DEFAULT =
      new BoostingParameters(180, 0.06, 7, 0.7, 0.4, 20, 2, 20_261_129);

  /** For the few thousand rows of some weeks that a model of the stream is trained on. */
  public static final BoostingParameters STREAM =
      new BoostingParameters(80, 0.08, 5, 0.7, 0.5, 20, 1, 20_261_129);

  public BoostingParameters {
    if (rounds < 1 || depth < 1 || depth > 16 || !(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "Boosting needs rounds, a depth of 1 to 16 and a learning rate of (0, 1]; it was given "
              + rounds
              + ", "
              + depth
              + " and "
              + learningRate);
    }
  }

  /** The same drawn by another seed. */
  public BoostingParameters withSeed(long other) {
    return new BoostingParameters(
        rounds, learningRate, depth, rowShare, columnShare, fewestRows, ridge, other);
  }

  /** As JSON, for the model's provenance. */
  public String json() {
    return "{\"columnShare\":"
        + columnShare
        + ",\"depth\":"
        + depth
        + ",\"fewestRows\":"
        + fewestRows
        + ",\"learningRate\":"
        + learningRate
        + ",\"objective\":\"pinball\",\"ridge\":"
        + ridge
        + ",\"rounds\":"
        + rounds
        + ",\"rowShare\":"
        + rowShare
        + "}";
  }
}
