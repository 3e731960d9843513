package io.commonwatt.contracts.forecast;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;

/**
 * How the energy of a series goes together with that of the other series of its placement and with
 * its own at other times: for each of some scenarios and each step, the rank of the scenario among
 * all. The energies are the quantiles of the {@link Forecast} of the same series and issue at these
 * ranks ({@link ScenarioPaths}). A scenario number stands for the same past day in every series of
 * a placement and issue, so scenarios may be summed over them.
 *
 * @param owner usage point, feeder or community id
 * @param model of the forecast the ranks belong to
 * @param issued issue time
 * @param start start of the first step
 * @param stepSeconds length of a step, s
 * @param scenarios number of scenarios, at most 127
 * @param ranks row-major: scenario × step, 0 for the least
 * @param greatestWh most the series can give in a step, Wh; infinite where there is no limit
 * @param seed of the order of scenarios and of ties
 */
public record ForecastScenarios(
    SeriesKind kind,
    String owner,
    Channel channel,
    String model,
    Instant issued,
    Instant start,
    int stepSeconds,
    int scenarios,
    byte[] ranks,
    double greatestWh,
    long seed,
    Instant knownAt,
    String placement)
    implements Travelling {

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
    return kind + "|" + series() + '|' + model + '|' + issued + "|scenarios";
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
