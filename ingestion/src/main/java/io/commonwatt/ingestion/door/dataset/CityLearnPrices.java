package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Prices and carbon intensity of a phase, published day-ahead. $/kWh become milli-cent per kWh
 * exactly; kg/kWh become mg/kWh, rounded half even.
 */
final class CityLearnPrices {

  private static final int SECONDS = 3600;
  private static final int MILLI_CENT_TENS = 5;
  private static final int MILLIGRAM_TENS = 6;
  private static final String PRICE = "electricity_pricing";
  private static final String CARBON = "carbon_intensity";

  private final DataTable pricing;
  private final DataTable carbon;
  private final Rejections rejections;
  private final int priceColumn;
  private final int carbonColumn;

  CityLearnPrices(DataTable pricing, DataTable carbon, Rejections rejections) {
    this.pricing = pricing;
    this.carbon = carbon;
    this.rejections = rejections;
    this.priceColumn = pricing.getColumn(PRICE);
    this.carbonColumn = carbon.getColumn(CARBON);
  }

  /** The prices that become known at that hour: a UTC day's at noon before, the first at once. */
  void listPublished(Instant from, Instant to, Instant hour, Consumer<Travelling> records) {
    for (long day : DayAhead.listDays(from, hour)) {
      Instant start = DayAhead.later(from, DayAhead.start(day));
      Instant end = DayAhead.earlier(to, DayAhead.start(day + 1));
      listDay(start, end, hour, records);
    }
  }

  private void listDay(Instant start, Instant end, Instant knownAt, Consumer<Travelling> records) {
    for (Instant at = start; at.isBefore(end); at = at.plus(Duration.ofSeconds(SECONDS))) {
      int row = CityLearnSource.rowStartingAt(at);
      if (row >= pricing.lines().size() || row >= carbon.lines().size()) {
        return;
      }
      Line priceLine = pricing.lines().get(row);
      Line carbonLine = carbon.lines().get(row);
      String where = pricing.reference(priceLine);
      byte[] raw = priceLine.bytes();
      try {
        long price = Cells.whole(pricing.cells(priceLine)[priceColumn], PRICE, MILLI_CENT_TENS);
        where = carbon.reference(carbonLine);
        raw = carbonLine.bytes();
        long milligrams =
            Cells.rounded(carbon.cells(carbonLine)[carbonColumn], CARBON, MILLIGRAM_TENS);
        records.accept(
            new Price(
                CityLearnRegistry.MARKET,
                at,
                SECONDS,
                CityLearnSource.CURRENCY,
                price,
                0,
                milligrams,
                knownAt));
      } catch (UnreadableException problem) {
        records.accept(
            rejections.reject(problem.rule(), problem.getMessage(), where, false, raw, knownAt));
      }
    }
  }
}
