package io.commonwatt.app.compare;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.market.observation.ForecastBook;
import io.commonwatt.market.observation.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What every member expects, at noon UTC, of each hour of the next UTC day: the median of its
 * latest forecasts, load less generation. Filled by a replay; not thread-safe.
 */
public final class Nominations {

  private static final int NOON = 12;
  private static final Duration STALE_AFTER = Duration.ofHours(12);

  private final List<UsagePoint> points;
  private final List<String> models;
  private final ForecastBook book = new ForecastBook();
  private final Map<String, Double> nominatedWh = new HashMap<>();

  public Nominations(List<UsagePoint> points, List<String> models) {
    this.points = List.copyOf(points);
    this.models = List.copyOf(models);
  }

  /** Key of a usage point's hour. */
  public static String key(String usagePoint, Instant start) {
    return usagePoint + '|' + start;
  }

  /** Takes what the market reads. */
  public void file(Travelling row) {
    if (row instanceof Forecast forecast) {
      book.file(forecast);
    }
  }

  /** Nominates when it is noon. */
  public void advance(Instant at) {
    long now = Hours.of(at);
    if (Math.floorMod(now, 24) != NOON) {
      return;
    }
    long midnight = now + 24 - NOON;
    for (UsagePoint point : points) {
      for (long hour = midnight; hour < midnight + 24; hour++) {
        OptionalDouble net = expectedWh(point, hour, at);
        if (net.isPresent()) {
          nominatedWh.put(key(point.id(), Hours.start(hour)), net.getAsDouble());
        }
      }
    }
  }

  private OptionalDouble expectedWh(UsagePoint point, long hour, Instant at) {
    double net = 0;
    for (Channel channel : point.channels()) {
      boolean adds = channel == Channel.CONSUMPTION || channel == Channel.IMPORT;
      OptionalDouble wh = book.findMedianWh(point.id(), channel, models, hour, at, STALE_AFTER);
      if (wh.isEmpty()) {
        return OptionalDouble.empty();
      }
      net += adds ? wh.getAsDouble() : -wh.getAsDouble();
    }
    return OptionalDouble.of(net);
  }

  /** Nominated energies, Wh, by usage point and hour. */
  public Map<String, Double> listWh() {
    return Map.copyOf(nominatedWh);
  }
}
