package io.commonwatt.forecasting.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.price.Price;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PriceHistoryTest {

  private static final Instant NOON = Instant.parse("2025-05-03T12:00:00Z");

  @Test
  void shouldAverageWhatIsKnownAndPreferWhatWasPublishedLast() {
    PriceHistory prices = new PriceHistory();
    prices.publish(price(NOON, 3600, 8_000, NOON));
    prices.publish(price(NOON.plusSeconds(3600), 900, -2_000, NOON));
    long noon = NOON.getEpochSecond();
    assertThat(prices.meanMilliCentPerKwh(noon, noon + 1800)).isEqualTo(8_000);
    assertThat(prices.meanMilliCentPerKwh(noon + 2700, noon + 4500)).isEqualTo(3_000);
    assertThat(prices.meanMilliCentPerKwh(noon + 4500, noon + 5400)).isNaN();
    prices.publish(price(NOON, 3600, 9_000, NOON.plusSeconds(60)));
    assertThat(prices.meanMilliCentPerKwh(noon, noon + 1800)).isEqualTo(9_000);
  }

  @Test
  void shouldSayHowFarAheadPricesAreKnownAndUsuallyAre() {
    PriceHistory prices = new PriceHistory();
    assertThat(prices.aheadHours(NOON)).isZero();
    publishDay(prices, Instant.parse("2025-05-03T00:00:00Z"), NOON.minus(Duration.ofDays(1)));
    publishDay(prices, Instant.parse("2025-05-04T00:00:00Z"), NOON);
    assertThat(prices.aheadHours(NOON)).isEqualTo(36);
    assertThat(prices.usualHours(NOON)).as("nothing was usual before").isZero();
    Instant next = NOON.plus(Duration.ofDays(1));
    assertThat(prices.aheadHours(next)).isEqualTo(12);
    assertThat(prices.usualHours(next)).isEqualTo(36);
    Instant after = next.plus(Duration.ofDays(1));
    assertThat(prices.aheadHours(after)).isZero();
    assertThat(prices.usualHours(after)).as("an hour is forgotten a day").isEqualTo(35);
    assertThat(prices.usualHours(NOON.plusSeconds(3600))).as("another hour").isZero();
  }

  @Test
  void shouldNotLetAPriceFarAheadPushTheLastDaysOut() {
    PriceHistory prices = new PriceHistory();
    prices.publish(price(NOON, 3600, 8_000, NOON));
    prices.publish(price(NOON.plus(Duration.ofDays(30)), 3600, 1, NOON));
    prices.publish(price(NOON.plusSeconds(3600), 90 * 86_400, 7, NOON));
    long noon = NOON.getEpochSecond();
    assertThat(prices.meanMilliCentPerKwh(noon, noon + 3600)).isEqualTo(8_000);
    assertThat(prices.aheadHours(NOON)).isEqualTo(4 * 24);
  }

  /** Against a map of quarters, through a checkpoint now and then. */
  @Property(tries = 200)
  void shouldAgreeWithAPlainMap(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    PriceHistory prices = new PriceHistory();
    TreeMap<Long, Float> quarters = new TreeMap<>();
    long first = NOON.getEpochSecond() / 900;
    long at = first;
    for (int i = 0; i < 60; i++) {
      at += random.nextInt(40);
      long start = at + random.nextInt(60) - 20;
      int length = 1 << random.nextInt(4);
      int value = random.nextInt(40_000) - 10_000;
      Instant known = Instant.ofEpochSecond(at * 900);
      prices.publish(price(Instant.ofEpochSecond(start * 900), length * 900, value, known));
      for (long quarter = start; quarter < start + length; quarter++) {
        quarters.put(quarter, (float) value);
      }
      if (random.nextInt(8) == 0) {
        prices = copy(prices);
      }
    }
    for (long quarter = at - 11 * 96; quarter < at + 96; quarter++) {
      Double expected = (double) quarters.getOrDefault(quarter, Float.NaN);
      assertThat(prices.meanMilliCentPerKwh(quarter * 900, (quarter + 1) * 900))
          .as("quarter %d of seed %d", quarter - first, seed)
          .isEqualTo(expected);
    }
  }

  private static PriceHistory copy(PriceHistory prices) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    prices.write(new DataOutputStream(bytes));
    return PriceHistory.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static void publishDay(PriceHistory prices, Instant day, Instant knownAt) {
    for (int hour = 0; hour < 24; hour++) {
      prices.publish(price(day.plus(Duration.ofHours(hour)), 3600, 1_000 * hour, knownAt));
    }
  }

  private static Price price(Instant start, int seconds, long milliCent, Instant knownAt) {
    return new Price("market", start, seconds, "EUR", milliCent, milliCent / 2, 0, knownAt);
  }
}
