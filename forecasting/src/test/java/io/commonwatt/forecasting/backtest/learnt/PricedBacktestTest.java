package io.commonwatt.forecasting.backtest.learnt;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.backtest.Backtest;
import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.DayAhead;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Prices;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.feature.Holidays;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Prices of the day ahead in a backtest: published at noon of the day before. */
class PricedBacktestTest {

  private static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00:00");
  private static final int DAY = 24;
  private static final int DAYS = 84;
  private static final int TEST_FROM = 70 * DAY;

  @Test
  void shouldShowAPriceFromItsPublicationOn() {
    RegularSeries series = series(1, 1, 0);
    int noon = 40 * DAY + 12;
    assertThat(new Past(series, noon - 1).priceAt(41 * DAY)).isNaN();
    assertThat(new Past(series, noon).priceAt(41 * DAY)).isPositive();
    assertThat(new Past(series, noon).priceAt(42 * DAY)).isNaN();
    assertThat(new Past(series, noon).priceAt(-1)).isNaN();
    assertThat(new Past(series, noon).isPriced()).isTrue();
    assertThat(new Past(series.withPrices(Prices.NONE), noon).isPriced()).isFalse();
  }

  @Test
  void shouldDropPricesThatAProtocolCannotKnow() {
    RegularSeries series = series(1, 1, 0);
    BacktestCase of = new BacktestCase(series, TEST_FROM, series.length());
    assertThat(of.withPricesInTime(DayAhead.MIDNIGHT).series().prices()).isSameAs(series.prices());
    assertThat(of.withPricesInTime(DayAhead.OPENSTEF_D1).series().prices()).isSameAs(Prices.NONE);
  }

  @Property(tries = 30)
  void shouldNotSeePricesThatArePublishedLater(
      @ForAll long seed, @ForAll @IntRange(min = 30 * DAY, max = 60 * DAY) int cutOff) {
    RegularSeries series = series(seed, seed, cutOff);
    RegularSeries otherwise = series(seed, seed + 1, cutOff);
    AheadRows rows = open(new Past(series, cutOff));
    AheadRows others = open(new Past(otherwise, cutOff));
    double[] row = new double[AheadRows.PRICED.size()];
    double[] other = new double[AheadRows.PRICED.size()];
    for (int target = cutOff; target < cutOff + 2 * DAY; target++) {
      assertThat(others.fill(target, other)).isEqualTo(rows.fill(target, row));
      assertThat(other).isEqualTo(row);
      double last = row[AheadRows.PRICED.size() - 1];
      boolean published = !Double.isNaN(new Past(series, cutOff).priceAt(target));
      assertThat(Double.isNaN(last)).isEqualTo(!published);
    }
    assertThat(prices(seed, seed, cutOff)).isNotEqualTo(prices(seed, seed + 1, cutOff));
  }

  /** What the stream makes of readings and published prices, a backtest makes of a file. */
  @Property(tries = 15)
  void shouldMakeTheRowsOfTheStream(
      @ForAll long seed, @ForAll @IntRange(min = 40, max = 60) int days) {
    int cutOff = days * DAY;
    RegularSeries series = series(seed, seed, 0);
    Issue own = PastIssue.open(new Past(series, cutOff)).issue();
    Instant issued =
        Instant.EPOCH.plusSeconds(START.toEpochSecond(ZoneOffset.UTC) + cutOff * 3600L);
    PlacementHistory history = new PlacementHistory("", "m", SeriesHistory.RETAINED_DAYS);
    double[] perMwh = prices(seed, seed, 0);
    for (int index = 0; index < series.length(); index++) {
      Instant start = issued.plusSeconds((index - cutOff) * 3600L);
      if (index < cutOff) {
        long energyWh = Math.round(1000 * series.at(index));
        history.absorb(
            TestCommunity.reading(
                "made", "c", "f", Channel.CONSUMPTION, start, 3600, energyWh, issued),
            issued);
      }
      long milliCent = Math.round(1000 * perMwh[index]);
      Instant known = issued.plusSeconds((index / DAY * DAY - 12 - cutOff) * 3600L);
      history.absorb(new Price("m", start, 3600, "EUR", milliCent, 0, 0, known), issued);
    }
    Series home = new Series(SeriesKind.USAGE_POINT, "made", Channel.CONSUMPTION, 3600);
    Issue streamed =
        new IssueFactory(null, ZoneId.of("UTC"), (each, at) -> true).open(home, history, issued);
    int columns = streamed.rows().specification().size();
    assertThat(own.rows().specification()).isEqualTo(streamed.rows().specification());
    double[] row = new double[columns];
    double[] other = new double[columns];
    for (int step = 0; step < 48; step++) {
      assertThat(own.rows().fill(own.origin() + step, row)).isTrue();
      assertThat(streamed.rows().fill(streamed.origin() + step, other)).isTrue();
      assertThat(row).as("step %d", step).isEqualTo(other);
    }
  }

  @Test
  void shouldForecastALoadThatAnswersPricesBetterWithThem() {
    RegularSeries series = series(5, 5, 0);
    assertThat(rcrps(new LinearForecaster(), series))
        .isLessThan(0.7 * rcrps(new LinearForecaster(), series.withPrices(Prices.NONE)));
  }

  private static double rcrps(Forecaster forecaster, RegularSeries series) {
    return new Backtest(DayAhead.MIDNIGHT, List.of(forecaster), () -> 0)
        .run(List.of(new BacktestCase(series, TEST_FROM, series.length())), done -> {})
        .means()
        .get(forecaster.name())
        .rcrps();
  }

  /** Whole Wh that fall with the price; prices published after a cut-off by another seed. */
  private static RegularSeries series(long seed, long laterSeed, int cutOff) {
    Random random = new Random(seed);
    double[] perMwh = prices(seed, laterSeed, cutOff);
    double[] answered = prices(seed, seed, 0);
    double[] values = new double[DAYS * DAY];
    int[] publishedBy = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      double shape = 2 + Math.sin(2 * Math.PI * (i % DAY) / DAY);
      double answer = 1 - 0.6 * (answered[i] - 80) / 80;
      values[i] = Math.round(1000 * shape * answer * (1 + 0.05 * random.nextDouble())) / 1000.0;
      publishedBy[i] = i / DAY * DAY - 12;
    }
    return new RegularSeries("made", Quantity.load("kWh"), START, 3600, values)
        .withPrices(new Prices(perMwh, publishedBy));
  }

  private static double[] prices(long seed, long laterSeed, int cutOff) {
    double[] perMwh = new double[DAYS * DAY];
    for (int day = 0; day < DAYS; day++) {
      boolean later = day * DAY - 12 > cutOff;
      Random random = new Random((later ? laterSeed : seed) * 31 + day);
      for (int hour = 0; hour < DAY; hour++) {
        perMwh[day * DAY + hour] = 10 + random.nextInt(140);
      }
    }
    return perMwh;
  }

  private static AheadRows open(Past past) {
    return new AheadRows(past, new LocalClock(past, Holidays.of("")));
  }
}
