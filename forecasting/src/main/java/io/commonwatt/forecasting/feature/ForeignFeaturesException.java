package io.commonwatt.forecasting.feature;

/** A model was made for rows of another specification. */
public final class ForeignFeaturesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param found schema hash the model names
   */
  public ForeignFeaturesException(String found, FeatureSpecification expected) {
    super("made for features " + found + ", this release has " + expected.schemaHash());
  }
}
