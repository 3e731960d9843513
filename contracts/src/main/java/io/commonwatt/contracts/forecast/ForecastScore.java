package io.commonwatt.contracts.forecast;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;

/**
 * How one forecast did over one range of horizons, written when the last of its intervals is known.
 *
 * @param fromHours lead time from which, h, inclusive
 * @param toHours lead time to which, h, exclusive
 * @param steps intervals scored
 * @param absoluteErrorWh Σ |truth − median|, Wh
 * @param pinballWh Σ over intervals of the mean over levels of the pinball loss, Wh
 * @param coveredSteps intervals whose truth lies between the outermost quantiles
 * @param scaleWh MASE scale of the series: mean |y_t − y_{t−1 day}| over the training window, Wh; 0
 *     where it is not known
 */
public record ForecastScore(
    SeriesKind kind,
    String owner,
    Channel channel,
    String model,
    Instant issued,
    int fromHours,
    int toHours,
    int steps,
    double absoluteErrorWh,
    double pinballWh,
    int coveredSteps,
    double scaleWh,
    Instant knownAt,
    String placement)
    implements Travelling {
  @Override
  public String key() {
    return owner + '|' + channel.code();
  }

  @Override
  public String id() {
    return kind + "|" + key() + '|' + model + '|' + issued + '|' + fromHours;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
