package io.commonwatt.forecasting.feature;

import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.PriceHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.WeatherHistory;
import io.commonwatt.forecasting.solar.ClearSky;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens issues of the series of a place. Remembers the sky over it and the clock changes of its
 * zone, which are the same whenever they are computed. Not thread-safe.
 */
public final class IssueFactory {

  private static final int TRUST_DAYS = 7;
  private static final double TRUSTED_NIGHT_SHARE = 0.01;

  private final SolarGeometry geometry;
  private final CivilClock clock;
  private final Map<Integer, ClearSky> skies = new HashMap<>();
  private final IssueMatrix matrix = new IssueMatrix();
  private final PriceFollowers followers;

  /**
   * Of series whose rows carry no prices.
   *
   * @param place where the series are; null when it is not known
   */
  public IssueFactory(Place place, ZoneId zone) {
    this(place, zone, null);
  }

  /**
   * @param place where the series are; null when it is not known
   * @param followers who pays prices that follow a market; null where nobody does, so that rows
   *     carry none
   */
  public IssueFactory(Place place, ZoneId zone, PriceFollowers followers) {
    this.followers = followers;
    geometry = place == null ? null : new SolarGeometry(place.latitude(), place.longitude());
    clock = new CivilClock(zone);
  }

  /** A series of that placement at a time that is a multiple of its step. */
  public Issue open(Series series, PlacementHistory placement, Instant issued) {
    return open(series, placement, issued, Issue.HORIZON_HOURS);
  }

  /**
   * The same over another horizon.
   *
   * @param horizonHours how far ahead, h
   */
  public Issue open(Series series, PlacementHistory placement, Instant issued, int horizonHours) {
    SeriesHistory history = placement.listSeries().get(series);
    PriceHistory prices = placement.prices().orElse(null);
    return open(series, history, placement.weather(), prices, issued, horizonHours);
  }

  /**
   * A series with its history as of a time that is a multiple of its step.
   *
   * @param weather of the place, as it was known then
   */
  public Issue open(Series series, SeriesHistory history, WeatherHistory weather, Instant issued) {
    return open(series, history, weather, null, issued, Issue.HORIZON_HOURS);
  }

  /**
   * The same with prices over another horizon.
   *
   * @param weather of the place, as it was known then
   * @param prices of its market, as they were known then; null where none are
   * @param horizonHours how far ahead, h
   */
  public Issue open(
      Series series,
      SeriesHistory history,
      WeatherHistory weather,
      PriceHistory prices,
      Instant issued,
      int horizonHours) {
    long origin = issued.getEpochSecond() / series.stepSeconds();
    ClearSky sky = series.channel() == Channel.GENERATION ? findSky(history, origin) : null;
    boolean priced = followers != null;
    PriceHistory paid = priced && followers.follows(series, issued) ? prices : null;
    return new Issue(
        series, history, origin, weather, priced, paid, sky, clock, horizonHours, matrix);
  }

  /**
   * The sky over a generating series, or null when the place is not known or cannot be right: when
   * the series generated a noticeable share of its energy in what the place calls night.
   */
  private ClearSky findSky(SeriesHistory history, long origin) {
    if (geometry == null) {
      return null;
    }
    ClearSky sky =
        skies.computeIfAbsent(history.stepSeconds(), step -> new ClearSky(geometry, step));
    double night = 0;
    double all = 0;
    for (long i = origin - (long) TRUST_DAYS * history.stepsPerDay(); i < origin; i++) {
      double energy = history.energyWh(i);
      if (energy > 0) {
        all += energy;
        night += sky.isNight(i) ? energy : 0;
      }
    }
    return night <= TRUSTED_NIGHT_SHARE * all ? sky : null;
  }
}
