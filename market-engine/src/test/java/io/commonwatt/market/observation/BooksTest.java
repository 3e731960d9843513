package io.commonwatt.market.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.market.observation.MeterBook.Filed;
import io.commonwatt.market.observation.MeterBook.HourEnergy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BooksTest {

  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");
  private static final long HOUR = Hours.of(START);
  private static final Duration STALE = Duration.ofHours(12);

  @Test
  void shouldSumReadingsIntoAnHourOnceAllAreKnown() {
    MeterBook book = new MeterBook();
    assertThat(book.file(reading(0, 1800, 300, Origin.MEASURED))).isEqualTo(Filed.CHANGED);
    assertThat(book.find("h", Channel.CONSUMPTION, HOUR)).isEmpty();
    book.file(reading(1800, 1800, 200, Origin.ESTIMATED));
    assertThat(book.find("h", Channel.CONSUMPTION, HOUR)).contains(new HourEnergy(500, false));
    assertThat(book.file(reading(1800, 1800, 200, Origin.ESTIMATED))).isEqualTo(Filed.SAME);
    assertThat(book.file(reading(1800, 1800, 200, Origin.MEASURED))).isEqualTo(Filed.CHANGED);
    assertThat(book.find("h", Channel.CONSUMPTION, HOUR)).contains(new HourEnergy(500, true));
    assertThat(book.find("h", Channel.GENERATION, HOUR)).isEmpty();
  }

  @Test
  void shouldTakeReadingsInAnyOrderAndForgetOldOnes() {
    MeterBook book = new MeterBook();
    book.file(reading(7200, 3600, 3, Origin.MEASURED));
    book.file(reading(0, 3600, 70_000, Origin.MEASURED));
    book.file(reading(500 * 3600, 3600, 5, Origin.MEASURED));

    assertThat(energy(book, 0)).isEqualTo(70_000);
    assertThat(book.find("h", Channel.CONSUMPTION, HOUR + 1)).isEmpty();
    assertThat(energy(book, 2)).isEqualTo(3);
    book.dropBefore(HOUR + 2);
    assertThat(book.find("h", Channel.CONSUMPTION, HOUR)).isEmpty();
    assertThat(energy(book, 2)).isEqualTo(3);
    assertThat(energy(book, 500)).isEqualTo(5);
  }

  @Test
  void shouldRefuseIntervalsThatDoNotDivideTheHour() {
    MeterBook book = new MeterBook();
    assertThat(book.file(reading(0, 7200, 1, Origin.MEASURED))).isEqualTo(Filed.UNSUPPORTED);
    assertThat(book.file(reading(60, 1800, 1, Origin.MEASURED))).isEqualTo(Filed.UNSUPPORTED);
  }

  @Test
  void shouldStandInThePriceOfTheLastKnownDay() {
    PriceBook book = new PriceBook();
    assertThat(book.estimate("spot", HOUR)).isEqualTo(HourPrice.NONE);
    for (int hour = 0; hour < 48; hour++) {
      book.file(price(hour * 3600, 3600, 100 * hour));
    }
    assertThat(book.estimate("spot", HOUR + 47)).isEqualTo(new HourPrice(4700, 4699, 7, true));
    assertThat(book.estimate("spot", HOUR + 48 + 5)).isEqualTo(new HourPrice(2900, 2899, 7, false));
    assertThat(book.estimate("spot", HOUR + 100 + 24 * 30).importMilliCentPerKwh()).isEqualTo(4700);
    assertThat(book.find("spot", HOUR + 48)).isEmpty();
  }

  @Test
  void shouldAverageShortPricesAndSpreadLongOnes() {
    PriceBook book = new PriceBook();
    assertThat(book.file(price(0, 1800, 100))).isFalse();
    assertThat(book.file(price(1800, 1800, 201))).isTrue();
    assertThat(book.find("spot", HOUR)).contains(new HourPrice(150, 149, 7, true));
    assertThat(book.file(price(3600, 7200, 9))).isTrue();
    assertThat(book.find("spot", HOUR + 1)).isEqualTo(book.find("spot", HOUR + 2)).isPresent();
    assertThat(book.file(price(3600, 7200, 9))).isFalse();
  }

  @Test
  void shouldSumForecastsIntoHoursAndPreferTheBetterModel() {
    ForecastBook book = new ForecastBook();
    book.file(forecast("seasonal-naive", 0, 3600, 10, 20, 30));
    book.file(forecast("linear-pinball", 0, 1800, 1, 2, 3, 4));
    List<String> models = List.of("linear-pinball", "seasonal-naive");

    assertThat(median(book, models, HOUR, START)).isEqualTo(3);
    assertThat(median(book, models, HOUR + 1, START)).isEqualTo(7);
    assertThat(median(book, models, HOUR + 2, START)).isEqualTo(30);
    assertThat(median(book, models, HOUR + 3, START)).isNaN();
  }

  @Test
  void pitfall22ShouldNotUseStaleForecasts() {
    ForecastBook book = new ForecastBook();
    book.file(forecast("linear-pinball", 0, 3600, new double[48]));
    book.file(forecast("seasonal-naive", 6, 3600, new double[48]));
    List<String> models = List.of("linear-pinball", "seasonal-naive");

    assertThat(median(book, List.of("linear-pinball"), HOUR + 12, at(12))).isZero();
    assertThat(median(book, List.of("linear-pinball"), HOUR + 13, at(13))).isNaN();
    assertThat(median(book, models, HOUR + 13, at(13))).isZero();
    book.file(forecast("seasonal-naive", 0, 3600, new double[1]));
    assertThat(median(book, models, HOUR + 13, at(13))).isZero();
  }

  private static Instant at(int hours) {
    return START.plus(Duration.ofHours(hours));
  }

  private static double median(ForecastBook book, List<String> models, long hour, Instant at) {
    return book.findMedianWh("h", Channel.CONSUMPTION, models, hour, at, STALE).orElse(Double.NaN);
  }

  private static long energy(MeterBook book, int hour) {
    return book.find("h", Channel.CONSUMPTION, HOUR + hour).orElseThrow().energyWh();
  }

  private static Forecast forecast(String model, int issuedHour, int step, double... medians) {
    double[] quantiles = new double[3 * medians.length];
    for (int i = 0; i < medians.length; i++) {
      quantiles[3 * i] = 0;
      quantiles[3 * i + 1] = medians[i];
      quantiles[3 * i + 2] = 99;
    }
    Instant issued = at(issuedHour);
    return new Forecast(
        SeriesKind.USAGE_POINT,
        "h",
        Channel.CONSUMPTION,
        model,
        model,
        "",
        issued,
        issued,
        issued,
        step,
        List.of(0.1, 0.5, 0.9),
        quantiles,
        issued,
        "c");
  }

  private static Price price(int fromSecond, int length, long importPrice) {
    return new Price(
        "spot",
        START.plusSeconds(fromSecond),
        length,
        "EUR",
        importPrice,
        importPrice - 1,
        7,
        START);
  }

  private static ValidatedReading reading(int fromSecond, int length, long wh, Origin origin) {
    Instant start = START.plusSeconds(fromSecond);
    return new ValidatedReading(
        "h",
        "c",
        "f",
        Channel.CONSUMPTION,
        start,
        length,
        wh,
        wh,
        origin,
        Quality.VALID,
        List.of(),
        "",
        "m",
        1,
        start.plusSeconds(length),
        "c");
  }
}
