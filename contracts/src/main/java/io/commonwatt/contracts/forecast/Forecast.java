package io.commonwatt.contracts.forecast;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.util.List;

/**
 * Quantile forecast of one series, one issue, one model.
 *
 * @param owner usage point, feeder or community id
 * @param model name of the method, for example {@code linear-pinball} or {@code seasonal-naive}
 * @param modelId {@link ForecastModel#id()} of the trained model, or the method's name where
 *     nothing is trained; of a blend those of its members, each after its weight, as in {@code
 *     0.350 id + 0.650 id}
 * @param featureSchema hash of the feature specification; empty where there are no features
 * @param trainedThrough end of the model's data window, of a blend that of the oldest; the issue
 *     time where nothing is trained
 * @param issued issue time; only records with {@code knownAt} at or before it were used
 * @param start start of the first step
 * @param stepSeconds length of a step, s
 * @param levels quantile levels, ascending
 * @param quantilesWh energy per step, Wh, row-major: step × level, non-decreasing within a step
 */
public record Forecast(
    SeriesKind kind,
    String owner,
    Channel channel,
    String model,
    String modelId,
    String featureSchema,
    Instant trainedThrough,
    Instant issued,
    Instant start,
    int stepSeconds,
    List<Double> levels,
    double[] quantilesWh,
    Instant knownAt,
    String placement)
    implements Travelling {

  public Forecast {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || quantilesWh.length % levels.size() != 0) {
      throw new IllegalArgumentException(
          "Forecast of '"
              + owner
              + "': "
              + quantilesWh.length
              + " values for "
              + levels.size()
              + " levels");
    }
    quantilesWh = quantilesWh.clone();
  }

  /** Number of steps. */
  public int steps() {
    return quantilesWh.length / levels.size();
  }

  /** Energy of a step at the level of that index, Wh. */
  public double quantileWh(int step, int levelIndex) {
    return quantilesWh[step * levels.size() + levelIndex];
  }

  /** Owner and channel. */
  public String series() {
    return owner + '|' + channel.code();
  }

  @Override
  public String key() {
    return series();
  }

  @Override
  public String id() {
    return kind + "|" + series() + '|' + model + '|' + issued;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
