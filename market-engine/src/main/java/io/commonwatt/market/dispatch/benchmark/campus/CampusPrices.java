package io.commonwatt.market.dispatch.benchmark.campus;

import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import io.commonwatt.market.dispatch.benchmark.CsvColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** Half-hourly prices of the market operator, as given to all who took part in the challenge. */
public final class CampusPrices {

  private static final LocalDateTime START = LocalDateTime.of(2020, 11, 1, 0, 0);
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");
  private static final int MARKET_HOURS_AHEAD_OF_UTC = 10;
  private static final int PRICE_MINUTES = 30;
  private static final int STEP_MINUTES = 15;

  private CampusPrices() {}

  /**
   * Reads the months that touch November 2020.
   *
   * @return AUD/MWh by quarter-hour of the month
   */
  public static double[] read(Path folder) throws IOException {
    double[] price = new double[CampusMonth.STEPS];
    Arrays.fill(price, Double.NaN);
    for (int month = 10; month <= 12; month++) {
      Path file = folder.resolve("aemo/PRICE_AND_DEMAND_2020" + month + "_VIC1.csv.gz");
      Path plain = folder.resolve("aemo/PRICE_AND_DEMAND_2020" + month + "_VIC1.csv");
      CsvColumns table = CsvColumns.read(Files.isRegularFile(plain) ? plain : file);
      List<String> ends = table.texts("SETTLEMENTDATE");
      double[] prices = table.numbers("RRP");
      for (int row = 0; row < prices.length; row++) {
        // Stamped by its end, in market time.
        LocalDateTime start =
            LocalDateTime.parse(ends.get(row), STAMP)
                .minusHours(MARKET_HOURS_AHEAD_OF_UTC)
                .minusMinutes(PRICE_MINUTES);
        long step = Duration.between(START, start).toMinutes() / STEP_MINUTES;
        for (long at = step; at < step + PRICE_MINUTES / STEP_MINUTES; at++) {
          if (at >= 0 && at < price.length && !start.isBefore(START)) {
            price[(int) at] = prices[row];
          }
        }
      }
    }
    for (int step = 0; step < price.length; step++) {
      if (Double.isNaN(price[step])) {
        throw new BenchmarkDataException(
            "Folder "
                + folder.resolve("aemo")
                + " has no price for quarter-hour "
                + step
                + " of November 2020",
            "copy the data set whole");
      }
    }
    return price;
  }
}
