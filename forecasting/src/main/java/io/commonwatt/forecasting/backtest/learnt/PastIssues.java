package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import io.commonwatt.forecasting.series.WeatherHistory;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Pasts of backtests as the issues that forecasts on the stream are made from: the same histories,
 * the same rows, no weather. The file's clock stands for UTC.
 */
final class PastIssues {

  private static final WeatherHistory NO_WEATHER = new WeatherHistory();

  private PastIssues() {}

  /** Opens an issue at the cut-off of a past. */
  static Issue open(Past past) {
    Series series =
        new Series(SeriesKind.USAGE_POINT, past.name(), channel(past), past.stepSeconds());
    SeriesHistory history = new SeriesHistory(past.stepSeconds());
    double wattHours = past.quantity().wattHours(past.stepSeconds());
    long offset = past.timeOf(0).toEpochSecond(ZoneOffset.UTC) / past.stepSeconds();
    int from = Math.max(0, past.cutOff() - SeriesHistory.RETAINED_DAYS * past.stepsPerDay());
    for (int index = from; index < past.cutOff(); index++) {
      double value = past.at(index);
      Standing standing = Double.isNaN(value) ? Standing.ABSENT : Standing.MEASURED;
      history.put(offset + index, value * wattHours, standing);
    }
    Instant issued = past.timeOf(past.cutOff()).toInstant(ZoneOffset.UTC);
    return new IssueFactory(null, past.quantity().zone()).open(series, history, NO_WEATHER, issued);
  }

  /** The channel whose features fit. */
  static Channel channel(Past past) {
    return past.quantity().kind() == Kind.GENERATION ? Channel.GENERATION : Channel.CONSUMPTION;
  }
}
