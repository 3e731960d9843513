package io.commonwatt.contracts.forecast;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * A trained model of a segment, with what it was trained on.
 *
 * @param segment which series it serves, for example {@code usage-point.consumption.3600}
 * @param algorithm name of the method
 * @param windowFrom start of the data window
 * @param windowTo end of the data window
 * @param effectiveFrom forecasts issued at or after this time use it
 * @param dataHash SHA-256 of the training rows
 * @param featureSchema hash of the feature specification
 * @param hyperparameters JSON
 * @param seed seed of the trainer
 * @param rows number of training rows
 * @param payload serialised model: Tribuo protobuf, or the file of a model made elsewhere
 */
public record ForecastModel(
    String segment,
    String algorithm,
    Instant windowFrom,
    Instant windowTo,
    Instant effectiveFrom,
    String dataHash,
    String featureSchema,
    String hyperparameters,
    long seed,
    int rows,
    byte[] payload,
    Instant knownAt)
    implements Travelling {
  @Override
  public String key() {
    return id();
  }

  @Override
  public String placement() {
    return segment;
  }

  @Override
  public String id() {
    return segment + '|' + algorithm + '|' + effectiveFrom;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
