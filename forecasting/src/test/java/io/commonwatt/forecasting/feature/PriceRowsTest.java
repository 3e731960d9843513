package io.commonwatt.forecasting.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Columns of prices: what is published ahead counts, and nothing else that is to come. */
class PriceRowsTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Instant START = Instant.parse("2025-03-20T00:00:00Z");
  private static final Series HOME =
      new Series(SeriesKind.USAGE_POINT, "home", Channel.CONSUMPTION, 1800);
  private static final int PLAIN = LoadRows.SPECIFICATION.size();

  @Property(tries = 40)
  void shouldSeeOnlyPricesThatArePublished(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 60) int quarterDays) {
    Instant issued = START.plus(Duration.ofHours(6L * quarterDays));
    List<Price> published = prices(seed, seed, issued);
    List<Price> otherwiseLater = prices(seed, seed + 1, issued);
    double[][] rows = rows(history(seed, published, issued), issued, (series, at) -> true);
    assertThat(rows(history(seed, otherwiseLater, issued), issued, (series, at) -> true))
        .isDeepEqualTo(rows);
    assertThat(published).isNotEqualTo(otherwiseLater);
  }

  @Property(tries = 40)
  void shouldAddColumnsBehindThoseWithoutPrices(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 60) int quarterDays) {
    Instant issued = START.plus(Duration.ofHours(6L * quarterDays));
    PlacementHistory history = history(seed, prices(seed, seed, issued), issued);
    double[][] plain = rows(history, issued, null);
    double[][] priced = rows(history, issued, (series, at) -> true);
    double[][] unpaid = rows(history, issued, (series, at) -> false);
    for (int step = 0; step < plain.length; step++) {
      assertThat(priced[step]).startsWith(plain[step]);
      assertThat(unpaid[step]).startsWith(plain[step]);
      for (int column = PLAIN; column < LoadRows.PRICED.size(); column++) {
        assertThat(unpaid[step][column]).isZero();
        assertThat(priced[step][column]).isBetween(-8.0, 8.0);
      }
    }
  }

  /** Against sums over the hours as they were published. */
  @Property(tries = 40)
  void shouldAgreeWithTheDefinition(@ForAll long seed) {
    Instant issued = START.plus(Duration.ofHours(12 * 24));
    List<Price> published = prices(seed, seed, issued);
    TreeMap<Long, Double> hours = new TreeMap<>();
    for (Price price : published) {
      if (price.market().equals("market") && !price.knownAt().isAfter(issued)) {
        hours.put(price.start().getEpochSecond() / 3600, (double) price.importMilliCentPerKwh());
      }
    }
    double[][] rows = rows(history(seed, published, issued), issued, (series, at) -> true);
    long now = issued.getEpochSecond() / 3600;
    double squares = 0;
    for (double price : hours.subMap(now - 168, now).values()) {
      squares += price * price;
    }
    double scale = Math.sqrt(squares / hours.subMap(now - 168, now).size());
    for (int step = 0; step < 96; step += 7) {
      long hour = now + step / 2;
      double[] row = rows[step];
      if (!hours.containsKey(hour)) {
        assertThat(row).endsWith(0, 0, 0, 0, 0);
        continue;
      }
      long last = hour - 24;
      while (last >= now) {
        last -= 24;
      }
      double usual = 0;
      for (int day = 0; day < 7; day++) {
        usual += hours.get(last - 24L * day) / 7;
      }
      double anomaly = (hours.get(hour) - usual) / scale;
      assertThat(row[PLAIN]).as("hour %d", hour - now).isCloseTo(clip(anomaly), within(1e-3));
      assertThat(row[PLAIN + 1]).isCloseTo(clip(anomaly * row[0]), within(1e-2));
      assertThat(row[PLAIN + 4]).isEqualTo(1);
      if (step % 2 == 0) {
        double around = mean(hours, hour - 12, hour + 12);
        double before = mean(hours, last - 6 * 24 - 12, last + 12);
        double inDay = anomaly - (around - before) / scale;
        assertThat(row[PLAIN + 2]).as("hour %d", hour - now).isCloseTo(clip(inDay), within(1e-3));
      }
    }
  }

  @Test
  void shouldKnowTheSpecificationsItHadBefore() {
    assertThat(FeatureSpecification.of(Channel.CONSUMPTION).name()).isEqualTo("load-1");
    FeatureSpecification priced = FeatureSpecification.of(Channel.CONSUMPTION, true);
    FeatureSpecification plain = FeatureSpecification.of(Channel.CONSUMPTION, false);
    assertThat(priced.name()).isEqualTo("load-2");
    assertThat(priced.beginsWith(plain)).isTrue();
    assertThat(plain.beginsWith(priced)).isFalse();
    assertThat(priced.schemaHash()).isNotEqualTo(plain.schemaHash());
    assertThat(FeatureSpecification.find(Channel.IMPORT, priced.schemaHash())).contains(priced);
    assertThat(FeatureSpecification.find(Channel.IMPORT, plain.schemaHash())).contains(plain);
    assertThat(FeatureSpecification.find(Channel.GENERATION, priced.schemaHash())).isEmpty();
    assertThat(FeatureSpecification.of(Channel.GENERATION, true))
        .isEqualTo(FeatureSpecification.of(Channel.GENERATION));
  }

  private static double mean(TreeMap<Long, Double> hours, long from, long to) {
    return hours.subMap(from, to).values().stream().mapToDouble(price -> price).average().orElse(0);
  }

  private static double clip(double value) {
    return Math.max(-8, Math.min(8, value));
  }

  private static double[][] rows(
      PlacementHistory history, Instant issued, PriceFollowers followers) {
    Issue issue = new IssueFactory(null, LONDON, followers).open(HOME, history, issued);
    double[][] rows = new double[issue.steps()][issue.rows().specification().size()];
    for (int step = 0; step < rows.length; step++) {
      issue.rows().fill(issue.origin() + step, rows[step]);
    }
    return rows;
  }

  /** Random readings up to the issue, and the prices that are known by it. */
  private static PlacementHistory history(long seed, List<Price> prices, Instant issued) {
    PlacementHistory history = new PlacementHistory("", "market", SeriesHistory.RETAINED_DAYS);
    Random random = new Random(seed);
    for (Instant at = START; at.isBefore(issued); at = at.plusSeconds(1800)) {
      history.absorb(
          TestCommunity.reading(
              "home",
              "c",
              "f",
              Channel.CONSUMPTION,
              at,
              1800,
              random.nextInt(500),
              at.plusSeconds(1800)),
          issued);
    }
    prices.forEach(price -> history.absorb(price, issued));
    return history;
  }

  /** Hourly prices of each day, published at noon before; from another seed after the issue. */
  private static List<Price> prices(long seed, long laterSeed, Instant issued) {
    List<Price> prices = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      Instant midnight = START.plus(Duration.ofDays(day));
      Instant known = midnight.minus(Duration.ofHours(12));
      Random random = new Random((known.isAfter(issued) ? laterSeed : seed) * 31 + day);
      for (int hour = 0; hour < 24; hour++) {
        Instant start = midnight.plus(Duration.ofHours(hour));
        long price = random.nextInt(30_000) - 5_000;
        prices.add(new Price("market", start, 3600, "EUR", price, price, 0, known));
      }
      prices.add(new Price("elsewhere", midnight, 86_400, "EUR", 1, 1, 0, known));
    }
    return prices;
  }
}
