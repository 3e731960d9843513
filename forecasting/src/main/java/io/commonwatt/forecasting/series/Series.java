package io.commonwatt.forecasting.series;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import java.util.Comparator;
import java.util.Locale;

/**
 * A forecast series: what it belongs to, its channel and its step.
 *
 * @param owner usage point, feeder or community id
 * @param stepSeconds length of an interval, s; divides a day
 */
public record Series(SeriesKind kind, String owner, Channel channel, int stepSeconds)
    implements Comparable<Series> {

  /** Seconds of a day. */
  public static final int DAY_SECONDS = 86_400;

  private static final Comparator<Series> ORDER =
      Comparator.comparing(Series::kind)
          .thenComparing(Series::owner)
          .thenComparing(Series::channel)
          .thenComparingInt(Series::stepSeconds);

  public Series {
    if (stepSeconds <= 0 || DAY_SECONDS % stepSeconds != 0) {
      throw new IllegalArgumentException(
          "Series of '" + owner + "': a step of " + stepSeconds + " s does not divide a day");
    }
  }

  /** The model that serves it: series of one kind, channel and step share one. */
  public String segment() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
        + '.'
        + channel.code()
        + '.'
        + stepSeconds;
  }

  /** Identity within a placement, also the beginning of its row ids. */
  public String id() {
    return kind + "|" + owner + '|' + channel.code() + '|' + stepSeconds;
  }

  /** Intervals in a day. */
  public int stepsPerDay() {
    return DAY_SECONDS / stepSeconds;
  }

  @Override
  public int compareTo(Series other) {
    return ORDER.compare(this, other);
  }
}
