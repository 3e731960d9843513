package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.feature.PriceFollowers;
import io.commonwatt.forecasting.series.PriceHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import io.commonwatt.forecasting.series.WeatherHistory;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The past of a backtest as the issue that a forecast on the stream is made from: the same history,
 * the same rows, no weather, prices as far as they are published. The file's clock stands for UTC.
 * A net load is counted from its least value of the history, because the features are multiples of
 * a mean that must not vanish.
 *
 * @param issue at the cut-off of the past
 * @param wattHours energy of the value one, Wh
 * @param baseWh energy that is counted as nothing, Wh
 */
record PastIssue(Issue issue, double wattHours, double baseWh) {

  private static final WeatherHistory NO_WEATHER = new WeatherHistory();
  private static final PriceFollowers FOLLOWED = (series, at) -> true;
  private static final int PRICE_DAYS = 11;

  /** Opens an issue at the cut-off of a past. */
  static PastIssue open(Past past) {
    Series series =
        new Series(SeriesKind.USAGE_POINT, past.name(), channel(past), past.stepSeconds());
    SeriesHistory history = new SeriesHistory(past.stepSeconds());
    double wattHours = past.quantity().wattHours(past.stepSeconds());
    long offset = past.timeOf(0).toEpochSecond(ZoneOffset.UTC) / past.stepSeconds();
    int from = Math.max(0, past.cutOff() - SeriesHistory.RETAINED_DAYS * past.stepsPerDay());
    double baseWh = past.quantity().kind() == Kind.NET_LOAD ? least(past, from) * wattHours : 0;
    for (int index = from; index < past.cutOff(); index++) {
      double value = past.at(index);
      Standing standing = Double.isNaN(value) ? Standing.ABSENT : Standing.MEASURED;
      history.put(offset + index, value * wattHours - baseWh, standing);
    }
    Instant issued = past.timeOf(past.cutOff()).toInstant(ZoneOffset.UTC);
    PriceHistory prices = past.isPriced() ? prices(past, offset) : null;
    Issue issue =
        new IssueFactory(null, past.quantity().zone(), prices == null ? null : FOLLOWED)
            .open(series, history, NO_WEATHER, prices, issued, Issue.HORIZON_HOURS);
    return new PastIssue(issue, wattHours, baseWh);
  }

  /** What is published of prices at the cut-off, as if a MWh were a kWh: only ratios count. */
  private static PriceHistory prices(Past past, long offset) {
    PriceHistory prices = new PriceHistory();
    int step = past.stepSeconds();
    Instant now = past.timeOf(past.cutOff()).toInstant(ZoneOffset.UTC);
    int day = past.stepsPerDay();
    for (int index = past.cutOff() - PRICE_DAYS * day; index < past.cutOff() + 3 * day; index++) {
      double price = past.priceAt(index);
      if (!Double.isNaN(price)) {
        long milliCent = Math.round(1000 * price);
        Instant start = Instant.ofEpochSecond((offset + index) * step);
        prices.publish(new Price("", start, step, "EUR", milliCent, milliCent, 0, now));
      }
    }
    return prices;
  }

  /** Energy of a value as the issue counts it, Wh. */
  double toWh(double value) {
    return value * wattHours - baseWh;
  }

  /** Value of an energy as the issue counts it, in the unit of the series. */
  double toValue(double energyWh) {
    return (energyWh + baseWh) / wattHours;
  }

  /** The channel whose features fit. */
  static Channel channel(Past past) {
    return past.quantity().kind() == Kind.GENERATION ? Channel.GENERATION : Channel.CONSUMPTION;
  }

  /** Least value from an interval on; 0 where nothing is known. */
  private static double least(Past past, int from) {
    double least = Double.POSITIVE_INFINITY;
    for (int index = from; index < past.cutOff(); index++) {
      double value = past.at(index);
      if (value < least) {
        least = value;
      }
    }
    return least == Double.POSITIVE_INFINITY ? 0 : least;
  }
}
