package io.commonwatt.contracts.forecast;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.List;

/**
 * Training rows of one placement for one segment, on their way to the trainer. Travels inside the
 * forecasting job only, on no topic.
 *
 * @param origin placement the rows come from
 * @param rowIds identity of each row (series, issue, interval), which also orders them
 * @param features row-major: row × feature
 * @param targets one per row
 */
public record TrainingRows(
    String segment,
    String origin,
    Instant windowFrom,
    Instant windowTo,
    String featureSchema,
    List<String> rowIds,
    double[] features,
    double[] targets,
    Instant knownAt)
    implements Travelling {
  @Override
  public String key() {
    return segment;
  }

  @Override
  public String placement() {
    return segment;
  }

  @Override
  public String id() {
    return segment + '|' + windowTo + '|' + origin;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
