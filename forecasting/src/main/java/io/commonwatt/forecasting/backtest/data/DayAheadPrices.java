package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Prices;
import io.commonwatt.forecasting.backtest.RegularSeries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * Day-ahead prices in the tables of a data set whose clock is UTC: those of a local day are all
 * published at an hour of the day before.
 *
 * @param files tables that hold them; a gap in one is filled from the next
 * @param column that holds them, per MWh
 * @param zone of the market
 * @param published local time on the day before
 */
record DayAheadPrices(List<String> files, String column, ZoneId zone, LocalTime published) {

  DayAheadPrices {
    files = List.copyOf(files);
  }

  /** Adds the prices to a case; none where the tables have none. */
  BacktestCase add(BacktestCase of, Path folder) {
    RegularSeries series = of.series();
    Grid grid = TableWeather.read(series, folder, files, List.of(column)).get(column);
    double[] perMwh = grid.bridged(series.length(), 0);
    if (Arrays.stream(perMwh).allMatch(Double::isNaN)) {
      return of;
    }
    int[] publishedBy = new int[perMwh.length];
    for (int index = 0; index < publishedBy.length; index++) {
      publishedBy[index] = publishedBy(series, index);
    }
    return of.withPrices(new Prices(perMwh, publishedBy));
  }

  private int publishedBy(RegularSeries series, int index) {
    LocalDate day =
        series.timeOf(index).atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDate();
    LocalDateTime known =
        day.minusDays(1)
            .atTime(published)
            .atZone(zone)
            .withZoneSameInstant(ZoneOffset.UTC)
            .toLocalDateTime();
    long seconds = Duration.between(series.start(), known).toSeconds();
    return Math.toIntExact(-Math.floorDiv(-seconds, (long) series.stepSeconds()));
  }
}
